"""Sends what the outbox holds: signed, at the times that are written there, to each receiver as fast as it bears.

Nothing is kept here: what a stop or a crash interrupts is found again in the table. A receiver that fails is sent less
at a time, and none waits for another. How bytes go out is `media/post.py`'s.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import structlog

from rushes import __version__
from rushes.core.task import Task
from rushes.core.webhook import Delivery, Parcel, Webhook, signed
from rushes.errors import RushesError
from rushes.media.post import Answer, NotSent
from rushes.storage.outbox import Outbox, Outcome

#: Sent at a time to all receivers together.
MOST_AT_ONCE = 128
#: A claim outlives its try by this much; then somebody else may send it.
CLAIM_MARGIN = 15.0
LONGEST_REST, REST_AFTER_ERROR = 60.0, 5.0
LONGEST_RETRY_AFTER = 86400.0
SLOW_DOWN = frozenset({429, 503})

Post = Callable[[str, bytes, Mapping[str, str]], Awaitable[Answer]]
#: Writes the body of a delivery: the event with its task, or webhook, as it was then.
Write = Callable[[Delivery, Task | Webhook], bytes]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Plan:
    """When and how often is tried. Times in seconds."""

    schedule: Sequence[float]
    jitter: float
    #: How long a try may take.
    timeout: float
    #: To one receiver at a time.
    at_once: int
    #: How long the log is kept.
    keep: float

    def outcome(self, delivery: Delivery, answer: Answer | None, error: str, now: float) -> Outcome:
        """What follows from a try: an answer, or none and why."""
        status = answer.status if answer else None
        if answer and 200 <= answer.status < 300:
            return Outcome("delivered", now, status)
        if status == 410:
            return Outcome("failed", now, status, error, gone=True)
        asked = retry_after(answer.retry_after, now) if answer else None
        quiet = None if asked is None or status not in SLOW_DOWN else now + asked
        if delivery.attempt >= len(self.schedule):
            return Outcome("failed", now, status, error, quiet_until=quiet)
        wait = self.schedule[delivery.attempt] * (1 + self.jitter * random.random())
        return Outcome("pending", now + max(wait, asked or 0.0), status, error, quiet_until=quiet)


class Deliverer:
    """One for the process; any number of processes share an outbox."""

    def __init__(
        self, outbox: Outbox, post: Post, write: Write, root: bytes, plan: Plan, now: Callable[[], float]
    ) -> None:
        self._outbox, self._post, self._write = outbox, post, write
        self._root, self._plan, self._now = root, plan, now
        self._wake = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None
        self._sending: set[asyncio.Task[None]] = set()
        self._busy: Counter[str] = Counter()
        self._width: dict[str, int] = {}

    async def start(self, *, alone: bool) -> None:
        """Begin to send. `alone`: no other process has this outbox, so what is claimed was a dead one's."""
        self._outbox.hear(self.stir)
        if alone:
            await self._outbox.release_all(self._now())
        self._loop = asyncio.create_task(self._forever(), name="webhooks")

    async def stop(self) -> None:
        """Stop sending; what is under way is given back untried."""
        for task in (self._loop, *self._sending):
            if task:
                task.cancel()
        await asyncio.gather(*filter(None, (self._loop, *self._sending)), return_exceptions=True)

    def hear(self, change: object) -> None:
        """A task has changed: something may be owed."""
        self._wake.set()

    def stir(self) -> None:
        """Changes may have been missed."""
        self._wake.set()

    async def forget(self) -> None:
        """Remove the log of what was over long ago."""
        await self._outbox.forget(self._now() - self._plan.keep)

    async def _forever(self) -> None:
        while True:
            self._wake.clear()
            try:
                rest = await self._send_due()
            except RushesError as error:
                log.error("webhooks_failed", why=error.message)
                rest = REST_AFTER_ERROR
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(rest):
                    await self._wake.wait()

    async def _send_due(self) -> float:
        """Send what may be sent now; answer the seconds until there may be more."""
        now = self._now()
        waiting = await self._outbox.waiting()
        if wanted := self._room([target for target, due in waiting if due <= now]):
            until = now + self._plan.timeout + CLAIM_MARGIN
            for parcel in await self._outbox.claim(wanted, now, until):
                self._begin(parcel)
        later = min((due for _, due in waiting if due > now), default=now + LONGEST_REST)
        return min(LONGEST_REST, max(0.0, later - self._now()))

    def _room(self, due: Sequence[str]) -> list[tuple[str, int]]:
        """How many each of these targets may be sent now, those that wait longest first."""
        left, found = MOST_AT_ONCE - len(self._sending), []
        for target in due:
            room = min(left, self._width.get(target, self._plan.at_once) - self._busy[target])
            if room > 0:
                found.append((target, room))
                left -= room
        return found

    def _begin(self, parcel: Parcel) -> None:
        target = parcel.delivery.target
        self._busy[target] += 1
        sending = asyncio.create_task(self._send(parcel), name=parcel.delivery.id)
        self._sending.add(sending)
        sending.add_done_callback(lambda done: self._ended(done, target))

    def _ended(self, done: asyncio.Task[None], target: str) -> None:
        self._sending.discard(done)
        self._busy[target] -= 1
        if not self._busy[target]:
            del self._busy[target]
        self._wake.set()

    async def _send(self, parcel: Parcel) -> None:
        delivery = parcel.delivery
        try:
            answer, error = await self._try(parcel)
        except asyncio.CancelledError:
            await asyncio.shield(self._outbox.release(delivery, self._now()))
            raise
        outcome = self._plan.outcome(delivery, answer, error, self._now())
        self._pace(delivery.target, arrived=outcome.state == "delivered")
        try:
            disabled = await self._outbox.settle(delivery, outcome, self._now(), sum(self._plan.schedule))
        except RushesError as fault:  # its claim runs out, and then it is sent again under its id
            log.error("delivery_not_settled", delivery=delivery.id, why=fault.message)
            return
        said = {"delivery": delivery.id, "task": delivery.task_id, "type": delivery.type, "status": outcome.status}
        log.info("webhook_sent", **said, state=outcome.state, attempt=delivery.attempt + 1)
        if disabled:
            log.warning("webhook_disabled", webhook=delivery.webhook, why=error)

    async def _try(self, parcel: Parcel) -> tuple[Answer | None, str]:
        delivery = parcel.delivery
        body = self._write(delivery, parcel.subject)
        headers = {
            **signed(self._root, delivery.signer, parcel.turn, delivery.id, body, self._now()),
            "content-type": "application/json",
            "user-agent": f"Rushes/{__version__}",
        }
        try:
            answer = await self._post(delivery.url, body, headers)
        except NotSent as error:
            return None, str(error)
        return answer, f"It answered {answer.status}."

    def _pace(self, target: str, *, arrived: bool) -> None:
        """Half as many at a time for one that fails, twice as many again for one that does not."""
        width = self._width.pop(target, self._plan.at_once)
        width = width * 2 if arrived else max(1, width // 2)
        if width < self._plan.at_once:
            self._width[target] = width


def retry_after(given: str | None, now: float) -> float | None:
    """The seconds that a `Retry-After` asks for, at most a day; None where it says nothing of use."""
    if given is None:
        return None
    text = given.strip()
    if text.isascii() and text.isdigit():
        seconds = float(text[:12])
    else:
        try:
            seconds = parsedate_to_datetime(text).timestamp() - now
        except (ValueError, OverflowError):
            return None
    return min(LONGEST_RETRY_AFTER, max(0.0, seconds))
