"""A stopped provider starts nothing until it is resumed, in any process and after any restart."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from rushes.core.protocols import Turn
from rushes.errors import NotFound
from rushes.storage.sqlite import open_sqlite
from rushes.storage.stops import Stop, StopStore
from rushes.storage.store import TaskStore
from rushes.testing import PuppetProvider
from rushes.vendor_errors import ProviderStopped, UpstreamBusy, UpstreamUnavailable
from rushes.work.health import Breaker, Health
from rushes.work.local import LocalDispatch

NO_MONEY = ProviderStopped("no money")


def told(folder: Path, story: Callable[[TaskStore], Awaitable[None]]) -> None:
    """Run a story on a store."""

    async def whole() -> None:
        store = open_sqlite(folder / "rushes.db")
        try:
            await story(store)
        finally:
            await store.close()

    asyncio.run(whole())


def test_a_stopped_provider_starts_nothing_until_it_is_resumed(tmp_path: Path) -> None:
    async def story(store: TaskStore) -> None:
        ran: list[str] = []

        async def handler(task_id: str) -> None:
            ran.append(task_id)

        dispatch, provider = LocalDispatch(), PuppetProvider(slots=2)
        health = Health(dispatch, {"previs": provider}, StopStore(store.engine))
        await health.begin()
        await dispatch.run(handler, lambda name: None, handler)
        may_run: list[str] = []
        health.listen(may_run.append)
        await health.failed("previs", NO_MONEY, 5.0)
        may_run.clear()
        await health.failed("previs", ProviderStopped("still none"), 6.0)
        await dispatch.enqueue("previs", [Turn("a", 1, 0, 1)])
        await asyncio.sleep(0.01)
        assert (ran, health.stopped["previs"].reason, health.stopped["previs"].since) == ([], "no money", 5.0)
        await health.resume("previs")
        await asyncio.sleep(0.01)
        assert (ran, health.stopped, may_run) == (["a"], {}, ["previs"])
        with pytest.raises(NotFound, match="previs"):
            await health.resume("nobody")

    told(tmp_path, story)


def test_a_stop_outlives_a_restart(tmp_path: Path) -> None:
    async def story(store: TaskStore) -> None:
        def life() -> Health:
            return Health(LocalDispatch(), {"previs": PuppetProvider()}, StopStore(store.engine))

        first, second = life(), life()
        await first.begin()
        await first.failed("previs", NO_MONEY, 5.0)
        await second.begin()
        assert (second.stopped, second._dispatch.window("previs")) == (first.stopped, 0)
        await second.resume("previs")
        assert second._dispatch.window("previs") == 2

    told(tmp_path, story)


def test_what_another_process_stops_is_heard_here(tmp_path: Path) -> None:
    async def story(store: TaskStore) -> None:
        heard: list[Callable[[], None]] = []
        stops, here = StopStore(store.engine), LocalDispatch()
        stops.hear = heard.append  # type: ignore[method-assign]
        health = Health(here, {"previs": PuppetProvider()}, stops)
        await health.begin()
        for act, window in ((stops.add("previs", Stop("no money", 5.0)), 0), (stops.remove("previs"), 2)):
            await act
            for _ in range(3):
                heard[0]()
            async with asyncio.timeout(2):
                while here.window("previs") != window:
                    await asyncio.sleep(0.01)
        await health.stop()

    told(tmp_path, story)


def test_one_that_fails_in_a_row_is_passed_over_for_a_while(tmp_path: Path) -> None:
    async def story(store: TaskStore) -> None:
        stops, breaker = StopStore(store.engine), Breaker(failures=3, seconds=10)
        health = Health(LocalDispatch(), {"previs": PuppetProvider()}, stops, {"previs"}, breaker)
        for _ in range(breaker.failures - 1):
            await health.failed("previs", UpstreamUnavailable(), 5.0)
        await health.failed("previs", UpstreamBusy(), 5.0)
        assert health.open("previs", 5.0)
        await health.failed("previs", UpstreamUnavailable(), 5.0)
        seen = [health.failing("previs", at) for at in (5.0, 15.0)]
        assert (health.open("previs", 6.0), seen) == (False, [True, False])
        health.worked("previs")
        assert health.open("previs", 6.0)

    told(tmp_path, story)
