"""What has outlived its time is ended, and nothing else."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest
from tests.tasks import make_task
from tests.unit.work.conftest import Bench, Stage

from rushes.core.event import Claimed, Event, Requeued
from rushes.core.protocols import Turn
from rushes.core.task import Status, Task
from rushes.errors import StorageFull
from rushes.work.local import LocalDispatch
from rushes.work.sweep import Sweep
from rushes.work.worker import Worker


def test_a_film_is_let_go_at_its_time_and_its_record_stays(stage: Stage, film: Path) -> None:
    async def story(bench: Bench) -> None:
        clock = [1000.0]
        worker = Worker(bench.store, bench.media, bench.routes, bench.folder / "w", lambda: clock[0], keep_seconds=60)
        sweep = Sweep(bench.store, bench.media, LocalDispatch(), lambda: clock[0], 1e9)
        task = await bench.store.add(make_task(created_at=clock[0]))
        await worker.work(task.id)
        assert (await bench.now(task)).expires_at == 1060.0
        assert await sweep.once() == (0, 0, 0)
        clock[0] = 1060.0
        assert await sweep.once() == (1, 0, 0)
        found = await bench.now(task)
        assert (found.status, found.clip, found.expires_at) == (Status.SUCCEEDED, None, 1060.0)
        assert await bench.media.names() == []
        assert await sweep.once() == (0, 0, 0)

    stage(story, [[film]])


def test_a_film_without_an_end_is_kept(stage: Stage, film: Path) -> None:
    async def story(bench: Bench) -> None:
        task = await bench.queued()
        await bench.worker.work(task.id)
        sweep = Sweep(bench.store, bench.media, LocalDispatch(), lambda: 1e12, 1e15)
        assert await sweep.once() == (0, 0, 0)

    stage(story, [[film]])


def test_a_task_that_does_not_end_is_given_up_and_its_run_stopped(stage: Stage) -> None:
    async def story(bench: Bench) -> None:
        dispatch = LocalDispatch()
        await dispatch.set_limit("previs", 1)
        await dispatch.run(bench.worker.work, lambda provider: None, bench.worker.work)
        task, waiting = await bench.queued(), await bench.queued()
        await dispatch.enqueue("previs", [Turn(task.id, 1)])
        while not bench.provider.running:
            await asyncio.sleep(0.01)
        sweep = Sweep(bench.store, bench.media, dispatch, lambda: task.created_at + 7200.5, 7200)
        assert await sweep.once() == (0, 2, 0)
        assert bench.provider.stopped == [task.id]
        for ended in (await bench.now(task), await bench.now(waiting)):
            assert ended.error is not None
            assert (ended.status, ended.error.code) == (Status.FAILED, "expired")
            assert "2 hours" in ended.error.message
        await dispatch.stop()

    stage(story, [[60.0]])


def test_a_clock_that_is_set_ends_no_task_and_no_film(stage: Stage, film: Path) -> None:
    async def story(bench: Bench) -> None:
        clock = [time.time()]
        worker = Worker(bench.store, bench.media, bench.routes, bench.folder / "w", lambda: clock[0], keep_seconds=60)
        sweep = Sweep(bench.store, bench.media, LocalDispatch(), lambda: clock[0], 7200)
        made, waiting = await bench.queued(), await bench.queued()
        await worker.work(made.id)
        for leap in (0, 3 * 86400, -5 * 86400, 3 * 86400):
            clock[0] += leap
            assert await sweep.once() == (0, 0, 0)
        assert (await bench.now(waiting)).status is Status.QUEUED
        for event in (Claimed(), Requeued(clock[0] + 60, counted=False, reason="busy")):
            await bench.store.record(waiting.id, event, clock[0])
        turns = [await bench.store.next_turns("previs", clock[0] + moved, 5) for moved in (0, 61, -3 * 86400)]
        assert [len(found) for found in turns] == [0, 1, 1]

    stage(story, [[film]])


def test_a_task_whose_end_could_not_be_written_waits_again(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(bench: Bench) -> None:
        record = bench.store.record

        async def full(task_id: str, event: Event, *rest: Any) -> Task:
            if isinstance(event, Claimed):
                return await record(task_id, event, *rest)
            raise StorageFull

        dispatch = LocalDispatch()
        await dispatch.set_limit("previs", 1)
        await dispatch.run(bench.worker.work, lambda provider: None, bench.worker.work)
        sweep = Sweep(bench.store, bench.media, dispatch, time.time, 1e9)
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
        lost = await bench.queued()
        monkeypatch.setattr(bench.store, "record", full)
        await dispatch.enqueue("previs", [Turn(lost.id, 1)])
        while not await dispatch.unheld([lost.id]):
            await asyncio.sleep(0.01)
        monkeypatch.undo()
        going = await bench.queued()
        await dispatch.enqueue("previs", [Turn(going.id, 1)])
        while (await bench.now(going)).status is not Status.RUNNING:
            await asyncio.sleep(0.01)
        assert (await bench.now(lost)).status is Status.SUBMITTING
        assert await sweep.once() == (0, 0, 1)
        assert ((await bench.now(lost)).status, (await bench.now(going)).status) == (Status.QUEUED, Status.RUNNING)
        assert (await bench.now(lost)).attempt == 1
        await dispatch.stop()

    stage(story, [[60.0]])


def test_a_disk_that_fails_does_not_end_the_sweep(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(bench: Bench) -> None:
        sweep = Sweep(bench.store, bench.media, LocalDispatch(), time.time, 1e9)
        calls = []

        async def broken() -> tuple[int, int, int]:
            calls.append(1)
            raise PermissionError

        monkeypatch.setattr("rushes.work.sweep.SWEEP_SECONDS", 0.0)
        monkeypatch.setattr(sweep, "once", broken)
        sweep.start()
        async with asyncio.timeout(30):
            while len(calls) < 3:
                await asyncio.sleep(0.01)
        await sweep.stop()

    stage(story, [[]])
