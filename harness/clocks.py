"""The clock of a working server is set, by hours and by days, forward and back: tasks go on as if it had not been.

Tasks stand in all states when it happens, at a vendor that breaks connections. Its own clock stays as it is.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import httpx2
from rich.console import Console
from rich.table import Table

from harness.books import faults, left_over, open_tasks
from harness.lives import Life, Plan
from harness.postgres import STORES, database
from harness.process import until
from harness.vendor import Fake

#: What the clock is set by, one after the other, in seconds.
HOUR, DAY = 3600.0, 86400.0
SHORT = (2 * HOUR, -2 * HOUR, 3 * DAY, -6 * DAY, 3 * DAY)
LONG = SHORT * 12
FAULTS = {"reset_after": 0.1, "code_1303": 0.1, "http_500_after": 0.05, "file_truncated": 0.05}
BODY = {"model": "kling-v3-std-silent", "prompt": "a boat at sea", "duration": 3}
TASKS_A_LEAP, PAUSE_SECONDS = 8, 0.15


def run(long: bool) -> bool:
    """Print the figures; true when every task has its film and every bill is right."""
    leaps = LONG if long else SHORT
    table = Table(title="the clock of a working server is set by 2 hours and by days, both ways")
    for column in ("store", "settings", "tasks", "wrong", "time"):
        table.add_column(column, justify="right")
    held = []
    for store in STORES:
        began = time.monotonic()
        with database(store) as url, tempfile.TemporaryDirectory(prefix="rushes-clocks-") as name:
            tasks, wrong = _through(Path(name), url, leaps)
        held.append(not wrong)
        told = ", ".join(f"{number} {kind}" for kind, number in wrong.items()) or "0"
        table.add_row(store, str(len(leaps)), str(tasks), told, f"{time.monotonic() - began:.0f} s")
    Console(width=110).print(table)
    return all(held)


def _through(folder: Path, url: str | None, leaps: Sequence[float]) -> tuple[int, Counter[str]]:
    """How many tasks there were while the clock was set, and what is wrong afterwards, by kind."""
    fake = Fake(folder).start(seconds=0.6)
    life = Life(Plan(folder, url, fake.table))
    try:
        fake.spoil(FAULTS)
        answered = []
        with life.client() as client:
            for leap in leaps:
                answered += [_created(client) for _ in range(TASKS_A_LEAP)]
                life.set_clock(leap)
            answered += [_created(client) for _ in range(TASKS_A_LEAP)]
        until(lambda: open_tasks(folder, url) == 0, 120 + len(leaps) * 5)
        if url is None:  # in a shared place, what is left over may be another's for some hours
            until(lambda: left_over(folder) == 0, 30)
        jobs = fake.call("GET", "/_fake/jobs")["jobs"]
        life.kill()
        return len(answered), +faults(folder, url, answered, jobs)
    finally:
        fake.stop()


def _created(client: httpx2.Client) -> str:
    time.sleep(PAUSE_SECONDS)
    return str(client.post("/v1/video/generations", json=BODY).raise_for_status().json()["id"])
