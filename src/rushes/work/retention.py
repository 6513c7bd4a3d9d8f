"""Lets finished films go: how one goes, and the oldest where all of them take more room than the owner gives."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import structlog

from rushes.core.event import Expired
from rushes.core.protocols import MediaStore, Store
from rushes.core.task import Task
from rushes.errors import IllegalTransition, NotFound

log = structlog.get_logger()


async def let_go(store: Store, media: MediaStore, task: Task, now: float) -> None:
    """Remove a finished task's files; its record stays and says since when."""
    with contextlib.suppress(IllegalTransition, NotFound):  # someone else has let it go, or deleted it, just now
        await store.record(task.id, Expired(), now)
    for name in task.files:
        await media.delete(name)


class Room:
    """The room that films may take: `make()` is a chore of the sweep."""

    def __init__(self, store: Store, media: MediaStore, most_bytes: float, now: Callable[[], float]) -> None:
        self._store, self._media, self._most_bytes, self._now = store, media, most_bytes, now

    async def make(self) -> None:
        """Let the oldest films go until the rest fits."""
        gone = 0
        while (over := await self._media.used() - self._most_bytes) > 0:
            oldest = await self._store.oldest_films()
            for task in oldest:
                if over <= 0:
                    break
                await let_go(self._store, self._media, task, self._now())
                over -= task.clip.size if task.clip else 0
                gone += 1
            if not oldest:
                log.warning("no_films_left_to_let_go", bytes_over=int(over))
                break
        if gone:
            log.info("films_let_go", films=gone, why="keep_gb")
