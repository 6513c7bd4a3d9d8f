"""A crowd of waiting tasks, 10,000 or 100,000: how long then takes a create, a read, a start, and what memory?

The tasks are another tenant's, copied in the database. The caller is one that comes last: it must not feel them.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import asyncpg
from rich.console import Console
from rich.table import Table

from harness.accounts import SETTINGS, look, look_at
from harness.postgres import Postgres
from harness.process import Server

SHORT, LONG = 10_000, 100_000
CALLS = 200
BODY = {"model": "previs-std-silent", "prompt": "a boat at sea", "duration": 3}
#: What a create, a read or a list may take at most, at the 99th of a hundred: generous, for renders go on beside it.
MOST_SECONDS = 0.5
_COPY = (
    "INSERT INTO task ({columns}) WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number "
    "WHERE n < {count}) SELECT {values} FROM task, number WHERE task.place = (SELECT min(place) FROM task)"
)


def run(long: bool) -> bool:
    """Print the figures; true when nobody feels the crowd."""
    count = LONG if long else SHORT
    table = Table(title=f"{count:,} tasks of another tenant waiting, previs renders beside")
    for column in ("store", "start", "memory", "create p50", "p99", "read p50", "p99", "list of 100", "place in line"):
        table.add_column(column, justify="right")
    slowest = 0.0
    with tempfile.TemporaryDirectory(prefix="rushes-crowd-") as name:
        postgres = Postgres().start()
        try:
            for store, url in (("SQLite", None), ("PostgreSQL", postgres.url())):
                row, took = _measured(Path(name) / store, url, count)
                table.add_row(store, *row)
                slowest = max(slowest, took)
        finally:
            postgres.stop()
    Console(width=110).print(table)
    return slowest < MOST_SECONDS


def _measured(folder: Path, url: str | None, count: int) -> tuple[list[str], float]:
    folder.mkdir()
    settings = {"RUSHES_DATABASE_URL": url} if url else {}
    server = Server(folder / "data", {**SETTINGS, **settings, "RUSHES_PREVIS__SLOTS": "1"}).start()
    server.create(**BODY)
    server.stop()
    asyncio.run(crowd_postgres(url, count)) if url else crowd_sqlite(folder / "data" / "rushes.db", count)
    began = time.monotonic()
    server.start()
    try:
        started = time.monotonic() - began
        place = str(server.create(**BODY)["queue_position"])
        mine = server.create(**BODY)["id"]
        with server.client() as client:  # a new client for each call would take longer than the call
            creates = _seconds(lambda: client.post("/v1/video/generations", json=BODY).raise_for_status(), CALLS)
            reads = _seconds(lambda: client.get(f"/v1/videos/{mine}").raise_for_status(), CALLS)
            lists = _seconds(lambda: client.get("/v1/videos", params={"limit": 100}).raise_for_status(), 10)
        assert server.process
        memory = f"{_resident(server.process.pid):.0f} MB"
    finally:
        server.kill()
    if url:
        asyncio.run(look_at(url, copies=True))
    else:
        look(folder / "data" / "rushes.db", copies=True)
    figures = [_at(creates, 0.5), _at(creates, 0.99), _at(reads, 0.5), _at(reads, 0.99), _at(lists, 0.5)]
    return [f"{started:.2f} s", memory, *map(_ms, figures), place], max(figures)


def crowd_sqlite(path: Path, count: int) -> None:
    """Copy the first task so many times for the tenant «crowd»."""
    with sqlite3.connect(path) as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(task)") if row[1] != "place"]
        database.execute(_copy(columns, count, "printf('task_%026d', n)"))
    database.close()


async def crowd_postgres(url: str, count: int) -> None:
    """The same on PostgreSQL."""
    connection = await asyncpg.connect(url)
    rows = await connection.fetch(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'task' AND is_generated = 'NEVER'"
    )
    columns = [row[0] for row in rows if row[0] != "place"]
    await connection.execute(_copy(columns, count, "'task_' || lpad(n::text, 26, '0')"))
    await connection.execute("ANALYZE task")
    await connection.close()


def _copy(columns: list[str], count: int, new_id: str) -> str:
    instead = {"id": new_id, "tenant": "'crowd'", "status": "'queued'", "not_before": "0.0", "clip": "NULL"}
    values = ", ".join(instead.get(column, f"task.{column}") for column in columns)
    return _COPY.format(columns=", ".join(columns), count=count, values=values)


def _seconds(call: Callable[[], object], times: int) -> list[float]:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        taken.append(time.perf_counter() - began)
    return sorted(taken)


def _at(ordered: list[float], part: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def _resident(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
