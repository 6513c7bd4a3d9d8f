"""Workers killed, frozen or cut off, PostgreSQL killed, the dispatch's tables truncated, at random and under load.

What must hold on PostgreSQL: every task comes to its end, none comes to two, and no run leaves a file behind.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, replace
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path

import asyncpg
from rich.console import Console
from rich.table import Table
from tests.tasks import make_task

from harness.accounts import look_at
from harness.postgres import Postgres
from harness.remote import Host, hosted
from harness.workers import Plan, make_film, spawn
from rushes.core.money import Terms
from rushes.storage.engine import Steps
from rushes.storage.opening import open_store
from rushes.storage.tasks import add

WORKERS, LEASE = 3, 2.0
SHORT, LONG = (400, 10), (2500, 60)
PRICE = 100_000
KILLED, FROZEN, EMPTIED, FELLED, CUT = FAULTS = (
    "kill -9, started anew",
    "frozen past its lease",
    "TRUNCATE turn, slot",
    "kill -9 of PostgreSQL",
    "host cut off past its lease",
)
#: How long no task may come to its end after the last fault.
PATIENCE = 60.0


@dataclass
class Member:
    """A worker, and how it is started."""

    plan: Plan
    process: BaseProcess
    halt: Event

    @classmethod
    def of(cls, plan: Plan) -> Member:
        """One that works."""
        return cls(plan, *spawn(plan))


def run(long: bool) -> bool:
    """Print the figures; true when nothing was lost and nothing came twice."""
    tasks, faults = LONG if long else SHORT
    chance, done = random.Random(faults), Counter[str]()
    with tempfile.TemporaryDirectory(prefix="rushes-faults-") as name, hosted() as (server, host):
        plan = Plan(server.url(), Path(name), slots=4, seconds=0.3, lease_seconds=LEASE, sweep_seconds=3.0)
        make_film(plan.film)
        away = Member.of(replace(plan, url=host.url, space=host.space))
        workers = [away, *(Member.of(plan) for _ in range(WORKERS - 1))]
        try:
            asyncio.run(_wanted(plan, tasks))
            for number in range(faults):
                time.sleep(0.5 + chance.random())
                fault = FAULTS[number % len(FAULTS)]
                _hurt(fault, chance.choice(workers), server, host)
                done[fault] += 1
            workers.pop().process.kill()
            done["killed for good"] += 1
            seconds = _ended(plan, tasks)
        finally:
            for worker in workers:
                os.kill(worker.process.pid or 0, signal.SIGCONT)
                worker.halt.set()
                worker.process.join(20)
        found = asyncio.run(_tally(plan))
        asyncio.run(look_at(plan.url))
    print(f"The host that is cut off is {host.how}.")
    return _report(tasks, done, found, seconds)


def _hurt(fault: str, worker: Member, server: Postgres, host: Host) -> None:
    if fault == KILLED:
        worker.process.kill()
        worker.process.join()
        worker.process, worker.halt = spawn(worker.plan)
    elif fault == FROZEN:
        assert worker.process.pid
        os.kill(worker.process.pid, signal.SIGSTOP)
        time.sleep(LEASE * 2)
        os.kill(worker.process.pid, signal.SIGCONT)
    elif fault == FELLED:
        server.kill()
        time.sleep(1)
        server.start()
    elif fault == CUT:
        host.cut()
        time.sleep(LEASE * 2)
        host.mend()
    else:
        for table in ("turn", "slot"):
            while not asyncio.run(_truncated(server.url(), table)):
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
    """Seconds until all have ended, or none has for as long as a lost one could take to be found."""
    began = at = time.monotonic()
    count, ended = "SELECT count(*) FROM task WHERE status IN ('succeeded', 'failed', 'cancelled')", -1
    while (now := asyncio.run(_do(plan.url, count))) < tasks and (now > ended or time.monotonic() - at < PATIENCE):
        if now > ended:
            ended, at = now, time.monotonic()
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
        "taken over": await _do(plan.url, "SELECT count(*) FROM event WHERE kind = 'Requeued' AND data LIKE '%lost%'"),
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
    wrong = ("not ended", "failed", "two ends", "files without a task")
    return found["films"] == tasks and not any(found[name] for name in wrong)
