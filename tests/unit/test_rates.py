"""Rates that one process counts alone, and those that several count together on one database."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from tests.databases import Database

from rushes.core.pace import Draw, Limit
from rushes.errors import RateLimited
from rushes.rates import Rates
from rushes.storage.paces import PaceStore


@dataclass
class Fleet:
    """Processes on one database, and the clock that all look at."""

    paces: PaceStore
    at: float = 1000.0
    draws: list[int] = field(default_factory=list)

    def process(self) -> Rates:
        """One more of them; its draws are counted."""
        clock: Callable[[], float] = lambda: self.at  # noqa: E731
        return Rates(self, clock, clock)

    async def draw(self, draws: Any, now: float) -> list[int]:
        """As the database has it."""
        self.draws.append(sum(draw.amount for draw in draws))
        return await self.paces.draw(draws, now)


async def passed(rates: Rates, *limits: Limit, most: int = 1000) -> int:
    """How many requests in a row are let in."""
    for count in range(most):
        try:
            await rates.take(limits)
        except RateLimited:
            return count
    return most


Story = Callable[[Fleet], Awaitable[None]]


@pytest.fixture
def run(database: Database) -> Callable[[Story], None]:
    def go(story: Story) -> None:
        async def whole() -> None:
            store = await database.open()
            await story(Fleet(PaceStore(store.engine)))
            await store.close()

        asyncio.run(whole())

    return go


def test_all_processes_together_let_in_no_more_than_the_limit(run: Callable[[Story], None]) -> None:
    async def story(fleet: Fleet) -> None:
        one, two = fleet.process(), fleet.process()
        limit = Limit("key_a", 30)
        both = await asyncio.gather(passed(one, limit), passed(two, limit))
        assert sum(both) == 30
        for rates in (one, two):
            with pytest.raises(RateLimited, match="may send 30 requests a minute") as found:
                await rates.take([limit])
            assert (found.value.seconds, found.value.per_minute) == (pytest.approx(2.0), 30)
        fleet.at += 10
        assert await passed(one, limit) + await passed(two, limit) == 5

    run(story)


def test_who_is_asked_much_draws_a_seconds_worth_at_most_and_never_beyond_the_limit(
    run: Callable[[Story], None],
) -> None:
    async def story(fleet: Fleet) -> None:
        one, two = fleet.process(), fleet.process()
        limit = Limit("key_a", 600)
        assert await passed(one, limit, most=200) == 200
        assert fleet.draws[:6] == [1, 2, 4, 8, 10, 10]
        assert len(fleet.draws) < 30
        fleet.at += 1.5  # what was left in hand is thrown away, and 15 have come back
        rest = await passed(two, limit) + await passed(one, limit)
        assert 600 - 200 + 15 - 10 <= rest <= 600 - 200 + 15

    run(story)


def test_a_family_is_counted_for_all_of_it_or_for_none(run: Callable[[Story], None]) -> None:
    async def story(fleet: Fleet) -> None:
        rates, elder, child = fleet.process(), Limit("key_a", 5), Limit("key_b", 3)
        assert await passed(rates, elder, child) == 3
        assert await passed(rates, elder) == 2

    run(story)


def test_a_clock_that_was_set_back_by_hours_stops_nobody(run: Callable[[Story], None]) -> None:
    async def story(fleet: Fleet) -> None:
        rates, limit = fleet.process(), Limit("key_a", 2)
        assert await passed(rates, limit) == 2
        fleet.at -= 7200
        assert await passed(fleet.process(), limit) == 2

    run(story)


def test_many_at_once_share_one_draw_after_another(run: Callable[[Story], None]) -> None:
    async def story(fleet: Fleet) -> None:
        rates, limit = fleet.process(), Limit("key_a", 6000)
        await asyncio.gather(*(rates.take([limit]) for _ in range(100)))
        assert len(fleet.draws) < 10

    run(story)


def test_a_draw_is_whole_or_one(run: Callable[[Story], None]) -> None:
    async def story(fleet: Fleet) -> None:
        limit = Limit("key_a", 3)
        assert await fleet.paces.draw([Draw(limit, 2)], 5.0) == [2]
        assert await fleet.paces.draw([Draw(limit, 2)], 5.0) == [1]
        with pytest.raises(RateLimited):
            await fleet.paces.draw([Draw(Limit("key_b", 1), 1), Draw(limit, 1)], 5.0)
        assert await fleet.paces.draw([Draw(Limit("key_b", 1), 1)], 5.0) == [1]

    run(story)


def test_alone_each_request_is_counted_as_it_comes() -> None:
    async def story() -> None:
        at = [0.0]
        rates = Rates(tick=lambda: at[0])
        assert await passed(rates, Limit("key_a", 5), Limit("key_b", 3)) == 3
        assert await passed(rates, Limit("key_a", 5)) == 2
        at[0] += 12
        assert await passed(rates, Limit("key_a", 5)) == 1
        await rates.take([])

    asyncio.run(story())
