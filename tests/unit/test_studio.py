"""Use cases that the wire cannot show: what becomes of pictures when a create fails, and who may wait."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.tasks import CLIP, make_task

from rushes.app import running
from rushes.core.caller import Caller, Scope
from rushes.core.fields import Fields
from rushes.core.protocols import Filters
from rushes.core.task import Status, Task
from rushes.errors import (
    Forbidden,
    InvalidRequest,
    NotFinished,
    NotFound,
    OutcomeUnknown,
    ProviderNotConfigured,
    SettingsInvalid,
    StorageFull,
)
from rushes.media.rules import Prepared
from rushes.settings import Settings
from rushes.studio import Studio
from rushes.testing import PuppetProvider

CALLER = Caller()
PLAIN = {"model": "previs-std-silent", "prompt": "a fox"}
ASKED = Fields(
    {"model": "previs-std-silent", "prompt": "a fox", "image": "https://h/x.png", "last_image": "https://h/y.png"}
)


async def prepared(*_: Any) -> Prepared:
    return Prepared(b"png", 640, 360, "png")


async def made(studio: Studio, fields: Fields, caller: Caller) -> Task:
    task = (await studio.create(fields, caller)).task
    assert task is not None
    return task


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
            await studio.create(ASKED, CALLER)
        assert await parts.media.names() == []

    run(tmp_path, story)


def test_a_create_of_which_nobody_knows_whether_it_was_kept_keeps_its_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(parts: Any, studio: Studio) -> None:
        async def lost(*_: Any) -> None:
            raise OutcomeUnknown

        monkeypatch.setattr(parts.store, "add", lost)
        with pytest.raises(OutcomeUnknown):
            await studio.create(ASKED, CALLER)
        assert len(await parts.media.names()) == 2

    run(tmp_path, story)


def test_a_cancelled_tasks_pictures_go_and_its_record_stays(tmp_path: Path) -> None:
    async def story(parts: Any, studio: Studio) -> None:
        task = await made(studio, ASKED, CALLER)
        assert len(await parts.media.names()) == 2
        await studio.cancel(task.id, CALLER)
        assert await parts.media.names() == []
        with pytest.raises(NotFinished, match="cancelled and has no film"):
            await studio.film(task.id, CALLER)

    run(tmp_path, story)


def test_a_model_that_nobody_makes_says_what_to_do(tmp_path: Path) -> None:
    async def story(parts: Any, studio: Studio) -> None:
        with pytest.raises(ProviderNotConfigured, match="RUSHES_PREVIS__STAND_IN=true"):
            await studio.create(Fields({"model": "kling-v3-pro-audio", "prompt": "a fox"}), CALLER)

    run(tmp_path, story)


def test_many_may_wait_for_one_task(tmp_path: Path) -> None:
    async def story(parts: Any, studio: Studio) -> None:
        task = await made(studio, Fields({"model": "previs-std-silent", "prompt": "a fox"}), CALLER)
        waiting = [asyncio.create_task(studio.wait(task, 30, CALLER)) for _ in range(5)]
        await asyncio.sleep(0.05)
        await studio.cancel(task.id, CALLER)
        assert {(await wait).status for wait in waiting} == {"cancelled"}
        assert (await studio.wait(task, 0, CALLER)).status == "cancelled"

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
            await studio.create(ASKED, CALLER)
        assert await parts.media.names() == []

    run(tmp_path, story)


def test_a_create_that_is_cut_off_while_it_is_kept_leaves_the_task_its_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(parts: Any, studio: Studio) -> None:
        add = parts.store.add

        async def cut_off(task: Task, *more: Any) -> None:
            await add(task, *more)
            raise asyncio.CancelledError

        monkeypatch.setattr(parts.store, "add", cut_off)
        with pytest.raises(asyncio.CancelledError):
            await studio.create(ASKED, CALLER)
        (kept,) = (await studio.page(CALLER, Filters())).tasks
        assert sorted(await parts.media.names()) == sorted(kept.request.media)

    run(tmp_path, story)


def test_seconds_left_are_told_only_of_a_first_try(tmp_path: Path) -> None:
    async def story(parts: Any, studio: Studio) -> None:
        began = studio._now()  # the sweep gives up what is older than a day
        ended = {"status": Status.SUCCEEDED, "epoch": 1, "started_at": began, "finished_at": began + 99, "clip": CLIP}
        done = await parts.store.add(replace(make_task(created_at=began), **ended))
        task = replace(done, status=Status.RUNNING, epoch=1, started_at=studio._now() - 10)
        again, ahead_of_time = replace(task, epoch=2), replace(task, started_at=studio._now() + 3600)
        first, second, third = await studio.outlooks([task, again, ahead_of_time])
        assert 40 <= (first.seconds_left or 0) <= 99 - 10
        assert (second.seconds_left, third.seconds_left) == (None, 99)

    run(tmp_path, story)


def test_a_stop_ends_the_waiting_with_the_task_as_it_is(tmp_path: Path) -> None:
    async def story(parts: Any, studio: Studio) -> None:
        task = await made(studio, Fields({"model": "previs-std-silent", "prompt": "a fox"}), CALLER)
        waiting = asyncio.create_task(studio.wait(task, 60, CALLER))
        await asyncio.sleep(0.05)
        parts.watch.close()
        async with asyncio.timeout(20):
            assert not (await waiting).status.final
            assert (await studio.wait(task, 60, CALLER)).id == task.id

    run(tmp_path, story)


def test_a_task_remembers_its_key_and_is_its_tenants_alone(tmp_path: Path) -> None:
    async def story(parts: Any, studio: Studio) -> None:
        task = await made(studio, Fields(PLAIN), Caller("north", "key_1"))
        assert (task.tenant, task.key) == ("north", "key_1")
        assert (await studio.get(task.id, Caller("north", "key_2"))).key == "key_1"
        with pytest.raises(NotFound):
            await studio.get(task.id, CALLER)
        with pytest.raises(NotFound):
            await studio.delete(task.id, CALLER)

    run(tmp_path, story)


def test_each_use_needs_its_scope(tmp_path: Path) -> None:
    reads, makes = (Caller(scopes=frozenset({scope})) for scope in (Scope.READ, Scope.MAKE))

    async def story(parts: Any, studio: Studio) -> None:
        task = await made(studio, Fields(PLAIN), makes)
        for use in (studio.create(Fields(PLAIN), reads), studio.cancel(task.id, reads), studio.delete(task.id, reads)):
            with pytest.raises(Forbidden, match="lacks the scope make; it has: read"):
                await use
        for read in (studio.get(task.id, makes), studio.film(task.id, makes), studio.page(makes, Filters())):
            with pytest.raises(Forbidden, match="lacks the scope read"):
                await read  # type: ignore[misc]
        assert (await studio.get(task.id, reads)).id == await studio.delete(task.id, makes)

    run(tmp_path, story)


def test_a_key_asks_for_its_models_only(tmp_path: Path) -> None:
    async def story(parts: Any, studio: Studio) -> None:
        one = Caller(models=frozenset({"previs-pro-audio"}))
        with pytest.raises(Forbidden, match="may not ask for; allowed: previs-pro-audio") as refused:
            await studio.create(Fields(PLAIN), one)
        assert refused.value.param == "model"

    run(tmp_path, story)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7"])
def test_a_server_that_others_can_reach_needs_a_key_of_either_kind(tmp_path: Path, host: str) -> None:
    async def starts(**settings: Any) -> bool:
        try:
            async with running(
                Settings(data=tmp_path / "data", **settings), "http://h", provider=PuppetProvider([])
            ) as it:
                await it.keyring.make({"name": "first"}, CALLER)
        except SettingsInvalid as error:
            assert "rushes keys create" in error.message
            return False
        return True

    assert not asyncio.run(starts(host=host))
    assert asyncio.run(starts(host=host, keys=("sk-rushes-0123456789",)))
    assert asyncio.run(starts(host=host))


def test_a_callback_url_that_can_never_be_called_is_refused_before_anything_is_kept(tmp_path: Path) -> None:
    async def story(parts: Any, studio: Studio) -> None:
        with pytest.raises(InvalidRequest, match="callback_url is 'http:") as caught:
            await studio.create(Fields({**PLAIN, "callback_url": "http://127.0.0.1/x"}), CALLER)
        assert caught.value.param == "callback_url"
        assert (await studio.page(CALLER, Filters())).tasks == ()
        task = await made(studio, Fields({**PLAIN, "callback_url": "https://receiver.invalid/x"}), CALLER)
        assert task.warnings == ()

    run(tmp_path, story)
