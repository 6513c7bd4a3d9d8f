"""The window is filled from the table, and kept full."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest
from harness.crowd import crowd_postgres, crowd_sqlite
from tests.databases import Database
from tests.tasks import make_task
from tests.unit.work.conftest import Bench, Stage

from rushes.core.event import Cancelled, Claimed, Requeued
from rushes.core.protocols import Filters, Turn
from rushes.core.task import Status
from rushes.errors import ProviderCrashed, StorageFull
from rushes.work.dispatch import Dispatch, Handler
from rushes.work.feeder import Feeder
from rushes.work.leases import LeaseDispatch
from rushes.work.local import LocalDispatch


async def waiting(bench: Bench) -> bool:
    """Whether a task has not ended."""
    return bool((await bench.store.page("default", Filters(statuses=frozenset({"queued", "in_progress"})))).tasks)


async def fed(bench: Bench, handler: Handler) -> tuple[LocalDispatch, Feeder]:
    """A dispatch of one slot that runs, and its feeder, which is not started."""
    dispatch = LocalDispatch()
    await dispatch.set_limit("previs", 1)
    feeder = Feeder(bench.store, dispatch, ["previs"], time.time)
    bench.store.listen(feeder.hear)
    await dispatch.run(handler, feeder.freed, handler)
    return dispatch, feeder


def test_every_waiting_task_gets_its_turn(stage: Stage, film: Path) -> None:
    async def story(bench: Bench) -> None:
        before = [await bench.queued() for _ in range(7)]
        dispatch, feeder = await fed(bench, bench.worker.work)
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
        dispatch, feeder = await fed(bench, bench.worker.work)
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
            dispatch = LocalDispatch()
            await dispatch.set_limit("previs", 0)
            feeder = Feeder(bench.store, dispatch, ["previs"], time.time)
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
        dispatch, feeder = await fed(bench, bench.worker.work)
        asked = asyncio.Event()

        async def broken(*_: Any) -> list[Turn]:
            asked.set()
            raise StorageFull

        with monkeypatch.context() as patch:
            patch.setattr(bench.store, "next_turns", broken)
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
        dispatch = LocalDispatch()
        await dispatch.set_limit("previs", 1)
        ticks = iter(range(100, 200))
        feeder = Feeder(bench.store, dispatch, ["previs"], lambda: float(next(ticks)))
        assert await feeder._fill("previs") == 0.0
        runs: list[str] = []

        async def note(task_id: str) -> None:
            runs.append(task_id)

        await dispatch.run(note, feeder.freed, note)
        await asyncio.sleep(0.01)
        assert runs == []
        await feeder._fill("previs")
        await asyncio.sleep(0.01)
        assert runs == [task.id]

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

        dispatch, feeder = await fed(bench, slow_to_let_go)
        feeder.start()
        task = await bench.queued()
        async with asyncio.timeout(30):
            while len(runs) < 2:
                await asyncio.sleep(0.01)
        assert runs == [task.id, task.id]
        await feeder.stop()
        await dispatch.stop()

    stage(story, [[]])


def test_one_task_of_another_tenant_starts_within_two_slot_releases(database: Database) -> None:
    """With 10,000 of a tenant's tasks waiting, in one process on SQLite and by leases on PostgreSQL."""

    async def story() -> None:
        store = await database.open()
        await store.add(make_task(tenant="crowd"))
        await store.close()
        if database.kind == "sqlite":
            await asyncio.to_thread(crowd_sqlite, Path(database.place), 10_000)
        else:
            await crowd_postgres(database.place, 10_000)
        store = await database.open()
        started: list[str] = []
        release = asyncio.Semaphore(0)

        async def hold(task_id: str) -> None:
            started.append(task_id)
            await store.record(task_id, Claimed(), time.time())
            await release.acquire()
            await store.record(task_id, Cancelled(), time.time())

        dispatch: Dispatch = LocalDispatch() if database.kind == "sqlite" else LeaseDispatch(store.engine)
        await dispatch.set_limit("previs", 3)
        feeder = Feeder(store, dispatch, ["previs"], time.time)
        store.listen(feeder.hear)
        await dispatch.run(hold, feeder.freed, hold)
        feeder.start()
        async with asyncio.timeout(60):
            while len(started) < 3:
                await asyncio.sleep(0.01)
            lone = await store.add(make_task(tenant="lone"))
            await asyncio.sleep(0.3)
            releases = 0
            while lone.id not in started:
                releases += 1
                seen = len(started)
                release.release()
                while len(started) == seen:
                    await asyncio.sleep(0.01)
        assert releases <= 2
        await feeder.stop()
        await dispatch.stop()
        await store.close()

    asyncio.run(story())
