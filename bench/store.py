"""The store itself on both databases: creates, reads and whole runs of events a second, with 16 clients.

Beside them what no store can go below on this machine: one raw fdatasync of the disk, and one raw INSERT with its
commit on each database, from one client and from all of them. Writers of one tenant take turns on PostgreSQL, so that
its events come to light in their order; the last rows show what that costs.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import apsw
import asyncpg
from harness.postgres import Postgres
from rich.console import Console
from rich.table import Table

from bench.clients import calls, fdatasyncs, quantiles
from rushes.core.clip import Clip, Probe
from rushes.core.event import Claimed, Event, Progressed, Saving, Submitted, Succeeded
from rushes.core.ids import new_task_id
from rushes.core.protocols import Filters
from rushes.core.request import Request, Shot
from rushes.core.task import Task
from rushes.storage.opening import open_store
from rushes.storage.store import TaskStore

CLIENTS, CREATES, READS, RUNS = 16, 120, 240, 25
CLIP = Clip("a.mp4", "a.jpg", 9, "ff" * 32, Probe(1280, 720, 72, 24.0, 3.0, "h264", None, None, None))
STORY: tuple[Event, ...] = (Claimed(), Submitted("vendor-1"), Progressed(0.5), Saving(), Succeeded(CLIP))
INSERT = "INSERT INTO raw (text) VALUES ('{}')".format("x" * 500)
TABLE = "CREATE TABLE raw (place INTEGER PRIMARY KEY{}, text TEXT)"

Call = Callable[[], Awaitable[object]]


@dataclass(frozen=True)
class Measured:
    """One row for one database."""

    seconds: list[float]
    whole: float

    def cells(self) -> tuple[str, str, str]:
        """Calls a second, and how long one takes."""
        return (f"{len(self.seconds) / self.whole:.0f} /s", *quantiles(self.seconds))


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="rushes-bench-") as folder:
        syncs = fdatasyncs(Path(folder))
        postgres = Postgres()
        try:
            url = postgres.start().url()
            found = {
                "SQLite": asyncio.run(_measured(Path(folder), None)),
                "PostgreSQL": asyncio.run(_measured(Path(folder), url)),
            }
        finally:
            postgres.stop()
    table = Table(title=f"The store: {CLIENTS} clients in one process, {os.cpu_count()} cores")
    table.add_column("what")
    for database in found:
        for column in (database, "p50", "p99"):
            table.add_column(column, justify="right")
    table.add_row("raw fdatasync of 4 KiB", *(f"{1 / statistics.mean(syncs):.0f} /s", *quantiles(syncs)), "same disk")
    for name in found["SQLite"]:
        table.add_row(name, *(cell for rows in found.values() for cell in rows[name].cells()))
    Console(width=120).print(table)


async def _measured(folder: Path, url: str | None) -> dict[str, Measured]:
    found = {}
    async with _raw(folder, url) as insert:
        found["raw INSERT and commit, 1 client"] = await _calls(insert, 1, 200)
    async with _store(folder, url) as store:
        known: list[Task] = []

        async def create() -> None:
            known.append(await store.add(_task("default")))

        async def read() -> None:
            await store.get(known[next(numbers) % len(known)].id, "default")

        numbers = itertools.count()
        found["create"] = await _calls(create, CLIENTS, CREATES)
        found["read one task"] = await _calls(read, CLIENTS, READS)
        found["read a page of 20"] = await _calls(lambda: store.page("default", Filters()), CLIENTS, READS // 4)
        found["run: create and five events"] = await _calls(lambda: _run(store, "default"), CLIENTS, RUNS)
        tenants = itertools.count()
        found["create, a tenant each client"] = await _calls(
            lambda: store.add(_task(f"t{next(tenants) % CLIENTS}")), CLIENTS, CREATES
        )
        found["run, a tenant each client"] = await _calls(
            lambda: _run(store, f"t{next(tenants) % CLIENTS}"), CLIENTS, RUNS
        )
    return found


async def _calls(call: Call, clients: int, each: int) -> Measured:
    began = time.perf_counter()
    taken = await calls(call, clients, each)
    return Measured(taken, time.perf_counter() - began)


@asynccontextmanager
async def _raw(folder: Path, url: str | None) -> AsyncIterator[Call]:
    """One INSERT and its synced commit, by the driver alone."""
    if url is None:
        file = apsw.Connection(str(folder / "raw.db"))
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            file.execute(f"PRAGMA {pragma}")
        file.execute(TABLE.format(""))

        async def here() -> None:
            file.execute(INSERT)

        yield here
        file.close()
        return
    connection = await asyncpg.connect(url)
    await connection.execute(TABLE.format(" GENERATED ALWAYS AS IDENTITY"))
    yield lambda: connection.execute(INSERT)
    await connection.close()


@asynccontextmanager
async def _store(folder: Path, url: str | None) -> AsyncIterator[TaskStore]:
    store = await open_store(folder / "rushes.db", url)
    try:
        yield store
    finally:
        await store.close()


async def _run(store: TaskStore, tenant: str) -> None:
    task = await store.add(_task(tenant))
    for event in STORY:
        task = await store.record(task.id, event, time.time(), task.epoch if task.epoch else None)


def _task(tenant: str) -> Task:
    prompt = "a lighthouse in a storm at dusk, waves against the rocks, a slow pan to the left"
    request = Request("previs-std-silent", 3, 1280, 720, 7, prompt, (Shot(prompt, 3),))
    return Task(id=new_task_id(), tenant=tenant, provider="previs", request=request, created_at=time.time())
