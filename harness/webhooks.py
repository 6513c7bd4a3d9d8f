"""Webhooks to a receiver that fails in every way, from a server that is killed: is one lost, has one two ids?

Every event that the database holds is owed once. The schedule is the standard's, shortened by settings.
"""

from __future__ import annotations

import contextlib
import json
import random
import sqlite3
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
from rich.console import Console
from rich.table import Table

from harness import accounts
from harness.process import Server, until
from harness.receiver import ANSWERS, Letter, Receiver, failing
from rushes.core.event import KINDS
from rushes.core.webhook import USUAL_TYPES, headers_of, key_of_secret

#: Events, and kills on the way.
SHORT, LONG = (200, 4), (1000, 20)
SHARE = 0.5
SETTINGS = {
    **accounts.SETTINGS,
    "RUSHES_WEBHOOKS__ALLOW_HTTP": "true",
    "RUSHES_WEBHOOKS__ALLOW_NETWORKS": '["127.0.0.0/8"]',
    "RUSHES_WEBHOOKS__SCHEDULE": json.dumps([0.05, 0.1, 0.2, 0.3, 0.5, 0.5, 1, 1, 1, 2, 2, 2]),
    "RUSHES_WEBHOOKS__TIMEOUT_SECONDS": "0.5",
    "RUSHES_PREVIS__SLOTS": "1",
}
#: Keeps the one slot busy, so that all others only come and go.
BLOCK = {"model": "previs-pro-audio", "prompt": "a long film", "duration": 15}
BODY = {"model": "previs-std-silent", "prompt": "a boat at sea", "duration": 3}


@dataclass
class Found:
    """What is left at the end."""

    secret: str = ""
    #: Events that were owed, as (task, number).
    owed: set[tuple[str, int]] = field(default_factory=set)
    #: Deliveries by id: the event and the state.
    deliveries: dict[str, tuple[tuple[str, int], str]] = field(default_factory=dict)
    seconds: float = 0.0


def run(long: bool) -> bool:
    """Print the figures; true when nothing was lost."""
    events, kills = LONG if long else SHORT
    with (
        tempfile.TemporaryDirectory(prefix="rushes-webhooks-") as folder,
        Receiver(failing(SHARE, tuple(ANSWERS), events)) as receiver,
    ):
        server = Server(Path(folder) / "data", dict(SETTINGS)).start()
        try:
            found = _story(server, receiver, events, kills)
        finally:
            server.kill()
        return _report(kills, found, receiver)


def _story(server: Server, receiver: Receiver, events: int, kills: int) -> Found:
    found, began = Found(), time.monotonic()
    with server.client() as client:
        found.secret = (
            client.post("/v1/webhooks", json={"url": f"{receiver.url}/hook"}).raise_for_status().json()["secret"]
        )
    server.create(**BLOCK)
    halt = threading.Event()
    asking = threading.Thread(target=_ask, args=(server, events, halt))
    asking.start()
    chance = random.Random(kills)
    for _ in range(kills):
        time.sleep(0.3 + chance.random() * 1.5)
        server.kill()
        server.start()
    asking.join()
    halt.set()
    until(lambda: not _pending(server), 240)
    server.kill()
    found.seconds = time.monotonic() - began
    accounts.look(server.data / "rushes.db", budget=accounts.BUDGET)
    with sqlite3.connect(server.data / "rushes.db") as database:
        told = [kind for kind, name in KINDS.items() if name in USUAL_TYPES]
        marks = ", ".join("?" for _ in told)
        rows = database.execute(f"SELECT task_id, sequence FROM event WHERE kind IN ({marks})", told)
        found.owed = {(task, int(number)) for task, number in rows}
        for delivery, task, number, state in database.execute("SELECT id, task_id, sequence, state FROM delivery"):
            found.deliveries[delivery] = ((task, int(number)), state)
    return found


def _ask(server: Server, events: int, halt: threading.Event) -> None:
    """Create and cancel: two events each."""
    made = 0
    while made < events and not halt.is_set():
        with contextlib.suppress(httpx2.TransportError), server.client() as client:
            task = client.post("/v1/video/generations", json=BODY).json()["id"]
            made += 1
            client.post(f"/v1/videos/{task}/cancel").raise_for_status()
            made += 1
        time.sleep(0.01)


def _pending(server: Server) -> int:
    """Deliveries that are on their way."""
    with sqlite3.connect(f"file:{server.data / 'rushes.db'}?mode=ro", uri=True, timeout=30) as database:
        return int(database.execute("SELECT count(*) FROM delivery WHERE state = 'pending'").fetchone()[0])


def _report(kills: int, found: Found, receiver: Receiver) -> bool:
    ways = Counter(letter.way for letter in receiver.letters)
    arrived = receiver.taken
    lost = [name for name, (_, state) in found.deliveries.items() if state != "delivered" or not arrived[name]]
    events = Counter(event for event, _ in found.deliveries.values())
    unowed = len(found.owed ^ set(events)) + sum(count - 1 for count in events.values())
    strange = sum(letter.id not in found.deliveries or not _signed(letter, found.secret) for letter in receiver.letters)
    again = sum(count - 1 for count in arrived.values())
    table = Table(title="webhooks: a receiver that fails in every way, a sender killed with kill -9, SQLite")
    for column in (
        "events",
        "kills",
        "requests",
        "failed",
        "ways",
        "lost",
        "without one id",
        "forged",
        "twice",
        "time",
    ):
        table.add_column(column, justify="right")
    failed = sum(ways.values()) - ways["good"]
    row = (
        len(found.owed), kills, len(receiver.letters), failed, len(ways) - 1, len(lost), unowed, strange, again,
        f"{found.seconds:.0f} s",
    )  # fmt: skip
    table.add_row(*(str(value) for value in row))
    Console(width=130).print(table)
    return not lost and not unowed and not strange


def _signed(letter: Letter, secret: str) -> bool:
    at = float(letter.headers["webhook-timestamp"])
    right = headers_of([key_of_secret(secret)], letter.id, letter.body, at)
    return letter.headers["webhook-signature"] == right["webhook-signature"]
