"""How soon the rest of a fleet hears: two API processes that are shipped as they are, and a worker, on one PostgreSQL.

A cancel at one server stops the run at the worker; what the worker writes is seen in a stream of the other server; a
key that is revoked at one is refused by the other, and its stream there ends. Counted from before the request, or from
the event's own time, to what the other end sees: the commit, the notice and the way back are in it.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import httpx2
from rich.console import Console
from rich.table import Table

from harness.accounts import PRICES, look_at
from harness.postgres import Postgres
from harness.process import PLAIN, Server
from harness.workers import Plan, make_film, spawn

SHORT, LONG = 30, 300
#: What is promised, on a machine that has a core for it.
MOST_SECONDS = 1.0
LATEST_SECONDS = 30.0
BODY = {"model": "previs-std-silent", "prompt": "a boat at sea", "duration": 3}
Taken = dict[str, list[float]]


def run(long: bool) -> bool:
    """Print the figures; true when everything was heard within a second, all but a hundredth of it at least."""
    times, found = LONG if long else SHORT, defaultdict[str, list[float]](list)
    with tempfile.TemporaryDirectory(prefix="rushes-heard-") as name:
        server = Postgres().start()
        try:
            asyncio.run(_measured(Path(name), server.url(), times, found))
            asyncio.run(look_at(server.url()))
        finally:
            server.stop()
    load = os.getloadavg()[0]
    table = Table(title=f"two servers and a worker on PostgreSQL, {os.cpu_count()} cores, load {load:.1f}")
    for column in ("heard elsewhere", "times", "p50", "p99", "worst"):
        table.add_column(column, justify="left" if column == "heard elsewhere" else "right")
    for what, seconds in found.items():
        ordered = sorted(seconds)
        row = (_at(ordered, 0.5), _at(ordered, 0.99), ordered[-1])
        table.add_row(what, str(len(ordered)), *(f"{1000 * value:.0f} ms" for value in row))
    Console(width=110).print(table)
    return all(_at(sorted(seconds), 0.99) < MOST_SECONDS for seconds in found.values())


async def _measured(folder: Path, url: str, times: int, found: Taken) -> None:
    settings = {"RUSHES_DATABASE_URL": url, "RUSHES_MEDIA__URL": str(folder / "media")}
    settings |= {"RUSHES_PRICES": json.dumps(PRICES)}
    servers = []
    for name in ("a", "b"):
        (folder / name).mkdir()
        servers.append(Server(folder / name / "data", settings, ("serve", "--port", "0", "--no-worker")).start())
    make_film(folder / "film.mp4")
    try:
        async with _clients(servers) as (one, other):
            with _worker(Plan(url, folder)):
                await _events(one, other, url, times, found)
            with _worker(Plan(url, folder, seconds=600.0)):
                await _cancels(one, url, times, found)
            await _keys(one, other, times, found)
    finally:
        for server in servers:
            server.kill()


@contextmanager
def _worker(plan: Plan) -> Iterator[None]:
    process, halt = spawn(plan)
    yield
    halt.set()
    process.join()


@asynccontextmanager
async def _clients(servers: list[Server]) -> AsyncIterator[list[httpx2.AsyncClient]]:
    async with contextlib.AsyncExitStack() as stack:
        yield [
            await stack.enter_async_context(httpx2.AsyncClient(base_url=server.url, timeout=60, **PLAIN))
            for server in servers
        ]


async def _events(one: httpx2.AsyncClient, other: httpx2.AsyncClient, url: str, times: int, found: Taken) -> None:
    """Tasks asked for at one server, their story watched at the other."""
    seen: dict[int, tuple[str, float]] = {}
    ready = asyncio.Event()

    async def watch() -> None:
        number = 0
        async with other.stream("GET", "/v1/events") as answer:
            ready.set()
            async for line in answer.aiter_lines():
                if line.startswith("id:"):
                    number = int(line[3:])
                elif line.startswith("data:"):
                    seen[number] = (json.loads(line[5:])["type"], time.time())
                    if sum(kind == "video.completed" for kind, _ in seen.values()) == times:
                        return

    watching = asyncio.create_task(watch())
    await ready.wait()
    for _ in range(times):
        (await one.post("/v1/videos", json=BODY)).raise_for_status()
        await asyncio.sleep(0.15)  # not so many at once that they wait for a slot
    async with asyncio.timeout(LATEST_SECONDS + times):
        await watching
    connection = await asyncpg.connect(url)
    written = {row["number"]: row["at"] for row in await connection.fetch("SELECT number, at FROM event")}
    await connection.close()
    for number, (kind, at) in seen.items():
        found[f"{kind}, seen in a stream"].append(at - written[number])


async def _cancels(one: httpx2.AsyncClient, url: str, times: int, found: Taken) -> None:
    """Until the run has let go of its slot: the worker has heard, stopped its provider and written that down."""
    connection = await asyncpg.connect(url)
    leased = "SELECT count(*) FROM turn WHERE worker IS NOT NULL"
    running = "SELECT count(*) FROM task WHERE status = 'running'"
    for _ in range(times):
        task = (await one.post("/v1/videos", json=BODY)).raise_for_status().json()["id"]
        await _until(lambda: connection.fetchval(running))
        began = time.monotonic()
        (await one.post(f"/v1/videos/{task}/cancel")).raise_for_status()
        await _until(lambda: _no(connection.fetchval(leased)))
        found["cancel, the run has let go"].append(time.monotonic() - began)
    await connection.close()


async def _keys(one: httpx2.AsyncClient, other: httpx2.AsyncClient, times: int, found: Taken) -> None:
    admin = (await one.post("/v1/keys", json={"name": "boss", "scopes": ["admin", "make", "read"]})).json()["key"]
    by_admin = {"Authorization": f"Bearer {admin}"}

    async def refused(headers: dict[str, str]) -> bool:
        return (await other.get("/v1/videos?limit=1", headers=headers)).status_code == 401

    for _ in range(times):
        key = (await one.post("/v1/keys", json={"name": "guest"}, headers=by_admin)).raise_for_status().json()
        headers = {"Authorization": f"Bearer {key['key']}"}
        async with other.stream("GET", "/v1/events", headers=headers) as stream:
            lines = stream.aiter_lines()
            assert (await anext(lines)).startswith(":")
            ending = asyncio.create_task(_ended(lines))
            began = time.monotonic()
            (await one.delete(f"/v1/keys/{key['id']}", headers=by_admin)).raise_for_status()
            await _until(lambda headers=headers: refused(headers))  # type: ignore[misc]
            found["key revoked, refused"].append(time.monotonic() - began)
            found["key revoked, its stream ends"].append(await ending - began)


async def _ended(lines: AsyncIterator[str]) -> float:
    async for _ in lines:
        pass
    return time.monotonic()


async def _until(condition: Any) -> None:
    async with asyncio.timeout(LATEST_SECONDS):
        while not await condition():
            await asyncio.sleep(0.002)


async def _no(question: Any) -> bool:
    return not await question


def _at(ordered: list[float], part: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]
