"""Brings a PostgreSQL database to this version's schema, a migration a transaction; refuses a newer one.

Any number of processes may start at once, and older ones may still work on the same database: one migrates while the
others wait, and a migration only adds what older versions can pass over.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from rushes.core.url import without_password
from rushes.errors import SettingsInvalid
from rushes.storage.postgres.connecting import connect
from rushes.storage.postgres.faults import FAULTS, at_start
from rushes.storage.statements import migrations

#: The lock of those who migrate; any number, the same in all versions.
LOCK = 0x52_75_73_68_65_73
LEAST_SERVER = 13
#: The engine's own tables; what the store keeps is in the migrations.
OWN = """
CREATE TABLE IF NOT EXISTS schema_version (
    number      INTEGER PRIMARY KEY,
    migrated_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS mark (  -- a row of each transaction's own: by it, an unanswered commit is looked up
    id     TEXT PRIMARY KEY,
    undone BOOLEAN NOT NULL        -- put here by who asked, in a transaction's place: it can be committed no more
);
ALTER TABLE mark ADD COLUMN IF NOT EXISTS at TIMESTAMPTZ NOT NULL DEFAULT now();
CREATE INDEX IF NOT EXISTS mark_at ON mark USING brin (at);
"""
HAS_OWN = "SELECT to_regclass('schema_version') IS NOT NULL AND to_regclass('mark_at') IS NOT NULL"
CLOSE_SECONDS = 5.0
#: How long a PostgreSQL that is just starting is waited for.
STARTING_SECONDS = 30.0


async def migrated(url: str) -> list[int]:
    """Bring the database to this version's schema; answer the numbers of the migrations that this call has run.

    Raises `SettingsInvalid`.
    """
    async with _connected(url) as connection:
        return await migrate(connection)


async def lacking(url: str) -> list[int]:
    """The numbers of the migrations that the database lacks. Raises `SettingsInvalid`."""
    async with _connected(url) as connection:
        return await pending(connection)


async def pending(connection: asyncpg.Connection) -> list[int]:
    """The numbers of the migrations that this version would run. Raises `SettingsInvalid` for a newer schema."""
    there = await connection.fetchval("SELECT to_regclass('schema_version') IS NOT NULL")
    version = await connection.fetchval("SELECT coalesce(max(number), 0) FROM schema_version") if there else 0
    numbers = [number for number, _ in migrations("postgres")]
    if version > numbers[-1]:
        raise SettingsInvalid(
            f"The database has schema {version}; this version of rushes knows up to {numbers[-1]}. "
            "Start the newer rushes that wrote it, or point RUSHES_DATABASE_URL at another database."
        )
    return [number for number in numbers if number > version]


async def migrate(connection: asyncpg.Connection) -> list[int]:
    """Run what is pending; answer the numbers of the migrations that this call has run."""
    _refuse_unfit(connection, await connection.fetchval("SHOW server_encoding"))
    if not await pending(connection) and await connection.fetchval(HAS_OWN):
        return []  # the common case needs no lock and no right to make tables
    done = []
    async with _alone(connection):
        await connection.execute(OWN)
        scripts = dict(migrations("postgres"))
        for number in await pending(connection):
            async with connection.transaction():
                await connection.execute(scripts[number])
                await connection.execute("INSERT INTO schema_version (number) VALUES ($1)", number)
            done.append(number)
    return done


@asynccontextmanager
async def _connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection whose statements may take their time; who just starts is waited for."""
    try:
        connection = await _patiently(url)
        try:
            yield connection
        finally:
            await connection.close(timeout=CLOSE_SECONDS)
    except FAULTS as error:
        raise at_start(error, without_password(url)) from error


async def _patiently(url: str) -> asyncpg.Connection:
    loop = asyncio.get_running_loop()
    end = loop.time() + STARTING_SECONDS
    while True:
        try:
            return await connect(url, limited=False)
        except asyncpg.CannotConnectNowError:  # it is there, and starts or recovers
            if loop.time() > end:
                raise
        await asyncio.sleep(0.2)


@asynccontextmanager
async def _alone(connection: asyncpg.Connection) -> AsyncIterator[None]:
    """Only one migrates; PostgreSQL frees the lock when its holder dies."""
    await connection.execute("SELECT pg_advisory_lock($1)", LOCK)
    try:
        yield
    finally:
        if not connection.is_closed():
            await connection.execute("SELECT pg_advisory_unlock($1)", LOCK)


def _refuse_unfit(connection: asyncpg.Connection, encoding: str) -> None:
    version = connection.get_server_version()
    if version.major < LEAST_SERVER:
        raise SettingsInvalid(
            f"The database is PostgreSQL {version.major}; rushes needs {LEAST_SERVER} or newer. Upgrade it, or point "
            "RUSHES_DATABASE_URL at another one."
        )
    if encoding != "UTF8":
        raise SettingsInvalid(
            f"The database's encoding is {encoding}, which cannot hold every prompt. Create one with ENCODING 'UTF8' "
            "and point RUSHES_DATABASE_URL at it."
        )
