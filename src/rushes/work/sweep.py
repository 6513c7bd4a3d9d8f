"""Ends what has outlived its time, every minute: films that are no longer kept, tasks that never came to an end."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence

import structlog

from rushes.core.event import Failed
from rushes.core.protocols import MediaStore, Store
from rushes.errors import IllegalTransition, NotFound, RushesError
from rushes.work.dispatch import Dispatch
from rushes.work.janitor import take_back
from rushes.work.retention import let_go

SWEEP_SECONDS = 60.0
#: By so much the clock must have been set, or the machine have slept, for its time not to count as a task's age.
LEAP_SECONDS = 300.0

log = structlog.get_logger()


class Sweep:
    """One for the process. `once()` is the whole work; the rest is the clock around it."""

    def __init__(
        self,
        store: Store,
        media: MediaStore,
        dispatch: Dispatch,
        now: Callable[[], float],
        longest_seconds: float,
        chores: Sequence[Callable[[], Awaitable[None]]] = (),
    ) -> None:
        self._store, self._media, self._dispatch, self._now = store, media, dispatch, now
        self._chores = chores
        self._longest_seconds = longest_seconds
        self._last: tuple[float, float] | None = None
        self._leaps = 0.0
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to sweep."""
        self._task = asyncio.create_task(self._forever(), name="sweep")

    async def stop(self) -> None:
        """Stop sweeping."""
        if self._task:
            self._task.cancel()
            await asyncio.wait({self._task})

    async def once(self) -> tuple[int, int, int]:
        """How many films were let go, how many tasks were given up, and how many lost ones wait again."""
        self._look_at_the_clock()
        for chore in self._chores:
            await chore()
        return await self._let_go(), await self._give_up(), await self._take_up()

    def _look_at_the_clock(self) -> None:
        """A clock that is set forward while this process runs must end no task and no film."""
        now, steady = self._now(), asyncio.get_running_loop().time()
        if self._last and (leap := now - self._last[0] - (steady - self._last[1])) > LEAP_SECONDS:
            self._leaps += leap
            log.warning("clock_set_forward", seconds=round(leap))
        self._last = now, steady

    async def _let_go(self) -> int:
        found = await self._store.expired(self._now() - self._leaps)
        for task in found:
            await let_go(self._store, self._media, task, self._now())
        return len(found)

    async def _give_up(self) -> int:
        found = await self._store.too_old(self._now() - self._leaps - self._longest_seconds)
        hours = self._longest_seconds / 3600
        message = f"The task did not end within {hours:g} hours (the setting longest_hours). Send the request again."
        for task in found:
            with contextlib.suppress(IllegalTransition, NotFound):  # it has ended just now
                await self._store.record(task.id, Failed("expired", message), self._now())
            await self._dispatch.cancel(task.id)
            for name in task.request.media:
                await self._media.delete(name)
        return len(found)

    async def _take_up(self) -> int:
        """Tasks that the table calls held and no run holds: the write that should have told their end has failed."""
        return await take_back(self._store, self._media, self._now, self._dispatch)

    async def _forever(self) -> None:
        while True:
            try:
                films, tasks, lost = await self.once()
            except (RushesError, OSError) as error:
                log.error("sweep_failed", why=str(error))
            else:
                if films or tasks or lost:
                    log.info("swept", films=films, tasks=tasks, lost=lost)
            await asyncio.sleep(SWEEP_SECONDS)
