"""What a crash leaves behind is taken up again or removed."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from tests.unit.work.conftest import Bench, Stage

from rushes.core.event import Cancelled, Claimed, Expired, Submitted
from rushes.core.ids import new_upload_id
from rushes.core.task import Status
from rushes.errors import StorageFull
from rushes.work.janitor import sweep_media, take_back, take_back_one


async def nothing(upload_id: str) -> bool:
    return False


def test_tasks_that_nobody_holds_wait_again(stage: Stage, film: Path) -> None:
    async def story(bench: Bench) -> None:
        waiting, held, made = [await bench.queued() for _ in range(3)]
        await bench.store.record(held.id, Claimed(), 1.0)
        await bench.store.record(held.id, Submitted("h"), 1.0)
        await bench.worker.work(made.id)
        assert await take_back(bench.store, bench.media, time.time) == 1
        assert [(await bench.now(task)).status for task in (waiting, held, made)] == [
            Status.QUEUED,
            Status.QUEUED,
            Status.SUCCEEDED,
        ]
        assert (await bench.now(held)).attempt == 0

    stage(story, [[film]])


def test_a_full_disk_leaves_the_rest_to_the_next_sweep(
    stage: Stage, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(bench: Bench) -> None:
        for _ in range(2):
            await bench.store.record((await bench.queued()).id, Claimed(), 1.0)

        async def full(*_: object) -> None:
            raise StorageFull

        with monkeypatch.context() as patch:
            patch.setattr(bench.store, "record", full)
            assert await take_back(bench.store, bench.media, time.time) == 0
        assert await take_back(bench.store, bench.media, time.time) == 2

    stage(story, [[film]])


def test_files_that_belong_to_nothing_are_removed(stage: Stage, film: Path) -> None:
    async def story(bench: Bench) -> None:
        task = await bench.queued()
        await bench.worker.work(task.id)
        upload = new_upload_id()
        kept = [f"{upload}.png", f"{task.id}.1.jpg", f"{task.id}.1.mp4", f"{task.id}.first.png"]
        gone = [f"{task.id}.0.mp4", "task_" + "0" * 26 + ".1.mp4", "task_" + "0" * 26 + ".first.png"]
        for name in [kept[0], kept[3], *gone, f"{new_upload_id()}.png"]:
            await bench.media.put_bytes(b"x", name)

        async def uploaded(name: str) -> bool:
            return name == upload

        assert await sweep_media(bench.store, bench.media, await bench.media.names(), uploaded) == 4
        assert sorted(await bench.media.names()) == kept

    stage(story, [[film]])


def test_a_film_that_was_kept_just_before_the_crash_is_not_kept_for_ever(stage: Stage) -> None:
    async def story(bench: Bench) -> None:
        task = await bench.queued()
        await bench.store.record(task.id, Claimed(), 1.0)
        await bench.media.put_bytes(b"x", f"{task.id}.1.mp4")
        assert await sweep_media(bench.store, bench.media, await bench.media.names(), nothing) == 1

    stage(story, [[]])


def test_what_a_dead_run_had_kept_goes_as_its_task_is_taken_back(stage: Stage) -> None:
    """In a fleet nobody starts anew when a worker dies; what it kept without a word must not lie there for ever."""

    async def story(bench: Bench) -> None:
        one, other = [await bench.queued() for _ in range(2)]
        for task in (one, other):
            await bench.store.record(task.id, Claimed(), 1.0)
            await bench.media.put_bytes(b"x", f"{task.id}.1.mp4")
            await bench.media.put_bytes(b"x", f"{task.id}.1.jpg")
            await bench.media.put_bytes(b"x", f"{task.id}.first.png")
        await take_back_one(bench.store, bench.media, time.time, one.id)
        await take_back(bench.store, bench.media, time.time)
        assert sorted(await bench.media.names()) == sorted(f"{task.id}.first.png" for task in (one, other))

    stage(story, [[]])


def test_a_film_that_was_told_before_its_run_died_stays(stage: Stage, film: Path) -> None:
    async def story(bench: Bench) -> None:
        task = await bench.queued()
        await bench.worker.work(task.id)
        await take_back_one(bench.store, bench.media, time.time, task.id)
        assert len(await bench.media.names()) == 2

    stage(story, [[film]])


def test_files_of_a_task_that_ended_without_a_film_are_removed(stage: Stage, film: Path) -> None:
    async def story(bench: Bench) -> None:
        waiting, cancelled, made, expired = [await bench.queued() for _ in range(4)]
        await bench.store.record(cancelled.id, Cancelled(), 1.0)
        for task in (made, expired):
            await bench.worker.work(task.id)
        await bench.store.record(expired.id, Expired(), 2.0)
        for task in (waiting, cancelled, made, expired):
            await bench.media.put_bytes(b"x", f"{task.id}.first.png")
        assert await sweep_media(bench.store, bench.media, await bench.media.names(), nothing) == 4
        kept = [f"{made.id}.1.jpg", f"{made.id}.1.mp4", f"{made.id}.first.png", f"{waiting.id}.first.png"]
        assert sorted(await bench.media.names()) == sorted(kept)

    stage(story, [[film]])
