"""Workers killed at random and for good or frozen, PostgreSQL killed, the dispatch's tables truncated, under load.

What must hold on PostgreSQL: every task comes to its end, and none comes to two.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import tempfile
import time
from collections import Counter
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path

import asyncpg
from rich.console import Console
from rich.table import Table
from tests.tasks import make_task

from harness.accounts import look_at
from harness.postgres import Postgres
from harness.workers import Plan, make_film, spawn
from rushes.core.money import Terms
from rushes.storage.engine import Steps
from rushes.storage.opening import open_store
from rushes.storage.tasks import add

WORKERS, LEASE = 3, 2.0
SHORT, LONG = (400, 8), (8000, 100)
PRICE = 100_000
FAULTS = ("kill -9, started anew", "frozen past its lease", "TRUNCATE turn, slot", "kill -9 of PostgreSQL")
#: How long all tasks may take to come to their end after the last fault.
PATIENCE = 180.0

Worker = tuple[BaseProcess, Event]


def run(long: bool) -> bool:
    """Print the figures; true when nothing was lost and nothing came twice."""
    tasks, faults = LONG if long else SHORT
    chance, done = random.Random(faults), Counter[str]()
    with tempfile.TemporaryDirectory(prefix="rushes-faults-") as name:
        server = Postgres().start()
        plan = Plan(server.url(), Path(name), slots=4, seconds=0.3, lease_seconds=LEASE, sweep_seconds=3.0)
        make_film(plan.film)
        workers = [spawn(plan) for _ in range(WORKERS)]
        try:
            asyncio.run(_wanted(plan, tasks))
            for number in range(faults):
                time.sleep(0.5 + chance.random())
                fault = FAULTS[number % len(FAULTS)]
                _hurt(fault, workers, server, plan, chance)
                done[fault] += 1
            workers.pop()[0].kill()
            done["killed for good"] += 1
            seconds = _ended(plan, tasks)
            found = asyncio.run(_tally(plan))
            asyncio.run(look_at(plan.url))
        finally:
            for process, halt in workers:
                os.kill(process.pid or 0, signal.SIGCONT)
                halt.set()
                process.join(20)
            server.stop()
    return _report(tasks, done, found, seconds)


def _hurt(fault: str, workers: list[Worker], server: Postgres, plan: Plan, chance: random.Random) -> None:
    at = chance.randrange(len(workers))
    process = workers[at][0]
    if fault == FAULTS[0]:
        process.kill()
        process.join()
        workers[at] = spawn(plan)
    elif fault == FAULTS[1]:
        assert process.pid
        os.kill(process.pid, signal.SIGSTOP)
        time.sleep(LEASE * 2)
        os.kill(process.pid, signal.SIGCONT)
    elif fault == FAULTS[3]:
        server.kill()
        time.sleep(1)
        server.start()
    else:
        for table in ("turn", "slot"):
            while not asyncio.run(_truncated(plan.url, table)):
                time.sleep(0.1)


async def _truncated(url: str, table: str) -> bool:
    """Whether it could be done: PostgreSQL may choose it as the victim of a deadlock with a worker's transaction."""
    try:
        await _do(url, f"TRUNCATE {table}")
    except asyncpg.exceptions.DeadlockDetectedError:
        return False
    return True


async def _wanted(plan: Plan, count: int) -> None:
    store = await open_store(plan.folder, plan.url)
    tasks = [make_task(created_at=time.time(), tenant=f"tenant-{number % 5}") for number in range(count)]

    def all_at_once() -> Steps[None]:
        for task in tasks:
            yield from add(task, terms=Terms(PRICE))

    await store.engine.write(all_at_once)
    await store.close()


def _ended(plan: Plan, tasks: int) -> float:
    began = time.monotonic()
    count = "SELECT count(*) FROM task WHERE status IN ('succeeded', 'failed', 'cancelled')"
    while asyncio.run(_do(plan.url, count)) < tasks and time.monotonic() - began < PATIENCE:
        time.sleep(0.5)
    return time.monotonic() - began


async def _tally(plan: Plan) -> dict[str, int]:
    ends = "SELECT count(*) AS times FROM event WHERE kind IN ('Succeeded', 'Failed') GROUP BY task_id"
    films = "SELECT count(DISTINCT clip::json->>'media') FROM task WHERE status = 'succeeded'"
    return {
        "films": await _do(plan.url, films),
        "not ended": await _do(plan.url, "SELECT count(*) FROM task WHERE status NOT IN ('succeeded', 'failed')"),
        "failed": await _do(plan.url, "SELECT count(*) FROM task WHERE status = 'failed'"),
        "two ends": await _do(plan.url, f"SELECT count(*) FROM ({ends}) AS ended WHERE times > 1"),
        "runs begun": await _do(plan.url, "SELECT count(*) FROM event WHERE kind = 'Claimed'"),
        "files without a task": len(list((plan.folder / "media").glob("*/*.mp4"))) - await _do(plan.url, films),
    }


async def _do(url: str, command: str) -> int:
    connection = await asyncpg.connect(url)
    try:
        found = await connection.fetchval(command)
        return int(found or 0)
    finally:
        await connection.close()


def _report(tasks: int, done: Counter[str], found: dict[str, int], seconds: float) -> bool:
    table = Table(title=f"{tasks} tasks, {WORKERS} workers on PostgreSQL, a lease of {LEASE:g} s")
    for column in ("faults", *found, "last end after the last fault"):
        table.add_column(column, justify="left" if column == "faults" else "right")
    faults = "\n".join(f"{count} × {fault}" for fault, count in done.items())
    table.add_row(faults, *(str(value) for value in found.values()), f"{seconds:.1f} s")
    Console(width=130).print(table)
    return found["films"] == tasks and not (found["not ended"] or found["failed"] or found["two ends"])
