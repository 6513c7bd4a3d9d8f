"""What becomes of a run: a kept film, another try, an end, or nothing where someone else was quicker."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.tasks import make_request, make_task
from tests.unit.work.conftest import Bench, Stage

from rushes.core.event import Cancelled, Claimed, Progressed, Requeued
from rushes.core.request import Frame
from rushes.core.task import Status, Task
from rushes.errors import ProviderCrashed, RenderFailed, StorageFull
from rushes.work.again import PATIENCE


def test_a_film_is_checked_hashed_and_kept(stage: Stage, film: Path) -> None:
    async def story(bench: Bench) -> None:
        task = await bench.queued()
        await bench.worker.work(task.id)
        task = await bench.now(task)
        assert (task.status, task.handle) == (Status.SUCCEEDED, f"puppet-{task.id}")
        assert task.clip is not None
        kept = bench.media.path(task.clip.media).read_bytes()
        assert (len(kept), hashlib.sha256(kept).hexdigest()) == (task.clip.size, task.clip.sha256)
        assert (task.clip.probe.frames, task.clip.probe.fps, task.clip.probe.width) == (24, 24.0, 64)
        assert bench.media.path(task.clip.poster).read_bytes().startswith(b"\xff\xd8\xff")
        assert list((bench.folder / "work").iterdir()) == []

    stage(story, [[Progressed(0.5), film]])


def test_a_file_that_is_no_video_fails_the_task(stage: Stage, tmp_path: Path) -> None:
    junk = tmp_path / "junk"
    junk.write_bytes(b"<html>not a film</html>")

    async def story(bench: Bench) -> None:
        task = await bench.queued()
        await bench.worker.work(task.id)
        task = await bench.now(task)
        assert task.status is Status.FAILED
        assert task.error is not None
        assert "not a video that plays" in task.error.message
        assert await bench.media.names() == []

    stage(story, [[junk]])


def test_a_crash_is_tried_again_at_a_written_time_then_given_up(stage: Stage) -> None:
    async def story(bench: Bench) -> None:
        task = await bench.queued()
        for attempt in range(1, PATIENCE.tries):
            before = time.time()
            await bench.worker.work(task.id)
            found = await bench.now(task)
            assert (found.status, found.attempt) == (Status.QUEUED, attempt)
            assert found.not_before > before
        await bench.worker.work(task.id)
        found = await bench.now(task)
        assert (found.status, found.error and found.error.code) == (Status.FAILED, "provider_crashed")

    stage(story, [[ProviderCrashed()]])


def test_an_error_that_no_retry_mends_ends_the_task_at_once(stage: Stage) -> None:
    async def story(bench: Bench) -> None:
        task = await bench.queued()
        await bench.worker.work(task.id)
        found = await bench.now(task)
        assert (found.status, found.error and found.error.message) == (Status.FAILED, "no such place")

    stage(story, [[RenderFailed("no such place")]])


def test_a_provider_without_a_film_fails_the_task(stage: Stage) -> None:
    async def story(bench: Bench) -> None:
        task = await bench.queued()
        await bench.worker.work(task.id)
        assert (await bench.now(task)).status is Status.FAILED

    stage(story, [[Progressed(1.0)]])


def test_a_stop_hands_the_task_back_without_counting_the_attempt(stage: Stage) -> None:
    async def story(bench: Bench) -> None:
        task = await bench.queued()
        run = asyncio.create_task(bench.worker.work(task.id))
        while not bench.provider.running:
            await asyncio.sleep(0.01)
        run.cancel()
        await asyncio.wait({run})
        found = await bench.now(task)
        assert (found.status, found.attempt, bench.provider.stopped) == (Status.QUEUED, 0, [task.id])

    stage(story, [[60.0]])


def test_a_stop_in_the_middle_of_a_claim_hands_the_task_back(stage: Stage) -> None:
    async def story(bench: Bench) -> None:
        task = await bench.queued()
        run = asyncio.create_task(bench.worker.work(task.id))
        for _ in range(2):  # the claim is on its way to the store
            await asyncio.sleep(0)
        run.cancel()
        await asyncio.wait({run})
        found = await bench.now(task)
        assert run.cancelled()
        assert (found.status, found.epoch, found.attempt) == (Status.QUEUED, 1, 0)

    stage(story, [[5.0]])


def test_a_stop_while_a_failure_is_written_down_hands_the_task_back(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(bench: Bench) -> None:
        reached, known, asked = asyncio.Event(), bench.store.known, [False, True]

        async def slow(task_id: str) -> Task:
            if asked.pop(0):  # the first time it is asked whether the vendor may have the job
                reached.set()
                await asyncio.sleep(5)
            return await known(task_id)

        monkeypatch.setattr(bench.store, "known", slow)
        task = await bench.queued()
        run = asyncio.create_task(bench.worker.work(task.id))
        await reached.wait()
        run.cancel()
        await asyncio.wait({run})
        monkeypatch.undo()
        found = await bench.now(task)
        assert (found.status, found.attempt) == (Status.QUEUED, 0)

    stage(story, [[ProviderCrashed()]])


def test_a_cancelled_task_stays_cancelled_whatever_its_run_reports(stage: Stage, film: Path) -> None:
    async def story(bench: Bench) -> None:
        task = await bench.queued()
        run = asyncio.create_task(bench.worker.work(task.id))
        while not bench.provider.running:
            await asyncio.sleep(0.01)
        await bench.store.record(task.id, Cancelled(), time.time())
        await run
        assert (await bench.now(task)).status is Status.CANCELLED
        assert await bench.media.names() == []

    stage(story, [[0.2, Progressed(0.5), film]])


def test_a_run_that_lost_its_task_writes_nothing(stage: Stage, film: Path) -> None:
    async def story(bench: Bench) -> None:
        task = await bench.queued()
        run = asyncio.create_task(bench.worker.work(task.id))
        while not bench.provider.running:
            await asyncio.sleep(0.01)
        await bench.store.record(task.id, Requeued(0.0, counted=False, reason="restart"), time.time())
        taken = await bench.store.record(task.id, Claimed(), time.time())
        await run
        found = await bench.now(task)
        assert (found.status, found.epoch) == (Status.SUBMITTING, taken.epoch)
        assert await bench.media.names() == []

    stage(story, [[0.2, film]])


def test_a_task_that_no_longer_waits_is_left_alone(stage: Stage, film: Path) -> None:
    async def story(bench: Bench) -> None:
        task = await bench.queued()
        await asyncio.gather(bench.worker.work(task.id), bench.worker.work(task.id))
        await bench.worker.work(task.id)
        await bench.worker.work("task_" + "0" * 26)
        assert len(bench.provider.jobs) == 1

    stage(story, [[film]])


def test_a_model_without_a_provider_says_so(stage: Stage) -> None:
    async def story(bench: Bench) -> None:
        bench.routes.clear()
        task = await bench.queued()
        await bench.worker.work(task.id)
        found = await bench.now(task)
        assert found.error is not None
        assert found.error.code == "provider_not_configured"

    stage(story, [[]])


def test_a_run_that_is_stopped_while_it_keeps_its_film_leaves_no_file(
    stage: Stage, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cancel or a delete that comes while a thread still writes: nothing may lie there after it has returned."""

    async def story(bench: Bench) -> None:
        keeping, go = threading.Event(), threading.Event()
        write = bench.media._write

        def slow(data: bytes, name: str) -> None:
            keeping.set()
            assert go.wait(20)
            write(data, name)

        monkeypatch.setattr(bench.media, "_write", slow)
        task = await bench.queued()
        run = asyncio.create_task(bench.worker.work(task.id))
        while not keeping.is_set():
            await asyncio.sleep(0.01)
        await bench.store.record(task.id, Cancelled(), time.time())
        run.cancel()
        await asyncio.sleep(0.05)
        go.set()
        await asyncio.wait({run})
        assert ((await bench.now(task)).status, await bench.media.names()) == (Status.CANCELLED, [])

    stage(story, [[film]])


