"""A stopped provider starts nothing until it is resumed."""

from __future__ import annotations

import asyncio

import pytest

from rushes.core.protocols import Turn
from rushes.errors import NotFound
from rushes.testing import PuppetProvider
from rushes.work.health import Health
from rushes.work.local import LocalDispatch


def test_a_stopped_provider_starts_nothing_until_it_is_resumed() -> None:
    async def story() -> None:
        ran: list[str] = []

        async def handler(task_id: str) -> None:
            ran.append(task_id)

        dispatch, provider = LocalDispatch(), PuppetProvider(slots=2)
        health = Health(dispatch, {"previs": provider})
        await health.begin()
        await dispatch.run(handler, lambda name: None, handler)
        await health.stop("previs", "no money", 5.0)
        await dispatch.enqueue("previs", [Turn("a", 1, 0, 1)])
        await asyncio.sleep(0.01)
        assert (ran, health.stopped["previs"].reason) == ([], "no money")
        await health.resume("previs")
        await asyncio.sleep(0.01)
        assert (ran, health.stopped) == (["a"], {})
        with pytest.raises(NotFound, match="previs"):
            await health.resume("nobody")

    asyncio.run(story())
