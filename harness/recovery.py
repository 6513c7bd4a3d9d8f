"""A server that is killed with 10,000 open tasks: how soon does it answer again, and follow what its vendor has?

The jobs at the vendor are asked after again, each by the id it has there, and none is sent a second time.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from tests.tasks import make_request, make_task

from harness.accounts import BUDGET
from harness.lives import Life, Plan
from harness.postgres import STORES, database
from harness.process import until
from harness.vendor import Fake
from rushes.core.money import Caps, Terms
from rushes.core.task import Task
from rushes.storage.engine import Steps
from rushes.storage.postgres import open_postgres
from rushes.storage.sqlite import open_sqlite
from rushes.storage.tasks import add

TASKS, SLOTS = 10_000, 200
#: So much of it at a time: one transaction.
CHUNK = 1000
#: On a quiet machine it listens within two.
READY_SECONDS, FOLLOWED_SECONDS = 5.0, 30.0
#: How long the first server may take to send what it has slots for; it takes seconds.
FILLED_SECONDS = 600.0
BODY = {"model": "kling-v3-std-silent", "prompt": "a boat at sea", "duration": 3}
RHYTHM = {"slots": SLOTS, "poll_least_seconds": 5, "poll_most_seconds": 8}


@dataclass(frozen=True)
class Return:
    """How a server came back: seconds since it was started, and what its vendor had by then."""

    ready: float
    created: float
    followed: float
    accepted: int
    doubled: int

    @property
    def held(self) -> bool:
        """Whether it was back in time and nothing was sent twice."""
        whole = not self.doubled and self.accepted == SLOTS
        return whole and self.ready <= READY_SECONDS and self.followed <= FOLLOWED_SECONDS


def run(long: bool) -> bool:
    """Print the figures; true when it was back in time and nothing was sent twice."""
    table = Table(title=f"killed with {TASKS:,} open tasks, {SLOTS} of them at the vendor")
    for column in ("store", "listens after", "first create after", "all jobs followed after", "accepted", "sent twice"):
        table.add_column(column, justify="right")
    held = []
    for store in STORES:
        with database(store) as url, tempfile.TemporaryDirectory(prefix="rushes-recovery-") as name:
            back = _killed(Path(name), url)
        held.append(back.held)
        seconds = (f"{one:.1f} s" for one in (back.ready, back.created, back.followed))
        table.add_row(store, *seconds, str(back.accepted), str(back.doubled))
    Console(width=120).print(table)
    return all(held)


def _killed(folder: Path, url: str | None) -> Return:
    (folder / "data").mkdir()
    asyncio.run(_waiting(folder / "data" / "rushes.db", url))
    fake = Fake(folder, bounds=RHYTHM).start(slots=SLOTS * 2, seconds=600.0)
    life = Life(Plan(folder, url, fake.table))
    try:
        until(lambda: len(_jobs(fake)) == SLOTS, FILLED_SECONDS)
        life.kill()
        before = {job["id"]: job["asked"] for job in _jobs(fake)}
        began = time.monotonic()
        life = Life(Plan(folder, url, fake.table))
        ready = time.monotonic() - began
        with life.client() as client:
            client.post("/v1/video/generations", json=BODY).raise_for_status()
        created = time.monotonic() - began
        until(lambda: all(job["asked"] > before.get(job["id"], -1) for job in _jobs(fake)), 120)
        followed = time.monotonic() - began
        doubled, accepted = fake.call("GET", "/_fake/ledger")["doubled"], len(_jobs(fake))
    finally:
        life.kill()
        fake.stop()
    return Return(ready, created, followed, accepted, len(doubled))


async def _waiting(path: Path, url: str | None) -> None:
    """The tasks, each with its hold."""
    store = open_sqlite(path) if url is None else await open_postgres(url, 2)
    terms = Terms(84_000, Caps(total=BUDGET))
    request = make_request(model="kling-v3-std-silent")
    for _ in range(0, TASKS, CHUNK):
        tasks = [make_task(provider="kling", request=request, created_at=time.time()) for _ in range(CHUNK)]
        await store.engine.write(partial(_all, tasks, terms))
    await store.close()


def _all(tasks: list[Task], terms: Terms) -> Steps[None]:
    for task in tasks:
        yield from add(task, None, terms)


def _jobs(fake: Fake) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = fake.call("GET", "/_fake/jobs")["jobs"]
    return found
