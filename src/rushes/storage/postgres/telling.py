"""Tells the other processes, a moment later and in one go, what is only news: how far tasks have come.

What somebody acts upon (a task that waits, its end, a cancel) is told by its own transaction, as its commit: it cannot
be lost. But PostgreSQL lets one such commit through at a time, with its sync. What is told here is lost where its
process dies within the moment; the next word about the task says it again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

#: A round trip and no sync: nothing is written.
TELL_ALL = "SELECT pg_notify($1, said) FROM unnest(CAST($2 AS TEXT[])) AS said"
MOMENT_SECONDS = 0.02
AGAIN_SECONDS = 0.2


class Telling:
    """What is to be told; `tell` answers whether it could."""

    def __init__(self, tell: Callable[[list[str]], Awaitable[bool]]) -> None:
        self._tell = tell
        self._news: list[str] = []
        self._telling: asyncio.Task[None] | None = None

    def add(self, said: str) -> None:
        """Have it told soon; nothing where it is empty."""
        if said:
            self._news.append(said)
            if self._telling is None or self._telling.done():
                self._telling = asyncio.create_task(self._all(), name="telling")

    async def stop(self, patience: float) -> None:
        """Let what is known be told, for so long at most."""
        if self._telling and not self._telling.done():
            await asyncio.wait({self._telling}, timeout=patience)
            self._telling.cancel()

    async def _all(self) -> None:
        await asyncio.sleep(MOMENT_SECONDS)
        while news := self._news:
            self._news = []
            if not await self._tell(news):
                self._news = news + self._news
                await asyncio.sleep(AGAIN_SECONDS)
