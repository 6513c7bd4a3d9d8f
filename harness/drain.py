"""SIGTERM under load: is every request answered or cleanly refused, nothing lost, and how soon is it over?"""

from __future__ import annotations

import json
import signal
import socket
import sqlite3
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
from rich.console import Console
from rich.table import Table

from harness.accounts import BUDGET, SETTINGS, look
from harness.process import Server

BODY = {"model": "previs-std-silent", "prompt": "a boat at sea", "duration": 3}
PATH = "/v1/video/generations"
CLIENTS = 6
MOST_SECONDS = 15.0
#: A connection that the kernel took and nobody accepted before the end is cut by the kernel: one a client at most.
MOST_CUT = CLIENTS


@dataclass
class Findings:
    """What clients saw of one stop."""

    answers: Counter[str] = field(default_factory=Counter)
    answered: list[str] = field(default_factory=list)
    seconds: float = 0.0
    exit: int | None = None
    odd: list[str] = field(default_factory=list)

    def hear(self, answer: httpx2.Response) -> None:
        """A client was answered."""
        if answer.status_code == 200:
            self.answers["answered"] += 1
            self.answered.append(str(answer.json()["id"]))
        elif answer.status_code == 503 and answer.json()["error"]["code"] == "server_busy":
            self.answers["refused with 503"] += 1
        else:
            self.odd.append(f"{answer.status_code} {answer.text}")


def run(long: bool) -> bool:
    """Print the figures; true when nothing was lost."""
    table = Table(title="SIGTERM under load, previs, SQLite")
    for column in (
        "stop",
        "answered",
        "refused with 503",
        "refused to connect",
        "cut off",
        "exit after",
        "lost or odd",
    ):
        table.add_column(column, justify="left" if column == "stop" else "right")
    good = True
    for at in range(20 if long else 1):
        with tempfile.TemporaryDirectory(prefix="rushes-drain-") as folder:
            server = Server(Path(folder) / "data", dict(SETTINGS))
            try:
                stops = {"soft": soft_stop(server), "second signal": second_signal(server)}
                stops["soft"].odd += comes_back(server, stops["soft"].answered) if at == 0 else []
            finally:
                server.kill()
        for name, found in stops.items():
            seen = [found.answers[what] for what in ("answered", "refused with 503", "refused to connect", "cut off")]
            table.add_row(name, *(str(count) for count in seen), f"{found.seconds:.1f} s", str(len(found.odd)))
            good = good and not found.odd
            for line in found.odd[:5]:
                print(f"{name}: {line}")
    Console(width=110).print(table)
    return good


def soft_stop(server: Server) -> Findings:
    """Clients create, one uploads slowly, one waits for its film; then comes the signal."""
    found, halt = Findings(), threading.Event()
    server.start()
    threads = [threading.Thread(target=_create, args=(server.url, found, halt)) for _ in range(CLIENTS)]
    threads += [threading.Thread(target=_wait, args=(server.url, found))]
    for thread in threads:
        thread.start()
    time.sleep(1.5)
    upload = SlowUpload(server.url)
    _end(server, found, lambda: upload.finish(found))
    halt.set()
    for thread in threads:
        thread.join()
    if found.exit != 0:
        found.odd.append(f"exit code {found.exit}: {server.log()[-500:]}")
    if found.answers["cut off"] > MOST_CUT:
        found.odd.append(f"{found.answers['cut off']} requests were cut off")
    if found.answers["waiting was answered"] != 1:
        found.odd.append("who waited for a film was not answered")
    found.odd += _table_says(server.data, found.answered)
    return found


def second_signal(server: Server) -> Findings:
    """A request that never ends holds the stop up; a second signal does not wait for it."""
    found = Findings()
    server.start()
    server.create(**BODY)
    upload = SlowUpload(server.url)
    assert server.process is not None
    server.process.send_signal(signal.SIGTERM)
    time.sleep(0.2)
    _end(server, found, lambda: None)
    upload.close()
    if found.exit != -signal.SIGTERM:
        found.odd.append(f"exit code {found.exit}")
    found.odd += _sound(server.data)
    return found


def comes_back(server: Server, answered: list[str]) -> list[str]:
    """Start again: all are there, and films are made. All but two are removed, for time's sake."""
    server.start()
    with server.client() as client:
        missing = [task for task in answered if client.get(f"/v1/videos/{task}").status_code != 200]
        for task in answered[2:]:
            client.delete(f"/v1/videos/{task}")
    ends = [(task, server.finished(task)) for task in answered[:2] if task not in missing]
    odd = [f"{task} was answered and is gone" for task in missing]
    return odd + [f"{task} ended as {end['status']}" for task, end in ends if end["status"] != "completed"]


class SlowUpload:
    """A create whose body comes in two pieces."""

    def __init__(self, url: str) -> None:
        place = urlsplit(url)
        body = json.dumps(BODY).encode()
        self._rest = body[10:]
        self._socket = socket.create_connection((place.hostname, place.port), 30)
        head = f"POST {PATH} HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Type: application/json\r\n"
        self._socket.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body[:10])
        time.sleep(0.2)  # it must be under way when the signal comes

    def finish(self, found: Findings) -> None:
        """Send the rest and hear the answer."""
        self._socket.sendall(self._rest)
        answer = b""
        while piece := self._socket.recv(65536):
            answer += piece
        self.close()
        head, _, body = answer.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            found.odd.append(f"a slow upload was answered {answer[:300]!r}")
            return
        found.answered.append(str(json.loads(body)["id"]))

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


def _end(server: Server, found: Findings, meanwhile: Callable[[], None]) -> None:
    """The signal, what a client does then, and the process's end."""
    assert server.process is not None
    began = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    meanwhile()
    found.exit = server.process.wait(60)
    found.seconds = time.monotonic() - began
    if found.seconds > MOST_SECONDS:
        found.odd.append(f"it took {found.seconds:.1f} s to end")


def _create(url: str, found: Findings, halt: threading.Event) -> None:
    with httpx2.Client(base_url=url, timeout=60, trust_env=False) as client:
        while not halt.is_set():
            try:
                found.hear(client.post(PATH, json=BODY))
            except httpx2.ConnectError:
                found.answers["refused to connect"] += 1
            except httpx2.TransportError:
                found.answers["cut off"] += 1
            time.sleep(0.02)


def _wait(url: str, found: Findings) -> None:
    with httpx2.Client(base_url=url, timeout=60, trust_env=False) as client:
        answer = client.post(PATH, json=BODY, headers={"Prefer": "wait=60"})
    found.hear(answer)
    found.answers["waiting was answered"] += answer.status_code == 200


def _table_says(data: Path, answered: list[str]) -> list[str]:
    """Whether the table has all that was answered, none of it held or counted as a try."""
    with closing(sqlite3.connect(data / "rushes.db")) as database:
        tasks = {
            task: (status, attempt)
            for task, status, attempt in database.execute("SELECT id, status, attempt FROM task")
        }
    odd = [f"{task} was answered and is not in the table" for task in answered if task not in tasks]
    left = {task: found for task, found in tasks.items() if found not in (("queued", 0), ("succeeded", 1))}
    return [*odd, *(f"{task} was left as {found}" for task, found in left.items()), *_sound(data)]


def _sound(data: Path) -> list[str]:
    wrong = look(data / "rushes.db", budget=BUDGET)
    with closing(sqlite3.connect(data / "rushes.db")) as database:
        found = str(database.execute("PRAGMA integrity_check").fetchone()[0])
    return wrong if found == "ok" else [*wrong, found]
