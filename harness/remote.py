"""A host of its own for a worker, whose cable can be pulled: nothing that either side sends arrives, nobody is told.

As root it is a network namespace with a virtual cable to this machine, over which PostgreSQL is reached directly.
Where the system does not allow that, a relay stands between the two, which takes all and passes nothing on.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from harness.postgres import Postgres

CLONE_NEWNET = 0x40000000
#: A network that nobody else on this machine has a route to.
HERE, THERE, BITS = "10.213.77.1", "10.213.77.2", 30
PORT = 54329


class Host(Protocol):
    """Where a worker runs."""

    #: How it is cut off, or why not otherwise, for people.
    how: str
    #: How PostgreSQL is reached from it.
    url: str
    #: The name of its network namespace; None for this machine's own.
    space: str | None

    def cut(self) -> None:
        """Pull the cable."""

    def mend(self) -> None:
        """Put it back."""


@contextmanager
def hosted() -> Iterator[tuple[Postgres, Host]]:
    """A PostgreSQL, started, and another host that reaches it."""
    refused = _refused()
    with _relayed(refused) if refused else _namespace() as made:
        yield made


def enter(space: str) -> None:
    """Move this process, which has one thread yet, to a host."""
    with Path(f"/run/netns/{space}").open() as there:
        if ctypes.CDLL(None, use_errno=True).setns(there.fileno(), CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "setns")


class _Cabled:
    """A network namespace at the other end of a virtual cable."""

    how = "in a network namespace, its cable pulled"

    def __init__(self, space: str, url: str) -> None:
        self.space, self.url = space, url

    def cut(self) -> None:
        _ip("link", "set", self.space, "down")

    def mend(self) -> None:
        _ip("link", "set", self.space, "up")


@contextmanager
def _namespace() -> Iterator[tuple[Postgres, Host]]:
    space = f"rushes{os.getpid()}"[:15]  # the longest name that a cable may have
    _ip("netns", "add", space)
    try:
        _ip("link", "add", space, "type", "veth", "peer", "name", "eth0", "netns", space)
        for where, name, address in (([], space, HERE), (["-n", space], "eth0", THERE)):
            _ip(*where, "addr", "add", f"{address}/{BITS}", "dev", name)
            _ip(*where, "link", "set", name, "up")
        server = Postgres(port=PORT, address=HERE).start()
        try:
            yield server, _Cabled(space, server.url())
        finally:
            server.stop()
    finally:
        _ip("netns", "del", space)


def _refused() -> str:
    """Why there can be no network namespace; empty where there can."""
    if not shutil.which("ip"):
        return "iproute2 is not installed"
    tried = f"rushes-try{os.getpid()}"
    made = subprocess.run(["ip", "netns", "add", tried], check=False, capture_output=True, text=True)
    if made.returncode:
        return made.stderr.strip()
    cable = ["ip", "link", "add", "rushes-try", "type", "veth", "peer", "name", "eth0", "netns", tried]
    laid = subprocess.run(cable, check=False, capture_output=True, text=True)
    subprocess.run(["ip", "netns", "del", tried], check=False, capture_output=True)
    return laid.stderr.strip()


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


class _Relayed:
    """A relay in a thread of its own. While it is dark, it neither passes on nor hangs up."""

    space = None

    def __init__(self, server: Path, why: str) -> None:
        self.how = f"behind a relay gone silent (no network namespace: {why})"
        self.url = ""
        self._server, self._loop, self._lit = server, asyncio.new_event_loop(), asyncio.Event()
        self._lit.set()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def start(self) -> None:
        self._thread.start()
        self._ready.wait()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def cut(self) -> None:
        self._loop.call_soon_threadsafe(self._lit.clear)

    def mend(self) -> None:
        self._loop.call_soon_threadsafe(self._lit.set)

    def _serve(self) -> None:
        listening = self._loop.run_until_complete(asyncio.start_server(self._pass, "127.0.0.1", 0))
        self.url = f"postgresql://postgres@127.0.0.1:{listening.sockets[0].getsockname()[1]}/postgres"
        self._ready.set()
        self._loop.run_forever()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._lit.wait()
        try:
            there, back = await asyncio.open_unix_connection(str(self._server))
        except OSError:  # PostgreSQL is down
            writer.transport.abort()
            return
        await asyncio.gather(self._copy(reader, back), self._copy(there, writer))

    async def _copy(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await source.read(65536):
                await self._lit.wait()
                target.write(data)
                await target.drain()
        await self._lit.wait()
        target.close()


@contextmanager
def _relayed(why: str) -> Iterator[tuple[Postgres, Host]]:
    server = Postgres().start()
    relay = _Relayed(server.folder / ".s.PGSQL.5432", why)
    relay.start()
    try:
        yield server, relay
    finally:
        relay.stop()
        server.stop()
