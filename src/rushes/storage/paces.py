"""The pace of keys that several processes count together: when each one's bucket is full again, as a row."""

from __future__ import annotations

from collections.abc import Sequence

from rushes.core.pace import REFILL_SECONDS, Draw
from rushes.storage.engine import Engine, Steps, ask


class PaceStore:
    """Buckets by the id of a key, over the same engine as the keys."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def draw(self, draws: Sequence[Draw], now: float) -> list[int]:
        """What of each draw is granted: all of it, or one. Raises `RateLimited`, and then nothing is drawn."""
        return await self._engine.write(lambda: _draw(draws, now))


def _draw(draws: Sequence[Draw], now: float) -> Steps[list[int]]:
    granted = []
    for draw in draws:
        granted.append((yield from _granted(draw, now)))
    return granted


def _granted(draw: Draw, now: float) -> Steps[int]:
    name, cost = draw.limit.name, draw.limit.cost
    for amount in dict.fromkeys((draw.amount, 1)):
        if (yield from ask("draw_pace", name=name, now=now, cost=amount * cost, refill=REFILL_SECONDS)):
            return amount
    rows = yield from ask("get_pace", name=name)
    raise draw.limit.refusal(max(0.0, rows[0]["full_at"] + cost - now - REFILL_SECONDS) if rows else cost)
