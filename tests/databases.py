"""Fresh databases for tests: a file of SQLite, or a database of the PostgreSQL that this test process has started."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
from harness.postgres import FAST, Postgres

from rushes.storage.postgres import open_postgres
from rushes.storage.postgres.schema import migrated
from rushes.storage.sqlite import open_sqlite
from rushes.storage.store import TaskStore

#: Empties a database as it was when it was made, whatever a test has left there.
EMPTY = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
DO $$ BEGIN EXECUTE (
    SELECT 'TRUNCATE ' || string_agg(quote_ident(relname), ', ') || ' RESTART IDENTITY'
    FROM pg_stat_user_tables WHERE relname <> 'schema_version'
); END $$;
"""


@dataclass(frozen=True)
class Database:
    """One database, empty and of the newest schema; `kind` is "sqlite" or "postgres"."""

    kind: str
    #: The file, or the address.
    place: str

    async def open(self) -> TaskStore:
        """The store in it. On PostgreSQL, several at a time may be open, as in several processes."""
        return open_sqlite(Path(self.place)) if self.kind == "sqlite" else await open_postgres(self.place, 4)

    def content(self) -> bytes:
        """All that is kept in it."""
        if self.kind == "sqlite":
            return b"".join(path.read_bytes() for path in Path(self.place).parent.glob(f"{Path(self.place).name}*"))
        return asyncio.run(_text(self.place)).encode()


class Databases:
    """Databases of one PostgreSQL. To empty one takes a tenth of the time that a new one takes."""

    def __init__(self) -> None:
        self.server = Postgres(settings=FAST).start()
        self._numbers = itertools.count(1)
        self._empty: list[str] = []

    @contextmanager
    def migrated(self) -> Iterator[str]:
        """The address of an empty database of the newest schema, lent for the block."""
        url = self._empty.pop() if self._empty else self._made()
        yield url
        asyncio.run(_do(url, EMPTY))
        self._empty.append(url)

    @contextmanager
    def bare(self) -> Iterator[str]:
        """The address of a database without a schema, which goes with the block."""
        url = self._new()
        try:
            yield url
        finally:
            asyncio.run(_do(self.server.url(), f"DROP DATABASE {url.split('?')[0].rpartition('/')[2]} WITH (FORCE)"))

    def _made(self) -> str:
        url = self._new()
        asyncio.run(migrated(url))
        return url

    def _new(self) -> str:
        name = f"test_{next(self._numbers)}"
        asyncio.run(_do(self.server.url(), f"CREATE DATABASE {name}"))
        return self.server.url(name)


async def _do(url: str, command: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(command)
    finally:
        await connection.close()


async def _text(url: str) -> str:
    connection = await asyncpg.connect(url)
    try:
        tables = await connection.fetch("SELECT quote_ident(relname) FROM pg_stat_user_tables")
        return "".join([str(await connection.fetch(f"SELECT * FROM {table}")) for (table,) in tables])
    finally:
        await connection.close()
