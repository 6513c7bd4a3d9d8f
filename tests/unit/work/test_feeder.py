"""The window is filled from the table, and kept full."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from tests.unit.work.conftest import Bench, Stage

from rushes.core.task import Status
from rushes.errors import ProviderCrashed
from rushes.work.dispatch import LocalDispatch
from rushes.work.feeder import Feeder


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
            while await bench.store.unfinished():
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
            while await bench.store.unfinished():
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
