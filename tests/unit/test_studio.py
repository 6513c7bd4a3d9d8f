"""Use cases that the wire cannot show: what becomes of pictures when a create fails, and who may wait."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.tasks import CLIP, make_task

from rushes.app import running
from rushes.core.event import Claimed, Saving, Succeeded
from rushes.core.fields import Fields
from rushes.core.protocols import Filters
from rushes.core.task import Status, Task
from rushes.errors import NotFinished, ProviderNotConfigured, StorageFull
from rushes.media.rules import Prepared
from rushes.settings import Settings
from rushes.studio import Studio
from rushes.testing import PuppetProvider

ASKED = Fields({"model": "previs-std-silent", "prompt": "a fox", "image": "x", "last_image": "x"})


async def prepared(*_: Any) -> Prepared:
    return Prepared(b"png", 640, 360, "png")


def run(tmp_path: Path, story: Any, *scripts: Any) -> None:
    async def whole() -> None:
        puppet = PuppetProvider(*(scripts or ([60.0],)))
        async with running(Settings(data=tmp_path / "data"), "http://h", provider=puppet) as parts:
            parts.studio._prepare = prepared
            await story(parts, parts.studio)

    asyncio.run(whole())


def test_a_create_that_cannot_be_kept_leaves_no_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(parts: Any, studio: Studio) -> None:
        async def full(*_: Any) -> None:
            raise StorageFull

        monkeypatch.setattr(parts.store, "add", full)
        with pytest.raises(StorageFull):
            await studio.create(ASKED, "default")
        assert await parts.media.names() == []

    run(tmp_path, story)


def test_a_cancelled_tasks_pictures_go_and_its_record_stays(tmp_path: Path) -> None:
    async def story(parts: Any, studio: Studio) -> None:
        task = await studio.create(ASKED, "default")
        assert len(await parts.media.names()) == 2
        await studio.cancel(task.id, "default")
        assert await parts.media.names() == []
        with pytest.raises(NotFinished, match="cancelled and has no film"):
            await studio.film(task.id, "default")

    run(tmp_path, story)


def test_a_model_that_nobody_makes_says_what_to_do(tmp_path: Path) -> None:
    async def story(parts: Any, studio: Studio) -> None:
        with pytest.raises(ProviderNotConfigured, match="RUSHES_PREVIS__STAND_IN=true"):
            await studio.create(Fields({"model": "kling-v3-pro-audio", "prompt": "a fox"}), "default")

    run(tmp_path, story)


def test_many_may_wait_for_one_task(tmp_path: Path) -> None:
    async def story(parts: Any, studio: Studio) -> None:
        task = await studio.create(Fields({"model": "previs-std-silent", "prompt": "a fox"}), "default")
        waiting = [asyncio.create_task(studio.wait(task, 30)) for _ in range(5)]
        await asyncio.sleep(0.05)
        await studio.cancel(task.id, "default")
        assert {(await wait).status for wait in waiting} == {"cancelled"}
        assert (await studio.wait(task, 0)).status == "cancelled"

    run(tmp_path, story)


def test_a_create_whose_second_picture_finds_no_room_leaves_no_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(parts: Any, studio: Studio) -> None:
        put = parts.media.put_bytes

        async def full(data: bytes, name: str) -> None:
            if ".last." in name:
                raise StorageFull
            await put(data, name)

        monkeypatch.setattr(parts.media, "put_bytes", full)
        with pytest.raises(StorageFull):
            await studio.create(ASKED, "default")
        assert await parts.media.names() == []

    run(tmp_path, story)


def test_a_create_that_is_cut_off_while_it_is_kept_leaves_the_task_its_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(parts: Any, studio: Studio) -> None:
        add = parts.store.add

        async def cut_off(task: Task) -> None:
            await add(task)
            raise asyncio.CancelledError

        monkeypatch.setattr(parts.store, "add", cut_off)
        with pytest.raises(asyncio.CancelledError):
            await studio.create(ASKED, "default")
        (kept,) = (await studio.page("default", Filters())).tasks
        assert sorted(await parts.media.names()) == sorted(kept.request.media)

    run(tmp_path, story)


def test_seconds_left_are_told_only_of_a_first_try(tmp_path: Path) -> None:
    async def story(parts: Any, studio: Studio) -> None:
        done = await parts.store.add(make_task(created_at=0.0))
        for event in (Claimed(), Saving(), Succeeded(CLIP)):
            done = await parts.store.record(done.id, event, 100.0 if isinstance(event, Succeeded) else 1.0)
        task = replace(done, status=Status.RUNNING, epoch=1, started_at=studio._now() - 10)
        again, ahead_of_time = replace(task, epoch=2), replace(task, started_at=studio._now() + 3600)
        first, second, third = await studio.outlooks([task, again, ahead_of_time])
        assert 85 <= (first.seconds_left or 0) <= 99 - 10
        assert (second.seconds_left, third.seconds_left) == (None, 99)

    run(tmp_path, story)


def test_a_stop_ends_the_waiting_with_the_task_as_it_is(tmp_path: Path) -> None:
    async def story(parts: Any, studio: Studio) -> None:
        task = await studio.create(Fields({"model": "previs-std-silent", "prompt": "a fox"}), "default")
        waiting = asyncio.create_task(studio.wait(task, 60))
        await asyncio.sleep(0.05)
        parts.watch.close()
        async with asyncio.timeout(20):
            assert not (await waiting).status.final
            assert (await studio.wait(task, 60)).id == task.id

    run(tmp_path, story)
