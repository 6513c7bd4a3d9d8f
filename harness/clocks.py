"""The clock of a working server is set, by hours and by days, forward and back: tasks go on as if it had not been.

Tasks stand in all states when it happens, at a vendor that breaks connections. Its own clock stays as it is.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import httpx2
from rich.console import Console
from rich.table import Table

from harness.books import faults, left_over, open_tasks
from harness.lives import Life, Plan
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
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="rushes-clocks-") as name:
        folder = Path(name)
        fake = Fake(folder).start(seconds=0.6)
        life = Life(Plan(folder, None, fake.table))
        try:
            fake.spoil(FAULTS)
            answered = []
            with life.client() as client:
                for leap in leaps:
                    answered += [_created(client) for _ in range(TASKS_A_LEAP)]
                    life.set_clock(leap)
                answered += [_created(client) for _ in range(TASKS_A_LEAP)]
            until(lambda: open_tasks(folder, None) == 0, 120 + len(leaps) * 5)
            until(lambda: left_over(folder) == 0, 30)
            jobs = fake.call("GET", "/_fake/jobs")["jobs"]
            life.kill()
            wrong = +faults(folder, None, answered, jobs)
        finally:
            fake.stop()
    table = Table(title="the clock of a working server is set by 2 hours and by days, both ways, SQLite")
    for column in ("settings", "tasks", "wrong", "time"):
        table.add_column(column, justify="right")
    told = ", ".join(f"{number} {kind}" for kind, number in wrong.items()) or "0"
    table.add_row(str(len(leaps)), str(len(answered)), told, f"{time.monotonic() - began:.0f} s")
    Console(width=110).print(table)
    return not wrong


def _created(client: httpx2.Client) -> str:
    time.sleep(PAUSE_SECONDS)
    return str(client.post("/v1/video/generations", json=BODY).raise_for_status().json()["id"])
