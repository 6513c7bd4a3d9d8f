"""The window is filled from the table, and kept full."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest
from tests.unit.work.conftest import Bench, Stage

from rushes.core.event import Cancelled, Claimed, Requeued
from rushes.core.protocols import Filters
from rushes.core.task import Status
from rushes.errors import ProviderCrashed, StorageFull
from rushes.work.dispatch import LocalDispatch
from rushes.work.feeder import Feeder


async def waiting(bench: Bench) -> bool:
    """Whether a task has not ended."""
    return bool((await bench.store.page("default", Filters(statuses=frozenset({"queued", "in_progress"})))).tasks)


def test_every_waiting_task_gets_its_turn(stage: Stage, film: Path) -> None:
    async def story(bench: Bench) -> None:
        before = [await bench.queued() for _ in range(7)]
        dispatch = LocalDispatch(bench.worker.work)
        dispatch.set_limit("previs", 1)
        feeder = Feeder(bench.store, dispatch, ["previs"], time.time)
        bench.store.listen(feeder.hear)
        feeder.start()
        tasks = [*before, *[await bench.queued() for _ in range(5)]]
        async with asyncio.timeout(60):
            while await waiting(bench):
                await asyncio.sleep(0.05)
        assert {(await bench.now(task)).status for task in tasks} == {Status.SUCCEEDED}
        assert bench.provider.most_running == 1
        assert [job.id for job in bench.provider.jobs] == [task.id for task in tasks]
        await feeder.stop()
        await dispatch.stop()

    stage(story, [[film]])


def test_a_retry_runs_when_it_is_due(stage: Stage, film: Path) -> None:
    async def story(bench: Bench) -> None:
        dispatch = LocalDispatch(bench.worker.work)
        dispatch.set_limit("previs", 1)
        feeder = Feeder(bench.store, dispatch, ["previs"], time.time)
        bench.store.listen(feeder.hear)
        feeder.start()
        task = await bench.queued()
        async with asyncio.timeout(60):
            while await waiting(bench):
                await asyncio.sleep(0.05)
        assert ((await bench.now(task)).status, len(bench.provider.jobs)) == (Status.SUCCEEDED, 2)
        await feeder.stop()
        await dispatch.stop()

    stage(story, [[ProviderCrashed()], [film]])


def test_a_stop_that_comes_with_a_change_is_not_lost(stage: Stage) -> None:
    async def story(bench: Bench) -> None:
        task = await bench.queued()
        for _ in range(50):
            feeder = Feeder(bench.store, LocalDispatch(bench.worker.work), [], time.time)
            feeder._wake["previs"] = asyncio.Event()
            feeder._dispatch.set_limit("previs", 0)
            feeder.start()
            await asyncio.sleep(0.005)
            feeder.hear(task)
            async with asyncio.timeout(20):
                await feeder.stop()

    stage(story, [[]])


def test_a_store_that_fails_once_does_not_end_the_feeding(
    stage: Stage, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(bench: Bench) -> None:
        dispatch = LocalDispatch(bench.worker.work)
        dispatch.set_limit("previs", 1)
        feeder = Feeder(bench.store, dispatch, ["previs"], time.time)
        bench.store.listen(feeder.hear)
        asked = asyncio.Event()

        async def broken(*_: Any) -> list[str]:
            asked.set()
            raise StorageFull

        with monkeypatch.context() as patch:
            patch.setattr(bench.store, "next_tasks", broken)
            feeder.start()
            await asked.wait()
        await bench.queued()
        async with asyncio.timeout(30):
            while await waiting(bench):
                await asyncio.sleep(0.05)
        await feeder.stop()
        await dispatch.stop()

    stage(story, [[film]])


def test_what_gets_due_between_two_questions_is_not_slept_through(stage: Stage) -> None:
    async def story(bench: Bench) -> None:
        task = await bench.queued()
        await bench.store.record(task.id, Claimed(), 99.0)
        await bench.store.record(task.id, Requeued(100.5, counted=True, reason="crash"), 99.0)
        dispatch = LocalDispatch(bench.worker.work)
        dispatch.set_limit("previs", 1)
        ticks = iter(range(100, 200))
        feeder = Feeder(bench.store, dispatch, ["previs"], lambda: float(next(ticks)))
        assert await feeder._fill("previs") == 0.0
        assert not dispatch.holds(task.id)
        await feeder._fill("previs")
        assert dispatch.holds(task.id)
        await dispatch.stop()

    stage(story, [[60.0]])


def test_a_task_that_waits_again_before_its_run_has_let_go_is_not_forgotten(stage: Stage) -> None:
    async def story(bench: Bench) -> None:
        runs: list[str] = []

        async def slow_to_let_go(task_id: str) -> None:
            runs.append(task_id)
            await bench.store.record(task_id, Claimed(), time.time())
            event = Cancelled() if len(runs) == 2 else Requeued(0.0, counted=True, reason="crash")
            await bench.store.record(task_id, event, time.time())
            await asyncio.sleep(0.2)

        dispatch = LocalDispatch(slow_to_let_go)
        dispatch.set_limit("previs", 1)
        feeder = Feeder(bench.store, dispatch, ["previs"], time.time)
        bench.store.listen(feeder.hear)
        dispatch.listen(feeder.freed)
        feeder.start()
        task = await bench.queued()
        async with asyncio.timeout(30):
            while len(runs) < 2:
                await asyncio.sleep(0.01)
        assert runs == [task.id, task.id]
        await feeder.stop()
        await dispatch.stop()

    stage(story, [[]])
