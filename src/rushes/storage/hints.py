"""Hints that a vendor's job has changed, told to whichever process follows it. None is kept: who misses one polls."""

from __future__ import annotations

import json
from collections.abc import Callable

from rushes.storage.engine import Engine, tell

HINT = "hint"


class Hints:
    """Told and heard over the store's engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def hear(self, listener: Callable[[str, str], None]) -> None:
        """Have `listener(provider, handle)` called for hints that other processes had."""
        self._engine.hear(HINT, lambda text: listener(*json.loads(text)[:2]))

    async def tell(self, provider: str, handle: str) -> None:
        """Have the other processes hear it."""
        await self._engine.write(lambda: tell(HINT, json.dumps([provider, handle])))
