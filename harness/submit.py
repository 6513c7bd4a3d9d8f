"""Paid jobs under kill -9 and a vendor that breaks connections: is one lost, is one sent twice?

The vendor is `rushes fake-kling` with slow accepts, 2 % resets and 1 % each of worse things after acceptance; its books
say what was accepted. The same with a naive submit (a retry after a time-out, no look-up) shows what all this is for.
"""

from __future__ import annotations

import random
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from rich.console import Console
from rich.table import Table

from harness.accounts import BUDGET, look
from harness.process import Server, until
from harness.vendor import Fake

#: Tasks, kills.
SHORT, LONG = (60, 3), (500, 5)
CREATES_A_SECOND = 40
FAULTS = {"reset_after": 0.02, "http_500_after": 0.01, "truncated_after": 0.01, "silence_after": 0.01, "reset": 0.01}
SLOW = {"accept_delay": 0.1, "answer_delay": 0.08}
BODY = {"model": "kling-v3-std-silent", "prompt": "a boat at sea", "duration": 3}
#: The worker as it is too often written: what broke off is tried again.
NAIVE = """
import sys
from rushes.core.task import Task
from rushes.vendor_errors import SubmitUncertain
Task.in_doubt = property(lambda task: False)
SubmitUncertain.retryable = True
sys.argv = ["rushes", *sys.argv[1:]]
from rushes.cli import main
main()
"""


@dataclass
class NaiveServer(Server):
    """A server that forgets its intents."""

    def command(self) -> list[str]:
        """The same command, patched."""
        return [sys.executable, "-c", NAIVE, *super().command()[3:]]


@dataclass(frozen=True)
class Outcome:
    """What one run has shown."""

    kind: str
    tasks: int
    kills: int
    lost: int
    failed: int
    books: dict[str, Any]
    seconds: float


def run(long: bool) -> bool:
    """Print the figures; true when the protocol lost and doubled nothing, and its books agree."""
    tasks, kills = LONG if long else SHORT
    outcomes = [story(kind, tasks, kills) for kind in ("protocol", "naive")]
    _print(outcomes)
    ours = outcomes[0]
    return ours.lost == 0 and ours.failed == 0 and not ours.books["doubled"] and ours.books["accepted"] == tasks


def story(kind: str, tasks: int, kills: int) -> Outcome:
    """One run against a fresh fake."""
    began, chance = time.monotonic(), random.Random(tasks)
    with tempfile.TemporaryDirectory(prefix="rushes-submit-") as folder:
        fake = Fake(Path(folder)).start(**SLOW)
        fake.spoil(FAULTS)
        server = (Server if kind == "protocol" else NaiveServer)(Path(folder) / "data", fake.settings).start()
        answered: list[str] = []
        thread = threading.Thread(target=_create, args=(server, tasks, answered))
        thread.start()
        try:
            for _ in range(kills):
                time.sleep(0.5 + chance.random() * tasks / CREATES_A_SECOND)
                server.kill()
                server.start()
            thread.join()
            ended: dict[str, str] = {}
            until(lambda: _ended(server, answered, ended), 120 + tasks)
            books = fake.call("GET", "/_fake/ledger")
        finally:
            server.kill()
            fake.stop()
        look(server.data / "rushes.db", budget=BUDGET)
    lost = sum(task not in ended for task in answered)
    failed = sum(status == "failed" for status in ended.values())
    return Outcome(kind, tasks, kills, lost, failed, books, time.monotonic() - began)


def _create(server: Server, tasks: int, answered: list[str]) -> None:
    """Each task under a key of its own, so that a create that died with the server is asked again and not doubled."""
    for number in range(tasks):
        while True:
            try:
                with server.client(headers={"Idempotency-Key": f"task-{number}"}) as client:
                    answer = client.post("/v1/video/generations", json=BODY)
            except httpx2.TransportError:
                time.sleep(0.05)
                continue
            if answer.status_code == 200:
                answered.append(answer.json()["id"])
                break
            time.sleep(0.05)
        time.sleep(1 / CREATES_A_SECOND)


def _ended(server: Server, answered: list[str], ended: dict[str, str]) -> bool:
    with server.client() as client:
        for task in answered:
            if task not in ended:
                status = client.get(f"/v1/videos/{task}").json()["status"]
                if status in ("completed", "failed"):
                    ended[task] = status
    time.sleep(0.5)
    return len(ended) == len(answered)


def _print(outcomes: list[Outcome]) -> None:
    table = Table(title="paid jobs under kill -9 and broken connections, against fake-kling, SQLite")
    columns = (
        "submit",
        "tasks",
        "kills",
        "faults",
        "accepted",
        "doubled",
        "lost",
        "failed",
        "units",
        "look-ups",
        "time",
    )
    for column in columns:
        table.add_column(column, justify="right")
    for one in outcomes:
        books = one.books
        row = (
            one.kind, one.tasks, one.kills, sum(books["faults"].values()), books["accepted"],
            sum(count - 1 for count in books["doubled"].values()), one.lost, one.failed, books["units_billed"],
            books["requests"].get("look_up", 0), f"{one.seconds:.0f} s",
        )  # fmt: skip
        table.add_row(*(str(value) for value in row))
    Console(width=120).print(table)
