"""A stopped provider starts nothing until it is resumed."""

from __future__ import annotations

import asyncio

import pytest

from rushes.core.protocols import Turn
from rushes.errors import NotFound
from rushes.testing import PuppetProvider
from rushes.vendor_errors import ProviderStopped, UpstreamBusy, UpstreamUnavailable
from rushes.work.health import MOST_FAILURES, OPEN_SECONDS, Health
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
        await health.failed("previs", ProviderStopped("no money"), 5.0)
        await dispatch.enqueue("previs", [Turn("a", 1, 0, 1)])
        await asyncio.sleep(0.01)
        assert (ran, health.stopped["previs"].reason) == ([], "no money")
        await health.resume("previs")
        await asyncio.sleep(0.01)
        assert (ran, health.stopped) == (["a"], {})
        with pytest.raises(NotFound, match="previs"):
            await health.resume("nobody")

    asyncio.run(story())


def test_one_that_fails_in_a_row_is_passed_over_for_a_while() -> None:
    async def story() -> None:
        health = Health(LocalDispatch(), {"previs": PuppetProvider()}, {"previs"})
        for _ in range(MOST_FAILURES - 1):
            await health.failed("previs", UpstreamUnavailable(), 5.0)
        await health.failed("previs", UpstreamBusy(), 5.0)
        assert health.open("previs", 5.0)
        await health.failed("previs", UpstreamUnavailable(), 5.0)
        seen = [health.failing("previs", at) for at in (5.0, 5.0 + OPEN_SECONDS)]
        assert (health.open("previs", 6.0), seen) == (False, [True, False])
        health.worked("previs")
        assert health.open("previs", 6.0)

    asyncio.run(story())
