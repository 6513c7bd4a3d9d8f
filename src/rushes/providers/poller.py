"""Asks a vendor about jobs: one rhythm a job, slower the longer it takes, however many want to know.

Readers of a task never cause a question; runs do, and two that follow one job share its answers.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, field

import structlog

from rushes.errors import ProviderFailed
from rushes.providers.state import Stage, State
from rushes.providers.vendor_settings import VendorSettings

log = structlog.get_logger(__name__)

#: A question waits for the twentieth part of the time that the job has taken so far.
SHARE = 20
#: A hint from outside brings the next question forward, but no nearer than this to the last one.
HINT_SECONDS = 1.0

#: Asks about one handle: its state, or None where the vendor does not know it. Raises our errors.
Ask = Callable[[str], Awaitable[State | None]]


@dataclass(slots=True)
class _Followed:
    """A job that somebody follows."""

    hint: asyncio.Event = field(default_factory=asyncio.Event)
    asking: asyncio.Task[State | None] | None = None
    followers: int = 0


class _Unknown:
    """How often and how long in a row the vendor has not known a job."""

    def __init__(self, settings: VendorSettings) -> None:
        self._settings = settings
        self._times, self._first = 0, 0.0

    def since(self, state: State | None, now: float) -> bool:
        """Hear of one more answer; whether that is often and long enough."""
        if state is not None:
            self._times = 0
            return False
        self._first = self._first if self._times else now
        self._times += 1
        long = now - self._first >= self._settings.forgotten_seconds
        return long and self._times >= self._settings.forgotten_times


class Poller:
    """One for the provider. `asked` counts its questions."""

    def __init__(self, ask: Ask, settings: VendorSettings, vendor: str) -> None:
        self._ask, self._settings, self._vendor = ask, settings, vendor
        self._jobs: dict[str, _Followed] = {}
        self.asked = 0

    def hint(self, handle: str) -> None:
        """Somebody says that the job has changed: ask soon. Whether it is true shows the answer."""
        if handle in self._jobs:
            self._jobs[handle].hint.set()

    async def follow(self, handle: str) -> AsyncGenerator[State, None]:
        """The job's states, until one is its end, or until the vendor has said often and long enough that it does not
        know the job. Trouble is waited out: a job that is paid for is not given up because its vendor is silent.
        """
        job = self._jobs.setdefault(handle, _Followed())
        job.followers += 1
        loop = asyncio.get_running_loop()
        began, trouble, unknown = loop.time(), 0.0, _Unknown(self._settings)
        try:
            while True:
                try:
                    state = await self._shared(handle, job)
                except ProviderFailed as error:
                    trouble = min(self._settings.trouble_seconds, max(self._settings.poll_least_seconds, 2 * trouble))
                    log.warning("vendor_silent", vendor=self._vendor, handle=handle, why=error.message, wait=trouble)
                else:
                    trouble = 0.0
                    if unknown.since(state, loop.time()):
                        return
                    if state is not None:
                        yield state
                        if state.stage is not Stage.RUNNING:
                            return
                await self._rest(job, trouble or self._pause(loop.time() - began))
        finally:
            job.followers -= 1
            if not job.followers:
                self._jobs.pop(handle, None)

    async def once(self, handle: str) -> State | None:
        """One answer now."""
        self.asked += 1
        return await self._ask(handle)

    def links(self, handle: str, ended: State) -> Callable[[], Awaitable[str | None]]:
        """Answers a film's link at each call: that of the end first, then one asked for afresh, for links expire."""
        known = [ended.url]

        async def link() -> str | None:
            if known:
                return known.pop()
            found = await self.once(handle)
            return found.url if found else None

        return link

    def _pause(self, age: float) -> float:
        most, least = self._settings.poll_most_seconds, self._settings.poll_least_seconds
        return min(most, max(least, age / SHARE)) * random.uniform(0.9, 1.0)

    async def _rest(self, job: _Followed, seconds: float) -> None:
        job.hint.clear()
        soonest = min(HINT_SECONDS, seconds)
        await asyncio.sleep(soonest)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds - soonest):
                await job.hint.wait()

    async def _shared(self, handle: str, job: _Followed) -> State | None:
        """The answer to a question that is under way, or to a new one."""
        if job.asking is None or job.asking.done():
            job.asking = asyncio.create_task(self.once(handle))
            job.asking.add_done_callback(lambda done: done.cancelled() or done.exception())
        return await asyncio.shield(job.asking)
