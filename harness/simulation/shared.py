"""The database of a simulated fleet: a real PostgreSQL with the shipped engine over the shipped driver.

Its clock is the simulation's: `clock_timestamp` of a schema before PostgreSQL's own reads a file that the simulation
writes, and its limits of time are kept by `wires.py`. What it keeps survives all simulated processes.
"""

from __future__ import annotations

import asyncio
import os
import random
from asyncio import events
from collections.abc import Callable, Collection, Coroutine, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar
from unittest.mock import patch

import asyncpg
from asyncpg.protocol import protocol as driver

from harness.postgres import FAST, Postgres
from harness.simulation.disk import Disk
from harness.simulation.loop import World
from harness.simulation.wires import Wires
from rushes.settings import Settings
from rushes.storage.opening import open_store
from rushes.storage.postgres import connecting
from rushes.storage.postgres.schema import migrated
from rushes.storage.store import TaskStore

T = TypeVar("T")
NAME = "simulation"
#: In a schema that is looked through before PostgreSQL's own.
CLOCK = """
CREATE FUNCTION clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
AS $$ SELECT to_timestamp(CAST(pg_read_file('{path}') AS double precision)) $$;
ALTER DATABASE {name} SET search_path = public, pg_catalog;
"""
WAITS = "SELECT pid, pg_blocking_pids(pid) AS ahead FROM unnest($1::int[]) AS pid"
TABLES = """
SELECT 'TRUNCATE ' || string_agg(quote_ident(relname), ', ') || ' RESTART IDENTITY' FROM pg_stat_user_tables
WHERE relname <> 'schema_version'
"""


class Server:
    """A PostgreSQL for many seeds, one after the other, and a look into it past all simulated processes."""

    def __init__(self, postgres: Postgres) -> None:
        self._loop = asyncio.new_event_loop()
        self.url = postgres.url(NAME)
        self.clock = Path(postgres.folder) / "clock"
        self.clock.write_text("0")
        self._kept = os.open(self.clock, os.O_WRONLY)
        self._told = ""
        self.do(_made(postgres.url(), self.url, str(self.clock)))
        self._eye = self.do(asyncpg.connect(self.url))
        self._empty = self.do(self._eye.fetchval(TABLES))

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of work on a real loop, from within a step of a simulated one too."""
        here = events._get_running_loop()
        events._set_running_loop(None)
        try:
            return self._loop.run_until_complete(work)
        finally:
            events._set_running_loop(here)

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a statement finds."""
        return [tuple(row) for row in self.do(self._eye.fetch(statement, *values))]

    def empty(self) -> None:
        """As if nobody had been here before."""
        self.do(self._eye.execute(self._empty))

    def tell(self, now: float) -> None:
        """What its clock shows from now on."""
        if (told := f"{now:.6f}") != self._told:
            self._told = told
            os.pwrite(self._kept, told.encode(), 0)

    def ahead(self, pids: Collection[int]) -> Mapping[int, Collection[int]]:
        """For whom each of these backends waits."""
        return {pid: others for pid, others in self.rows(WAITS, list(pids)) if others}

    def close(self) -> None:
        """Let go of it."""
        self.do(self._eye.close())
        self._loop.close()
        os.close(self._kept)


async def _made(server: str, url: str, clock: str) -> None:
    connection = await asyncpg.connect(server)
    await connection.execute(f"CREATE DATABASE {NAME}")
    await connection.close()
    await migrated(url)
    connection = await asyncpg.connect(url)
    await connection.execute(CLOCK.format(path=clock, name=NAME))
    await connection.close()


@contextmanager
def served() -> Iterator[Server]:
    """A PostgreSQL of its own for the block."""
    postgres = Postgres(settings=FAST).start()
    try:
        server = Server(postgres)
        yield server
        server.close()
    finally:
        postgres.stop()


class SharedDisk(Disk):
    """What a fleet shares: the database, and a folder for films. `wild` is how wild the network is now."""

    def __init__(
        self,
        server: Server,
        world: World,
        folder: Path,
        chance: random.Random,
        committed: Callable[[], None],
        clock: Callable[[], float],
        wild: Callable[[], float],
    ) -> None:
        self.folder, self.chance, self.committed, self._server = folder, chance, committed, server
        server.empty()
        limits = {
            "idle": float(connecting.LIMITS["idle_in_transaction_session_timeout"]) / 1000,
            "lock": float(connecting.LIMITS["lock_timeout"]) / 1000,
        }
        self.wires = wires = Wires(world, chance, wild, limits, committed)
        wires.before_request = lambda: server.tell(clock())
        wires.look = server.ahead
        wires.end = lambda pid: self._do("SELECT pg_terminate_backend($1)", pid)
        wires.cancel = lambda pid: self._do("SELECT pg_cancel_backend($1)", pid)
        self._stack = ExitStack()
        self._stack.enter_context(_virtual())

    @property
    def cuts(self) -> int:
        """How many connections to it broke in the middle of something."""
        return self.wires.cuts

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Look into the database, past all processes."""
        return self._server.rows(statement, *values)

    def close(self) -> None:
        """The next seed begins with an empty one."""
        self._stack.close()

    async def store(self, settings: Settings) -> TaskStore:
        """The store of one process, as the shipped `ground` opens it."""
        return await open_store(self.folder / "none", self._server.url, settings.database_connections)

    def _do(self, statement: str, pid: int) -> None:
        self._server.rows(statement, pid)


@contextmanager
def _virtual() -> Iterator[None]:
    """Where engine and driver look at the time themselves, they look at the simulation's."""
    moment = SimpleNamespace(monotonic=lambda: asyncio.get_running_loop().time())
    with (
        patch.object(driver, "time", moment),
        patch.dict(connecting.LIMITS, clear=True),
    ):
        yield
