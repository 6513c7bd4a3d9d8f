"""kill -9 of the real server at random moments under load: is an answered create ever lost, a half film ever served?"""

from __future__ import annotations

import random
import sqlite3
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
from rich.console import Console
from rich.table import Table

from harness.accounts import BUDGET, SETTINGS, look
from harness.process import Server, until

SHORT, LONG = (6, 8), (100, 120)
BODY = {"model": "previs-std-silent", "prompt": "a boat at sea", "duration": 3}


@dataclass
class Tally:
    """What was asked and what was seen."""

    answered: list[str] = field(default_factory=list)
    served: dict[str, set[bytes]] = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)


def run(long: bool) -> bool:
    """Print the figures; true when nothing was lost."""
    kills, creates = LONG if long else SHORT
    with tempfile.TemporaryDirectory(prefix="rushes-kills-") as folder:
        server = Server(Path(folder) / "data", dict(SETTINGS)).start()
        try:
            return _report(kills, *_story(server, kills, creates))
        finally:
            server.kill()


def _story(server: Server, kills: int, creates: int) -> tuple[Tally, float, int, str]:
    tally, halt, chance = Tally(), threading.Event(), random.Random(kills)
    threads = [
        threading.Thread(target=_create, args=(server, tally, creates, halt)),
        threading.Thread(target=_download, args=(server, tally, halt)),
    ]
    for thread in threads:
        thread.start()
    slowest = 0.0
    for _ in range(kills):
        time.sleep(chance.random() * 3)
        server.kill()
        began = time.monotonic()
        server.start()
        slowest = max(slowest, time.monotonic() - began)
    threads[0].join()
    until(lambda: all(server.get(task)["status"] in ("completed", "failed") for task in tally.answered), 60 * creates)
    halt.set()
    threads[1].join()
    left = sum(1 for path in (server.data / "media").rglob("*") if path.is_file())
    look(server.data / "rushes.db", budget=BUDGET)
    with sqlite3.connect(server.data / "rushes.db") as database:
        integrity = str(database.execute("PRAGMA integrity_check").fetchone()[0])
    for task in tally.answered:
        found = server.get(task)
        if found["status"] != "completed":
            tally.odd.append(f"{task}: {found['error']}")
            continue
        film = httpx2.get(found["video_url"], trust_env=False).content
        if tally.served.get(task, {film}) != {film}:
            tally.odd.append(f"{task}: served in more than one form")
    return tally, slowest, left, integrity


def _report(kills: int, tally: Tally, slowest: float, left: int, integrity: str) -> bool:
    films = len(tally.answered) - sum(": served" not in odd for odd in tally.odd)
    orphans = left - 2 * films
    table = Table(title="kill -9 at random moments under load, previs, SQLite")
    for column in ("kills", "creates answered", "films", "lost or odd", "orphan files", "slowest start", "integrity"):
        table.add_column(column, justify="right")
    row = (kills, len(tally.answered), films, len(tally.odd), orphans, f"{slowest:.2f} s", integrity)
    table.add_row(*(str(value) for value in row))
    Console(width=110).print(table)
    for odd in tally.odd:
        print(odd)
    return not tally.odd and orphans == 0 and integrity == "ok"


def _create(server: Server, tally: Tally, creates: int, halt: threading.Event) -> None:
    while len(tally.answered) < creates and not halt.is_set():
        try:
            tally.answered.append(server.create(**BODY)["id"])
        except httpx2.TransportError:
            time.sleep(0.02)
        time.sleep(0.2)


def _download(server: Server, tally: Tally, halt: threading.Event) -> None:
    while not halt.is_set():
        for task in list(tally.answered):
            try:
                with server.client() as client:
                    film = client.get(f"/v1/videos/{task}/content")
            except httpx2.TransportError:
                continue
            if film.status_code == 200:
                tally.served.setdefault(task, set()).add(film.content)
        time.sleep(0.5)
