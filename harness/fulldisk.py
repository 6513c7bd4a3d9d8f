"""A real server on a real full disk: a small tmpfs in a name space of its own, which needs no root."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from harness.accounts import BUDGET, SETTINGS, look
from harness.process import Server, until

SIZE = "24m"
BODY = {"model": "previs-std-silent", "prompt": "a boat at sea", "duration": 3}
#: Creates that must be refused before the room is given back.
REFUSALS = 5


@dataclass
class Outcome:
    """What became of the creates."""

    asked: int = 0
    answered: list[str] = field(default_factory=list)
    refused: int = 0
    stored: int = 0
    films: int = 0
    odd: list[str] = field(default_factory=list)

    def hear(self, answer: httpx2.Response) -> None:
        """The answer of one create."""
        self.asked += 1
        if answer.status_code == 200:
            self.answered.append(str(answer.json()["id"]))
        elif answer.status_code == 503 and answer.json()["error"]["code"] == "storage_full":
            self.refused += 1
        else:
            self.odd.append(f"{answer.status_code} {answer.text}")


class Walled(Server):
    """A server whose data folder is a small disk that only it can see."""

    def command(self) -> list[str]:
        """Mount the disk, then become the server."""
        mount = f'mount -t tmpfs -o size={SIZE},mode=700 tmpfs "$0" && exec "$@"'
        return [*WALL, "sh", "-c", mount, str(self.data), *super().command()]

    @property
    def inner(self) -> Path:
        """The data folder, seen through the server."""
        assert self.process is not None
        return Path(f"/proc/{self.process.pid}/root{self.data.resolve()}")


WALL = ["unshare", "--user", "--map-root-user", "--mount"]


def possible() -> bool:
    """Whether this user may make a name space and mount in it."""
    if not shutil.which("unshare"):
        return False
    with tempfile.TemporaryDirectory() as folder:
        mount = [*WALL, "mount", "-t", "tmpfs", "tmpfs", folder]
        return subprocess.run(mount, check=False, capture_output=True).returncode == 0


def real_disk(rounds: int) -> Outcome:
    """Fill the disk under the server, ask, give room again: films are made in the end by the same process."""
    found = Outcome()
    with tempfile.TemporaryDirectory(prefix="rushes-full-") as folder:
        data = Path(folder) / "data"
        data.mkdir()
        server = Walled(data, dict(SETTINGS)).start()
        try:
            for _ in range(rounds):
                _round(server, found)
            _settle(server, found)
        finally:
            server.kill()
    return found


def _round(server: Walled, found: Outcome) -> None:
    balloon = server.inner / "balloon"
    with server.client() as client:
        found.hear(client.post("/v1/video/generations", json=BODY))
        _blow(balloon)
        refused = found.refused
        end = time.monotonic() + 60
        while found.refused < refused + REFUSALS and time.monotonic() < end:
            found.hear(client.post("/v1/video/generations", json=BODY))
            _blow(balloon)
        time.sleep(4)  # runs meet the full disk too
        balloon.unlink()
        found.hear(client.post("/v1/video/generations", json=BODY))


def _ledger(server: Walled) -> list[str]:
    """What does not add up: in a copy, for SQLite would follow the way in there to a disk that is not the server's."""
    with tempfile.TemporaryDirectory(prefix="rushes-full-") as folder:
        for name in ("rushes.db", "rushes.db-wal"):
            shutil.copy(server.inner / name, folder)
        return look(Path(folder) / "rushes.db", budget=BUDGET)


def _blow(balloon: Path) -> None:
    """Take all room that is left."""
    with balloon.open("ab", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue


def _settle(server: Walled, found: Outcome) -> None:
    until(lambda: all(server.get(task)["status"] in ("completed", "failed") for task in found.answered), 240)
    for task in found.answered:
        ended = server.get(task)
        found.films += ended["status"] == "completed"
        if ended["status"] != "completed":
            found.odd.append(f"{task}: {ended['error']}")
            continue
        film = httpx2.get(ended["video_url"], trust_env=False)
        if film.status_code != 200 or b"moov" not in film.content:
            found.odd.append(f"{task}: its film is answered {film.status_code}, {len(film.content)} bytes")
    with server.client() as client:
        found.stored = len(client.get("/v1/videos?limit=100").json()["data"])
    if found.stored != len(found.answered):
        found.odd.append(f"{len(found.answered)} answered, {found.stored} stored")
    found.odd += _ledger(server)
    left = [path.name for path in (server.inner / "media").rglob("*") if path.is_file()]
    if len(left) != 2 * found.films:
        found.odd.append(f"{len(left)} files for {found.films} films: {left}")
