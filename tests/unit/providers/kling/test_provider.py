"""Kling over the wire: films and bills in both dialects and both ways in, every fault of queries and films."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.vendor import plant

from rushes.core.request import Frame, Shot
from rushes.core.task import Status
from rushes.fake_kling.faults import FILES, QUERIES
from rushes.vendor_errors import ProviderStopped

WAYS: list[dict[str, Any]] = [
    {},
    {"dialect": "v2"},
    {"access_key": "fake-access", "secret_key": "fake-secret-of-thirty-two-bytes!"},
]
#: Without a link there is no film, however often Kling is asked; with these the link comes with the second answer.
PASSING = [name for name in (*QUERIES, *FILES) if name != "file_slow"]


@pytest.mark.parametrize("way", WAYS, ids=["key", "v2", "token"])
def test_films_come_byte_for_byte_with_what_they_cost(tmp_path: Path, way: dict[str, Any]) -> None:
    async def story() -> None:
        async with plant(tmp_path, **way) as here:
            picture = tmp_path / "picture.png"
            Image.new("RGB", (640, 360), "red").save(picture)
            await here.media.put_bytes(picture.read_bytes(), "task_a.first.png")
            frame = Frame("task_a.first.png", 640, 360, "ff")
            shots = (Shot("a", 1), Shot("b", 2))
            tasks = [
                await here.queued(),
                await here.queued(first_frame=frame),
                await here.queued(first_frame=frame, last_frame=frame),
                await here.queued(prompt=None, shots=shots),  # type: ignore[arg-type]
            ]
            for ended in await asyncio.gather(*(here.ended(task) for task in tasks)):
                assert ended.status is Status.SUCCEEDED, ended.error
                assert ended.clip is not None
                assert ended.billed is not None
                assert here.media.path(ended.clip.media).read_bytes() == here.service._films[False]
                assert (ended.billed.units, ended.billed.cost) == ("1.8", 252_000)
                assert {warning.param for warning in ended.warnings} >= {"duration"}
            assert here.books["accepted"] == 4

    asyncio.run(story())


@pytest.mark.parametrize("dialect", ["legacy", "v2"])
def test_no_fault_of_an_answer_or_a_film_loses_it(tmp_path: Path, dialect: str) -> None:
    async def story() -> None:
        async with plant(tmp_path, dialect=dialect, file_seconds=1) as here:
            tasks = {name: await here.queued(f"a fox [[fault:{name}]]") for name in PASSING}
            ended = await asyncio.gather(*(here.ended(task, 60) for task in tasks.values()))
            bad = {name: task.error for name, task in zip(tasks, ended, strict=True) if task.error}
            assert bad == {}
            assert (here.books["accepted"], here.books["doubled"]) == (len(PASSING), {})

    asyncio.run(story())


def test_a_job_that_fails_there_fails_here_and_says_what_it_cost(tmp_path: Path) -> None:
    async def story() -> None:
        async with plant(tmp_path) as here:
            ended = await here.ended(await here.queued("a fox [[fail]]"))
            assert ended.error is not None
            assert ended.billed is not None
            assert (ended.error.code, ended.billed.units, ended.billing_open) == ("upstream_rejected", "0", False)

    asyncio.run(story())


def test_an_answer_that_names_another_job_leads_to_ours_even_where_the_first_look_up_fails(tmp_path: Path) -> None:
    async def story() -> None:
        async with plant(tmp_path) as here:
            await here.ended(await here.queued())
            ended = await here.ended(await here.queued("a fox [[fault:id_other_after]] [[fault:query:not_found*2]]"))
            assert (ended.status, here.books["accepted"]) == (Status.SUCCEEDED, 2), ended.error

    asyncio.run(story())


def test_a_job_that_kling_has_forgotten_ends(tmp_path: Path) -> None:
    async def story() -> None:
        async with plant(tmp_path) as here:
            ended = await here.ended(await here.queued("a fox [[fault:not_found*99]]"))
            assert ended.error is not None
            assert ended.error.code == "upstream_rejected"
            assert ended.billing_open

    asyncio.run(story())


@pytest.mark.parametrize(
    "fault", ["not_found*4", "id_other_after"], ids=["forgotten for a while", "another id was answered"]
)
def test_an_id_that_leads_to_no_job_is_mended_by_our_own(tmp_path: Path, fault: str) -> None:
    async def story() -> None:
        async with plant(tmp_path) as here:
            ended = await here.ended(await here.queued(f"a fox [[fault:{fault}]]"))
            assert (ended.error, here.books["accepted"]) == (None, 1)

    asyncio.run(story())


def test_ready_says_whether_the_vendor_lets_us_in(tmp_path: Path) -> None:
    async def story() -> None:
        async with plant(tmp_path) as here:
            await here.provider.ready()
            here.service.world.change(api_key="another")
            with pytest.raises(ProviderStopped, match="check the key"):
                await here.provider.ready()

    asyncio.run(story())
