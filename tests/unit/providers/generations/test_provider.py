"""Another server of the contract over the wire, in both shapes; a job in doubt is found, or left to the operator."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route as Way
from tests.tasks import make_request, make_task
from tests.vendor import SHORT

from rushes.core.task import Status, Task
from rushes.fake_kling.film import film
from rushes.fake_kling.wire import server
from rushes.media.disk import DiskMedia
from rushes.providers.generations.provider import GenerationsProvider, RushesProvider
from rushes.providers.generations.settings import GenerationsSettings
from rushes.storage.sqlite import open_sqlite
from rushes.storage.store import TaskStore
from rushes.storage.webhooks import WebhookStore
from rushes.work.worker import Route, Worker

MISSING = {"error": {"message": "no", "type": "not_found_error", "param": None, "code": "not_found"}}


class Other:
    """The other server: what it took, by its own id, and what it answers a create."""

    def __init__(self, *, wrapped: bool) -> None:
        self.wrapped, self.taken = wrapped, dict[str, Any]()
        self.answers: list[str] = []
        self.url = ""

    async def create(self, request: Request) -> Response:
        body, how = await request.json(), self.answers.pop(0) if self.answers else "taken"
        if how == "refused":
            return JSONResponse({"error": {"message": "bad", "code": "invalid_request"}}, 400)
        name = f"other-{len(self.taken)}"
        self.taken[name] = body
        return (
            Response("oops", 502) if how == "lost" else JSONResponse({"id": name, "task_id": name, "status": "queued"})
        )

    async def get(self, request: Request) -> Response:
        name = request.path_params["name"]
        for task_id, body in self.taken.items():
            if name in (task_id, body["external_task_id"]):
                url = f"{self.url}/film.mp4"
                if self.wrapped:
                    data = {"task_id": task_id, "status": "SUCCESS", "progress": "100%", "result_url": url}
                    return JSONResponse({"code": "success", "data": data})
                facts = {"id": task_id, "status": "completed", "progress": 100, "video_url": url}
                return JSONResponse({**facts, "external_task_id": body["external_task_id"]})
        return JSONResponse(MISSING, 404)


@asynccontextmanager
async def plant(folder: Path, *, wrapped: bool, look_up: bool) -> AsyncIterator[tuple[Other, TaskStore, Worker]]:
    other = Other(wrapped=wrapped)
    way = "/v1/video/generations"

    async def kept(request: Request) -> Response:
        return Response(film(sound=False), media_type="video/mp4")

    app = Starlette(
        routes=[
            Way(way, other.create, methods=["POST"]),
            Way(way + "/{name}", other.get),
            Way("/film.mp4", kept),
        ]
    )
    running = server(app, host="127.0.0.1", port=0)
    running.capture_signals = nullcontext  # type: ignore[method-assign, assignment]
    task = asyncio.create_task(running.serve())
    while not running.started:
        if task.done():
            await task
        await asyncio.sleep(0.01)
    other.url = f"http://127.0.0.1:{running.servers[0].sockets[0].getsockname()[1]}"
    settings = GenerationsSettings.model_validate({**SHORT, "base_url": other.url, "api_key": "k", "look_up": look_up})
    provider = RushesProvider(settings) if look_up else GenerationsProvider(settings)
    store = open_sqlite(folder / "rushes.db")
    routes = {card.name: Route(provider, card) for card in provider.cards()}
    try:
        yield other, store, Worker(store, DiskMedia(folder / "media"), routes, folder / "work", time.time)
    finally:
        await provider.close()
        await store.close()
        running.should_exit = True
        await task


async def made(store: TaskStore, worker: Worker, **wanted: Any) -> Task:
    """A task after all its runs."""
    request = make_request(model="kling-v3-std-silent", **wanted)
    task = await store.add(make_task(provider="generations", request=request, created_at=time.time()))
    async with asyncio.timeout(20):
        while not ((found := await store.known(task.id)).status.final or found.status is Status.UNKNOWN):
            await worker.work(task.id)
            await asyncio.sleep(0.02)
    return found


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_film_comes_from_there(tmp_path: Path, wrapped: bool) -> None:
    async def story() -> None:
        async with plant(tmp_path, wrapped=wrapped, look_up=False) as (other, store, worker):
            task = await made(store, worker)
            assert (task.status, task.handle, len(other.taken)) == (Status.SUCCEEDED, "other-0", 1)
            assert other.taken["other-0"]["external_task_id"] == task.id

    asyncio.run(story())


@pytest.mark.parametrize("look_up", [False, True])
def test_a_job_in_doubt_is_found_where_it_can_be_and_never_sent_again_where_it_cannot(
    tmp_path: Path, look_up: bool
) -> None:
    async def story() -> None:
        async with plant(tmp_path, wrapped=False, look_up=look_up) as (other, store, worker):
            other.answers = ["lost"]
            task = await made(store, worker)
            assert (task.status, len(other.taken)) == (Status.SUCCEEDED if look_up else Status.UNKNOWN, 1)

    asyncio.run(story())


def test_a_job_that_is_the_operators_is_told_to_receivers(tmp_path: Path) -> None:
    async def story() -> None:
        async with plant(tmp_path, wrapped=True, look_up=False) as (other, store, worker):
            other.answers = ["lost"]
            await made(store, worker, callback_url="https://us.example/hook")
            told = await WebhookStore(store.engine).deliveries("default", None, None, None, None, 10)
            assert [one.type for one in told] == ["video.in_progress", "video.in_progress", "video.queued"]

    asyncio.run(story())


def test_a_refusal_ends_the_task(tmp_path: Path) -> None:
    async def story() -> None:
        async with plant(tmp_path, wrapped=False, look_up=False) as (other, store, worker):
            other.answers = ["refused"]
            task = await made(store, worker)
            assert task.error is not None
            assert (task.error.code, task.billing_open, len(other.taken)) == ("upstream_rejected", False, 0)

    asyncio.run(story())
