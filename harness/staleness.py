"""How late a server knows that a film is ready, with 500 open at a vendor that takes 100 ms to answer.

Each job is asked after at the slowest rhythm that the settings have by default, that of one that takes long, and no
callback comes.
Meanwhile many clients read one task, over and over: that causes no request to the vendor.
"""

from __future__ import annotations

import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
from rich.console import Console
from rich.table import Table

from harness.books import open_tasks, rows
from harness.lives import Life, Plan
from harness.postgres import STORES, database
from harness.process import until
from harness.vendor import Fake
from rushes.providers.vendor_settings import VendorSettings

TASKS, CREATES_A_SECOND, JOB_SECONDS = 500, 16, 40.0
READERS, WORST_SECONDS = 8, 10.0
SLOWLY = VendorSettings().poll_most_seconds
SLOWEST = {"poll_least_seconds": SLOWLY, "poll_most_seconds": SLOWLY, "slots": TASKS}
BODY = {"model": "kling-v3-std-silent", "prompt": "a boat at sea", "duration": 3}
TOLD = "SELECT task_id, min(at) AS at FROM event WHERE kind = 'Billed' GROUP BY task_id"


@dataclass
class Reading:
    """Clients that read one task."""

    life: Life
    task: str
    halted: threading.Event = field(default_factory=threading.Event)
    reads: int = 0

    def start(self) -> list[threading.Thread]:
        """Begin."""
        threads = [threading.Thread(target=self._read) for _ in range(READERS)]
        for thread in threads:
            thread.start()
        return threads

    def _read(self) -> None:
        with self.life.client() as client:
            while not self.halted.wait(0.1):
                self.reads += client.get(f"/v1/videos/{self.task}").status_code == httpx2.codes.OK


@dataclass(frozen=True)
class Seen:
    """How late each film was known, sorted, and what was asked meanwhile."""

    late: list[float]
    questions: int
    reads: int
    #: Questions about the one task that was read.
    of_one: int

    @property
    def held(self) -> bool:
        """Whether the worst is within the bound, and readers cost the vendor nothing."""
        most = 2 + (JOB_SECONDS + WORST_SECONDS) / (0.9 * SLOWLY)
        return len(self.late) == TASKS and self.late[-1] <= WORST_SECONDS and self.of_one <= most


def run(long: bool) -> bool:
    """Print the figures; true when they are within their bounds. PostgreSQL is the long form's."""
    table = Table(title=f"{TASKS} films at a vendor that takes 100 ms to answer, each asked after every {SLOWLY:g} s")
    columns = ("known late by: median", "p99", "worst", "questions a task", "reads of one task", "its questions")
    for column in ("store", *columns, "questions a read"):
        table.add_column(column, justify="right")
    held = []
    for store in STORES if long else STORES[:1]:
        with database(store) as url, tempfile.TemporaryDirectory(prefix="rushes-stale-") as name:
            seen = _watched(Path(name), url)
        held.append(seen.held)
        late = (seen.late[len(seen.late) // 2], seen.late[int(len(seen.late) * 0.99)], seen.late[-1])
        asked = (f"{seen.questions / len(seen.late):.1f}", str(seen.reads), str(seen.of_one))
        table.add_row(store, *(f"{one:.1f} s" for one in late), *asked, f"{seen.of_one / max(1, seen.reads):.3f}")
    Console(width=120).print(table)
    return all(held)


def _watched(folder: Path, url: str | None) -> Seen:
    fake = Fake(folder, bounds=SLOWEST).start(slots=TASKS, seconds=JOB_SECONDS, query_delay=0.1)
    life = Life(Plan(folder, url, fake.table))
    try:
        tasks = _created(life)
        reading = Reading(life, tasks[-1])
        threads = reading.start()
        until(lambda: open_tasks(folder, url) == 0, JOB_SECONDS + 120)
        reading.halted.set()
        for thread in threads:
            thread.join()
        books, jobs = fake.call("GET", "/_fake/ledger"), fake.call("GET", "/_fake/jobs")["jobs"]
        told = {row["task_id"]: row["at"] for row in rows(folder, url, TOLD)}
    finally:
        life.kill()
        fake.stop()
    late = sorted(told[job["external_task_id"]] - job["ends_at"] for job in jobs)
    of_one = {job["external_task_id"]: job["asked"] for job in jobs}[reading.task]
    return Seen(late, books["requests"].get("query", 0), reading.reads, of_one)


def _created(life: Life) -> list[str]:
    tasks = []
    with life.client() as client:
        began = time.monotonic()
        for number in range(TASKS):
            tasks.append(client.post("/v1/video/generations", json=BODY).raise_for_status().json()["id"])
            time.sleep(max(0.0, began + number / CREATES_A_SECOND - time.monotonic()))
    return tasks
