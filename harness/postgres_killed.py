"""kill -9 of PostgreSQL, all its processes at once, under write load of two stores: is an answered write ever lost, a
refused one there all the same, a task claimed by two? And do the stores go on by themselves?"""

from __future__ import annotations

import asyncio
import logging
import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable
from dataclasses import dataclass, field

import structlog
from rich.console import Console
from rich.table import Table

from harness.accounts import BUDGET, look_at
from harness.postgres import Postgres
from rushes.core.event import Claimed, Progressed
from rushes.core.ids import new_task_id
from rushes.core.money import Caps, Terms
from rushes.core.request import Request, Shot
from rushes.core.task import Task
from rushes.errors import IllegalTransition, NotFound, ServerBusy
from rushes.storage.postgres import open_postgres
from rushes.storage.store import TaskStore

SHORT, LONG = 5, 60
WRITERS, TENANTS = 12, 4
REST_SECONDS = 0.05
TERMS = Terms(100_000, Caps(total=BUDGET))


@dataclass
class Tally:
    """What was asked, and what was answered."""

    halt: threading.Event = field(default_factory=threading.Event)
    answered: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    winners: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    counts: Counter[str] = field(default_factory=Counter)
    answered_at: float = 0.0
    odd: list[str] = field(default_factory=list)


def run(long: bool) -> bool:
    """Print the figures; true when nothing was lost, doubled or made up."""
    # Each refused write is logged; here there are thousands, and they are counted.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    kills, chance, tally, slowest = LONG if long else SHORT, random.Random(7), Tally(), 0.0
    postgres = Postgres().start()
    story = threading.Thread(target=lambda: asyncio.run(_story(postgres.url(), tally)))
    story.start()
    try:
        _until_answered(tally, 0.0)
        for _ in range(kills):
            time.sleep(0.5 + chance.random())
            postgres.kill()
            time.sleep(chance.random())
            postgres.start()
            slowest = max(slowest, _until_answered(tally, time.monotonic()))
        time.sleep(1.0)  # within a second, all hear again
    finally:
        tally.halt.set()
        story.join()
        postgres.stop()
    return _report(kills, tally, slowest)


async def _story(url: str, tally: Tally) -> None:
    stores = [await open_postgres(url, 6) for _ in range(2)]
    gaps: list[int] = []
    stores[1].listen_for_gaps(lambda: gaps.append(1))
    await asyncio.gather(*(_write(stores, f"tenant-{at % TENANTS}", tally) for at in range(WRITERS)))
    tally.counts["gaps heard of"] = len(gaps)
    await _check(stores[0], tally)
    for store in stores:
        await store.close()
    await look_at(url, budget=BUDGET)


async def _write(stores: list[TaskStore], tenant: str, tally: Tally) -> None:
    while not tally.halt.is_set():
        task = _task(tenant)
        if not await _answer(random.choice(stores).add(task, terms=TERMS), tally, task.id):
            await asyncio.sleep(REST_SECONDS)
            continue
        both = await asyncio.gather(
            *(_answer(store.record(task.id, Claimed(), time.time()), tally) for store in stores)
        )
        for claimed in filter(None, both):
            tally.winners[task.id] += 1
            await _answer(random.choice(stores).record(task.id, Progressed(0.5), time.time(), claimed.epoch), tally)


async def _answer(call: Awaitable[Task], tally: Tally, created: str = "") -> Task | None:
    """The answer of a write; None where it was refused."""
    try:
        task = await call
    except ServerBusy as error:
        tally.counts["refused" if error.certain else "unknown"] += 1
        (tally.refused if error.certain else tally.unknown).add(created)
        return None
    except IllegalTransition:
        return None  # the other claim was quicker
    tally.counts["answered"] += 1
    tally.answered_at = time.monotonic()
    tally.answered |= {created} - {""}
    return task


async def _check(store: TaskStore, tally: Tally) -> None:
    for task_id in tally.answered:
        try:
            task = await store.known(task_id)
        except NotFound:
            tally.odd.append(f"{task_id}: answered and not there")
            continue
        sequences = [event.sequence for event in await store.events_of(task_id, -1)]
        if sequences != list(range(task.sequence + 1)):
            tally.odd.append(f"{task_id}: its events are {sequences}, its sequence is {task.sequence}")
        if tally.winners[task_id] > 1 or task.epoch > 1 or (tally.winners[task_id] and not task.epoch):
            tally.odd.append(f"{task_id}: claimed {tally.winners[task_id]} times, its epoch is {task.epoch}")
    for task_id in tally.refused - {""}:
        try:
            await store.known(task_id)
        except NotFound:
            continue
        tally.odd.append(f"{task_id}: refused and there all the same")


def _until_answered(tally: Tally, since: float) -> float:
    end = time.monotonic() + 60
    while tally.answered_at <= since:
        assert time.monotonic() < end, "the stores did not go on by themselves"
        time.sleep(0.01)
    return tally.answered_at - since


def _report(kills: int, tally: Tally, slowest: float) -> bool:
    table = Table(title="kill -9 of all of PostgreSQL under write load, two stores")
    row = {
        "kills": kills,
        "answered writes": tally.counts["answered"],
        "refused": tally.counts["refused"],
        "not known": tally.counts["unknown"],
        "lost, doubled or made up": len(tally.odd),
        "slowest return": f"{slowest:.2f} s",
        "gaps heard of": tally.counts["gaps heard of"],
    }
    for column in row:
        table.add_column(column, justify="right")
    table.add_row(*(str(value) for value in row.values()))
    Console(width=120).print(table)
    for odd in tally.odd:
        print(odd)
    return not tally.odd and tally.counts["gaps heard of"] == kills


def _task(tenant: str) -> Task:
    request = Request("previs-std-silent", 3, 1280, 720, 7, "a boat", (Shot("a boat", 3),))
    return Task(id=new_task_id(), tenant=tenant, provider="previs", request=request, created_at=time.time())
