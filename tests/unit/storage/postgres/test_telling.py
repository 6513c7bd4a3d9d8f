"""News are told together, in their order, until they have been told."""

from __future__ import annotations

import asyncio

import pytest

from rushes.storage.postgres import telling
from rushes.storage.postgres.telling import Telling


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "AGAIN_SECONDS", 0.01)


def test_what_comes_together_is_told_together() -> None:
    async def story() -> None:
        told: list[list[str]] = []

        async def tell(said: list[str]) -> bool:
            told.append(said)
            return True

        news = Telling(tell)
        for word in ("a", "", "b"):
            news.add(word)
        await news.stop(10)
        news.add("c")
        await news.stop(10)
        assert told == [["a", "b"], ["c"]]

    asyncio.run(story())


def test_what_cannot_be_told_is_told_later_and_first() -> None:
    async def story() -> None:
        told: list[str] = []
        there = False

        async def tell(said: list[str]) -> bool:
            if there:
                told.extend(said)
            return there

        news = Telling(tell)
        news.add("a")
        await asyncio.sleep(0.05)
        news.add("b")
        there = True
        await news.stop(10)
        assert told == ["a", "b"]
        await Telling(tell).stop(10)

    asyncio.run(story())


def test_who_stops_does_not_wait_for_ever() -> None:
    async def story() -> None:
        async def tell(said: list[str]) -> bool:
            return False

        news = Telling(tell)
        news.add("a")
        await news.stop(0.05)

    asyncio.run(story())
