"""Counts over the whole database, for those who watch a server: where tasks stand, and what money has moved."""

from __future__ import annotations

from rushes.storage.engine import Engine, Rows, ask


class Census:
    """Asked now and then; it reads whole indexes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def tasks(self) -> Rows:
        """By provider and status: how many, and when the oldest of them was created."""
        return await self._engine.read(lambda: ask("count_tasks"))

    async def money(self) -> Rows:
        """By provider, in millionths of a dollar: reserved, spent, beyond the holds, billed by the vendor."""
        return await self._engine.read(lambda: ask("sum_ledger"))
