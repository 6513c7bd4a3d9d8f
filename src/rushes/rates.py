"""Counts requests against their limits, in this process alone or together with all processes on one database.

Alone, each request is counted as it comes. Together, a process draws from the database what it may let in, at most a
second's worth at a time and only as much as it has just needed, and throws away what is left after a second. So all
processes together never let in more than the limit; a request may be refused early by what the others hold, and a key
costs a process a write for each draw, not for each request.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from rushes.core.pace import Draw, Limit, Pace

#: What was drawn is good for so long.
STOCK_SECONDS = 1.0
MOST_NAMES = 10_000


class Together(Protocol):
    """The limits of all processes."""

    async def draw(self, draws: Sequence[Draw], now: float) -> list[int]:
        """What of each draw is granted, at least one of each. Raises `RateLimited`, and then nothing is drawn."""


@dataclass(slots=True)
class _Stock:
    """What this process may let in without asking."""

    left: int
    drawn: int
    until: float


class Rates:
    """One for the process. `together` where others count too."""

    def __init__(
        self,
        together: Together | None = None,
        now: Callable[[], float] = time.time,
        tick: Callable[[], float] = time.monotonic,
    ) -> None:
        self._together, self._now, self._tick = together, now, tick
        self._pace = Pace()
        self._stocks: dict[str, _Stock] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def take(self, limits: Sequence[Limit]) -> None:
        """Count one request against all of these limits, or against none. Raises `RateLimited`."""
        if not limits:
            return
        if self._together is None:
            self._alone(limits)
        elif not self._from_stock(limits):
            async with self._lock(limits[-1].name):  # requests that wait here find what the first of them draws
                if not self._from_stock(limits):
                    await self._draw(limits, self._together)

    def _alone(self, limits: Sequence[Limit]) -> None:
        for limit in limits:
            if seconds := self._pace.wait(limit.name, limit.per_minute, self._tick()):
                raise limit.refusal(seconds)
        for limit in limits:
            self._pace.take(limit.name, limit.per_minute, self._tick())

    def _from_stock(self, limits: Sequence[Limit]) -> bool:
        stocks = [stock for limit in limits if (stock := self._in_hand(limit))]
        if len(stocks) < len(limits):
            return False
        for stock in stocks:
            stock.left -= 1
        return True

    async def _draw(self, limits: Sequence[Limit], together: Together) -> None:
        """Take what is in hand, and draw the rest; where that is refused, nothing was taken."""
        stocks = [stock for limit in limits if (stock := self._in_hand(limit))]
        draws = [Draw(limit, self._wanted(limit)) for limit in limits if not self._in_hand(limit)]
        for stock in stocks:
            stock.left -= 1
        try:
            granted = await together.draw(draws, self._now())
        except BaseException:
            for stock in stocks:
                stock.left += 1
            raise
        if len(self._stocks) >= MOST_NAMES:
            self._stocks.clear()
        for draw, amount in zip(draws, granted, strict=True):
            self._stocks[draw.limit.name] = _Stock(amount - 1, amount, self._tick() + STOCK_SECONDS)

    def _in_hand(self, limit: Limit) -> _Stock | None:
        stock = self._stocks.get(limit.name)
        return stock if stock and stock.left and stock.until > self._tick() else None

    def _wanted(self, limit: Limit) -> int:
        """Twice what the last draw brought, where it is used up before its time; at most a second's worth."""
        stock = self._stocks.get(limit.name)
        if stock is None or stock.until <= self._tick():
            return 1
        return min(max(1, limit.per_minute // 60), stock.drawn * 2)

    def _lock(self, name: str) -> asyncio.Lock:
        if len(self._locks) >= MOST_NAMES:
            self._locks = {kept: lock for kept, lock in self._locks.items() if lock.locked()}
        return self._locks.setdefault(name, asyncio.Lock())
