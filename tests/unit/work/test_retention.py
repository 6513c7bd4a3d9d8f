"""Where films take too much room, the oldest go, and no more than must; their records stay."""

from __future__ import annotations

import time
from pathlib import Path

from tests.tasks import make_request, make_task
from tests.unit.work.conftest import Bench, Stage

from rushes.core.request import Frame
from rushes.core.task import Status, Task
from rushes.work.retention import Room, let_go


async def made(bench: Bench, count: int) -> list[Task]:
    tasks = [await bench.queued() for _ in range(count)]
    for task in reversed(tasks):  # the last to come is the first to end
        await bench.worker.work(task.id)
    return [await bench.now(task) for task in tasks]


def test_the_oldest_films_go_until_the_rest_fits(stage: Stage, film: Path) -> None:
    async def story(bench: Bench) -> None:
        first, second, third = await made(bench, 3)
        used = await bench.media.used()
        room = Room(bench.store, bench.media, used, time.time)
        await room.make()
        assert await bench.media.used() == used
        await Room(bench.store, bench.media, used - 1, time.time).make()
        gone = await bench.now(third)
        assert (gone.status, gone.clip) == (Status.SUCCEEDED, None)
        assert gone.expires_at is not None
        assert sorted(await bench.media.names()) == sorted((*first.files, *second.files))
        events = await bench.store.events_of(third.id, 0)
        assert events[-1].kind == "Expired"

    stage(story, [[film]])


def test_what_is_not_finished_is_kept_however_full_it_is(stage: Stage, film: Path) -> None:
    async def story(bench: Bench) -> None:
        frame = Frame("task_p.first.png", 640, 360, "ff")
        await bench.media.put_bytes(b"x" * 5000, frame.media)
        waiting = await bench.store.add(make_task(request=make_request(first_frame=frame)))
        await made(bench, 2)
        await Room(bench.store, bench.media, 1, time.time).make()
        assert await bench.media.names() == [frame.media]
        assert (await bench.now(waiting)).status is Status.QUEUED

    stage(story, [[film]])


def test_a_film_that_someone_else_has_let_go_is_no_error(stage: Stage, film: Path) -> None:
    async def story(bench: Bench) -> None:
        (task,) = await made(bench, 1)
        for _ in range(2):
            await let_go(bench.store, bench.media, task, time.time())
        assert await bench.media.names() == []

    stage(story, [[film]])
