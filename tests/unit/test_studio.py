"""Use cases that the wire cannot show: what becomes of pictures when a create fails, and who may wait."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from rushes.app import running
from rushes.core.fields import Fields
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
