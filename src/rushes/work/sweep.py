"""Ends what has outlived its time, every minute: films that are no longer kept, tasks that never came to an end."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

import structlog

from rushes.core.event import Expired, Failed
from rushes.core.protocols import MediaStore, Store
from rushes.errors import IllegalTransition, NotFound, RushesError
from rushes.work.dispatch import LocalDispatch

SWEEP_SECONDS = 60.0

log = structlog.get_logger()


class Sweep:
    """One for the process. `once()` is the whole work; the rest is the clock around it."""

    def __init__(
        self,
        store: Store,
        media: MediaStore,
        dispatch: LocalDispatch,
        now: Callable[[], float],
        longest_seconds: float,
    ) -> None:
        self._store, self._media, self._dispatch, self._now = store, media, dispatch, now
        self._longest_seconds = longest_seconds
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to sweep."""
        self._task = asyncio.create_task(self._forever(), name="sweep")

    async def stop(self) -> None:
        """Stop sweeping."""
        if self._task:
            self._task.cancel()
            await asyncio.wait({self._task})

    async def once(self) -> tuple[int, int]:
        """How many films were let go, and how many tasks were given up."""
        return await self._let_go(), await self._give_up()

    async def _let_go(self) -> int:
        found = await self._store.expired(self._now())
        for task in found:
            with contextlib.suppress(IllegalTransition, NotFound):  # someone else has deleted it just now
                await self._store.record(task.id, Expired(), self._now())
            clip = (task.clip.media, task.clip.poster) if task.clip else ()
            for name in (*clip, *task.request.media):
                await self._media.delete(name)
        return len(found)

    async def _give_up(self) -> int:
        found = await self._store.too_old(self._now() - self._longest_seconds)
        hours = self._longest_seconds / 3600
        message = f"The task did not end within {hours:g} hours (the setting longest_hours). Send the request again."
        for task in found:
            with contextlib.suppress(IllegalTransition, NotFound):  # it has ended just now
                await self._store.record(task.id, Failed("expired", message), self._now())
            await self._dispatch.cancel(task.id)
        return len(found)

    async def _forever(self) -> None:
        while True:
            try:
                films, tasks = await self.once()
            except RushesError as error:
                log.error("sweep_failed", why=error.message)
            else:
                if films or tasks:
                    log.info("swept", films=films, tasks=tasks)
            await asyncio.sleep(SWEEP_SECONDS)