def test_a_film_whose_poster_finds_no_room_is_not_kept_alone(
    stage: Stage, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(bench: Bench) -> None:
        async def full(*_: object) -> None:
            raise StorageFull

        monkeypatch.setattr(bench.media, "put_bytes", full)
        task = await bench.queued()
        await bench.worker.work(task.id)
        assert ((await bench.now(task)).status, await bench.media.names()) == (Status.QUEUED, [])

    stage(story, [[film]])


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_full_or_broken_disk_costs_no_try_however_long_it_lasts(
    stage: Stage, film: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    async def story(bench: Bench) -> None:
        task = await bench.queued()
        for _ in range(PATIENCE.tries + 1):
            with monkeypatch.context() as patch:
                patch.setattr(Path, "replace", _refusing(number))
                await bench.worker.work(task.id)
            found = await bench.now(task)
            assert (found.status, found.attempt) == (Status.QUEUED, 0)
            assert found.not_before > time.time()
        await bench.worker.work(task.id)
        assert (await bench.now(task)).status is Status.SUCCEEDED

    stage(story, [[film]])


def test_a_run_whose_folder_finds_no_room_waits(stage: Stage, film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(bench: Bench) -> None:
        task = await bench.queued()
        with monkeypatch.context() as patch:
            patch.setattr(Path, "mkdir", _refusing(errno.ENOSPC))
            await bench.worker.work(task.id)
        assert (await bench.now(task)).status is Status.QUEUED
        await bench.worker.work(task.id)
        assert (await bench.now(task)).status is Status.SUCCEEDED

    stage(story, [[film]])


def _refusing(number: int) -> Callable[..., None]:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


def test_a_failed_tasks_pictures_go(stage: Stage) -> None:
    async def story(bench: Bench) -> None:
        request = make_request(first_frame=Frame("task_a.first.png", 640, 360, "ff"))
        await bench.media.put_bytes(b"png", "task_a.first.png")
        await bench.worker.work((await bench.store.add(make_task(request=request))).id)
        assert await bench.media.names() == []

    stage(story, [[RenderFailed("no such place")]])
