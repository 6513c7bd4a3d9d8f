"""Tasks a second through the whole engine, an empty provider: SQLite in one process, PostgreSQL with 1 to 4 workers.

Each task is claimed, submitted, saved (a film of two frames is probed, hashed and kept) and ended, with every promise
of durability kept. Beside it: what the same disk and the same database do with the smallest durable write of their own.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import asyncpg
from harness.postgres import Postgres
from harness.workers import Plan, make_film, spawn, working
from rich.console import Console
from rich.table import Table
from tests.tasks import make_task

from rushes.storage.engine import Steps
from rushes.storage.opening import open_store
from rushes.storage.store import TaskStore
from rushes.storage.tasks import add
from rushes.work.local import LocalDispatch

TASKS, SLOTS, MOST_WORKERS = 400, 8, 4


def main() -> None:
    """Print the table."""
    table = Table(title=f"{TASKS} tasks through the engine, an empty provider with {SLOTS} slots a worker")
    for column in ("store", "workers", "tasks/s", "beside it"):
        table.add_column(column, justify="left" if column in ("store", "beside it") else "right")
    with tempfile.TemporaryDirectory(prefix="rushes-bench-") as name:
        folder = Path(name)
        make_film(folder / "film.mp4")
        seconds = asyncio.run(_sqlite(folder))
        table.add_row("SQLite", "1 (in the server)", f"{TASKS / seconds:.0f}", _syncs(folder))
        server = Postgres().start()
        try:
            raw = asyncio.run(_inserts(server.url()))
            for workers in range(1, MOST_WORKERS + 1):
                seconds = _postgres(server.url(), folder, workers)
                table.add_row("PostgreSQL", str(workers), f"{TASKS / seconds:.0f}", raw if workers == 1 else "")
        finally:
            server.stop()
    Console(width=110).print(table)
    print(f"{os.cpu_count()} cores for the workers, the database and this script together")


async def _sqlite(folder: Path) -> float:
    store = await open_store(folder / "rushes.db")
    async with working(store, LocalDispatch(), Plan("", folder, SLOTS)) as feeder:
        return await _through(store, feeder.stir)


def _postgres(url: str, folder: Path, workers: int) -> float:
    made = [spawn(Plan(url, folder, SLOTS)) for _ in range(workers)]
    try:
        return asyncio.run(_from_outside(url, folder))
    finally:
        for process, halt in made:
            halt.set()
            process.join()


async def _from_outside(url: str, folder: Path) -> float:
    store = await open_store(folder, url)
    try:
        return await _through(store, lambda: None)  # the workers hear of it
    finally:
        await store.close()


async def _through(store: TaskStore, stir: Callable[[], None]) -> float:
    """Seconds from the first task to the end of the last."""
    tasks = [make_task(created_at=time.time()) for _ in range(TASKS)]

    def all_at_once() -> Steps[None]:
        for task in tasks:
            yield from add(task)

    began = time.perf_counter()
    await store.engine.write(all_at_once)
    stir()
    while await store.next_turns("previs", time.time(), 1) or await store.held():
        await asyncio.sleep(0.02)
    return time.perf_counter() - began


def _syncs(folder: Path) -> str:
    taken = []
    with (folder / "sync").open("wb", buffering=0) as file:
        for _ in range(300):
            file.write(b"x" * 4096)
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            taken.append(time.perf_counter() - began)
    return f"{1 / statistics.median(taken):.0f} raw fdatasyncs of 4 KiB a second"


async def _inserts(url: str) -> str:
    connection = await asyncpg.connect(url)
    await connection.execute("CREATE TABLE raw (id SERIAL, text TEXT)")
    began = time.perf_counter()
    for _ in range(300):
        await connection.execute("INSERT INTO raw (text) VALUES ($1)", "x" * 1000)
    found = 300 / (time.perf_counter() - began)
    await connection.close()
    return f"{found:.0f} raw INSERTs of 1 kB a second, one connection"
