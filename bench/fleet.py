"""Tasks a second through the whole engine, an empty provider: SQLite in one process, PostgreSQL with 1 to 4 workers.

Each task is claimed, submitted, saved (a film of two frames is probed, hashed and kept) and ended, with every promise
of durability kept. Beside it: what the same disk and the same database do with the smallest durable write of their own.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from multiprocessing.synchronize import Event
from pathlib import Path

import asyncpg
import numpy as np
from harness.postgres import Postgres
from rich.console import Console
from rich.table import Table
from tests.tasks import make_task

from rushes.media.disk import DiskMedia
from rushes.media.encode import Encoder
from rushes.storage.engine import Steps
from rushes.storage.opening import open_store
from rushes.storage.store import TaskStore
from rushes.storage.tasks import add
from rushes.testing import PuppetProvider
from rushes.work.dispatch import Dispatch
from rushes.work.feeder import Feeder
from rushes.work.leases import LeaseDispatch
from rushes.work.local import LocalDispatch
from rushes.work.worker import Route, Worker

TASKS, SLOTS, MOST_WORKERS = 400, 8, 4


def main() -> None:
    """Print the table."""
    table = Table(title=f"{TASKS} tasks through the engine, an empty provider with {SLOTS} slots a worker")
    for column in ("store", "workers", "tasks/s", "beside it"):
        table.add_column(column, justify="left" if column in ("store", "beside it") else "right")
    with tempfile.TemporaryDirectory(prefix="rushes-bench-") as name:
        folder = Path(name)
        _film(folder / "film.mp4")
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
    return await _working(store, LocalDispatch(), folder, lambda feeder: _through(store, feeder.stir))


def _postgres(url: str, folder: Path, workers: int) -> float:
    spawn = multiprocessing.get_context("spawn")
    halt, ready = spawn.Event(), [spawn.Event() for _ in range(workers)]
    processes = [spawn.Process(target=_process, args=(url, folder, event, halt)) for event in ready]
    for process in processes:
        process.start()
    for event in ready:
        assert event.wait(60)
    try:
        return asyncio.run(_from_outside(url, folder))
    finally:
        halt.set()
        for process in processes:
            process.join()


async def _from_outside(url: str, folder: Path) -> float:
    store = await open_store(folder, url)
    try:
        return await _through(store, lambda: None)  # the workers hear of it
    finally:
        await store.close()


def _process(url: str, folder: Path, ready: Event, halt: Event) -> None:
    """A worker's process."""

    async def until_told(_: Feeder) -> float:
        ready.set()
        await asyncio.to_thread(halt.wait)
        return 0.0

    async def work() -> None:
        store = await open_store(folder, url)
        await _working(store, LeaseDispatch(store.engine, own={"previs"}), folder, until_told)

    asyncio.run(work())


async def _working(
    store: TaskStore, dispatch: Dispatch, folder: Path, meanwhile: Callable[[Feeder], Awaitable[float]]
) -> float:
    """A worker's parts around the work of the block."""
    provider = PuppetProvider([folder / "film.mp4"], slots=SLOTS)
    routes = {card.name: Route(provider, card) for card in provider.cards()}
    worker = Worker(store, DiskMedia(folder / "media"), routes, folder / "work", time.time)
    await dispatch.set_limit("previs", SLOTS)
    feeder = Feeder(store, dispatch, ["previs"], time.time)
    store.listen(feeder.hear)
    await dispatch.run(worker.work, feeder.freed, worker.work)
    feeder.start()
    try:
        return await meanwhile(feeder)
    finally:
        await feeder.stop()
        await dispatch.stop()
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


def _film(path: Path) -> None:
    with Encoder(path, 64, 64) as encoder:
        for at in range(2):
            encoder.write(np.full((64, 64, 3), at * 100, np.uint8))


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
