"""Tasks a second through the whole engine, an empty provider: SQLite in one process, PostgreSQL with 1 to 4 workers.

Each task is claimed, submitted, saved (a film of two frames is probed, hashed and kept) and ended, with every promise
of durability kept. Beside it: what the same disk and the same database do with the smallest durable write of their own,
and how many cores the workers and PostgreSQL kept busy: where those are all there are, more workers cannot do more.
The same fleet with a provider that thinks for a second, as real ones do for minutes: there its slots are the limit.
"""

from __future__ import annotations

import asyncio
import contextlib
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
#: Films one after another in each slot.
THINKING_ROUNDS = 5


def main() -> None:
    """Print the table."""
    table = Table(title=f"{TASKS} tasks through the engine, an empty provider with {SLOTS} slots a worker")
    for column in ("store", "workers", "tasks/s", "cores busy", "tasks/s, thinking 1 s", "beside it"):
        table.add_column(column, justify="left" if column in ("store", "beside it") else "right")
    with tempfile.TemporaryDirectory(prefix="rushes-bench-") as name:
        folder = Path(name)
        make_film(folder / "film.mp4")
        began = time.process_time()
        seconds = asyncio.run(_sqlite(folder))
        busy = (time.process_time() - began) / seconds
        table.add_row("SQLite", "1 (in the server)", f"{TASKS / seconds:.0f}", f"{busy:.1f}", "", _syncs(folder))
        server = Postgres().start()
        try:
            raw = asyncio.run(_inserts(server.url()))
            for workers in range(1, MOST_WORKERS + 1):
                rate, busy = _postgres(server, folder, workers, TASKS, 0.0)
                thinking, _ = _postgres(server, folder, workers, THINKING_ROUNDS * SLOTS * workers, 1.0)
                figures = (f"{rate:.0f}", f"{busy:.1f}", f"{thinking:.1f} of {SLOTS * workers}")
                table.add_row("PostgreSQL", str(workers), *figures, raw if workers == 1 else "")
        finally:
            server.stop()
    Console(width=130).print(table)
    print(f"{os.cpu_count()} cores for the workers, the database, this script and whatever else runs here")


async def _sqlite(folder: Path) -> float:
    store = await open_store(folder / "rushes.db")
    async with working(store, LocalDispatch(), Plan("", folder, SLOTS)) as feeder:
        return await _through(store, feeder.stir)


def _postgres(server: Postgres, folder: Path, workers: int, tasks: int, thinking: float) -> tuple[float, float]:
    """Tasks a second, and how many cores the workers and PostgreSQL kept busy meanwhile."""
    made = [spawn(Plan(server.url(), folder, SLOTS, thinking)) for _ in range(workers)]
    pids = [process.pid or 0 for process, _ in made]
    try:
        before = _cpu_seconds([*pids, *server.pids()])
        seconds = asyncio.run(_from_outside(server.url(), folder, tasks))
        return tasks / seconds, (_cpu_seconds([*pids, *server.pids()]) - before) / seconds
    finally:
        for process, halt in made:
            halt.set()
            process.join()


def _cpu_seconds(pids: list[int]) -> float:
    """What these processes have used, and those of their children that have ended."""
    ticks = 0
    for pid in pids:
        with contextlib.suppress(FileNotFoundError):
            ticks += sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


async def _from_outside(url: str, folder: Path, tasks: int) -> float:
    store = await open_store(folder, url)
    try:
        return await _through(store, lambda: None, tasks)  # the workers hear of it
    finally:
        await store.close()


async def _through(store: TaskStore, stir: Callable[[], None], count: int = TASKS) -> float:
    """Seconds from the first task to the end of the last."""
    tasks = [make_task(created_at=time.time()) for _ in range(count)]

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
