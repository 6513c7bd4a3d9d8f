"""Asks a vendor about jobs: one rhythm a job, slower the longer it takes, however many want to know.

A job that is followed has one asker, whose answers all its followers share; readers of a task cause no question at all.
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

#: Asks about one handle: its state, or None where the vendor does not know it. Raises our errors.
Ask = Callable[[str], Awaitable[State | None]]


@dataclass(slots=True)
class _Followed:
    """A job that somebody follows, and the last answer."""

    hint: asyncio.Event = field(default_factory=asyncio.Event)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    number: int = 0
    state: State | None = None
    fault: Exception | None = None
    followers: int = 0
    asker: asyncio.Task[None] | None = None

    def tell(self, state: State | None, fault: Exception | None = None) -> None:
        """There is an answer."""
        self.number, self.state, self.fault = self.number + 1, state, fault
        self.news.set()
        self.news = asyncio.Event()


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
        if job.asker is None:
            job.asker = asyncio.create_task(self._ask_on(handle, job), name=f"poll-{handle}")
        seen, loop, unknown = 0, asyncio.get_running_loop(), _Unknown(self._settings)
        try:
            while True:
                if job.number == seen:
                    await job.news.wait()
                seen = job.number
                if job.fault is not None:
                    raise job.fault
                if unknown.since(job.state, loop.time()):
                    return
                if job.state is not None:
                    yield job.state
                    if job.state.stage is not Stage.RUNNING:
                        return
        finally:
            job.followers -= 1
            if not job.followers:
                job.asker.cancel()
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
        return min(most, max(least, age / self._settings.poll_share)) * random.uniform(0.9, 1.0)

    async def _ask_on(self, handle: str, job: _Followed) -> None:
        """Ask until the job has ended, or until nobody follows it any more."""
        loop = asyncio.get_running_loop()
        began, trouble = loop.time(), 0.0
        while True:
            job.hint.clear()
            try:
                state = await self.once(handle)
            except ProviderFailed as error:
                trouble = min(self._settings.trouble_seconds, max(self._settings.poll_least_seconds, 2 * trouble))
                log.warning("vendor_silent", vendor=self._vendor, handle=handle, why=error.message, wait=trouble)
            except Exception as error:  # noqa: BLE001  each follower raises it
                job.tell(None, error)
                return
            else:
                trouble = 0.0
                job.tell(state)
                if state is not None and state.stage is not Stage.RUNNING:
                    return
            await self._rest(job, trouble or self._pause(loop.time() - began))

    async def _rest(self, job: _Followed, seconds: float) -> None:
        soonest = min(self._settings.hint_seconds, seconds)
        await asyncio.sleep(soonest)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds - soonest):
                await job.hint.wait()
