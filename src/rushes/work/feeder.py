"""Fills the dispatch window from the task table: at start, when a task
comes or ends, when a retry is due, every minute."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable

import structlog

from rushes.core.protocols import Change, Store
from rushes.core.task import Status
from rushes.errors import RushesError
from rushes.work.dispatch import Dispatch

SWEEP_SECONDS = 60.0
#: After a failure of the store, which mostly passes.
AGAIN_SECONDS = 2.0
#: Changes that come so close together are answered together: what runs has its successor in the window already.
REST_SECONDS = 0.05

log = structlog.get_logger()


class Feeder:
    """Keeps the window about twice the slots; what does not fit stays in the table."""

    def __init__(self, store: Store, dispatch: Dispatch, providers: Iterable[str], now: Callable[[], float]) -> None:
        self._store, self._dispatch, self._now = store, dispatch, now
        self._wake = {provider: asyncio.Event() for provider in providers}
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to feed."""
        self._tasks = [asyncio.create_task(self._feed(provider), name=f"feed-{provider}") for provider in self._wake]

    def hear(self, change: Change) -> None:
        """A task has changed: it waits now, or its slot is about to get free."""
        if change.provider in self._wake and (change.status is Status.QUEUED or change.status.final):
            self._wake[change.provider].set()

    def stir(self) -> None:
        """Anything may have changed."""
        for wake in self._wake.values():
            wake.set()

    def freed(self, provider: str) -> None:
        """A run has let go: its task may wait again already, which nobody could enqueue before."""
        if provider in self._wake:
            self._wake[provider].set()

    async def stop(self) -> None:
        """Stop feeding."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _feed(self, provider: str) -> None:
        wake = self._wake[provider]
        while True:
            wake.clear()
            try:
                rest = await self._fill(provider)
            except RushesError as error:
                log.error("feed_failed", provider=provider, why=error.message)
                rest = AGAIN_SECONDS
            await asyncio.sleep(REST_SECONDS)
            # Not wait_for: in Python 3.11 it loses a cancellation that comes together with the event.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(max(0.0, rest - REST_SECONDS)):
                    await wake.wait()

    async def _fill(self, provider: str) -> float:
        """Enqueue what may run now; answer the seconds until there may be more."""
        now = self._now()  # one for both questions: what gets due between two would be missed by both
        turns = await self._store.next_turns(provider, now, self._dispatch.window(provider))
        await self._dispatch.enqueue(provider, turns)
        due = await self._store.next_due(provider, now)
        return SWEEP_SECONDS if due is None else min(SWEEP_SECONDS, max(0.0, due - self._now()))
