"""Opens and migrates the store that the settings name: a file of SQLite, or a PostgreSQL that processes share."""

from __future__ import annotations

from pathlib import Path

from rushes.errors import SettingsInvalid
from rushes.storage import sqlite
from rushes.storage.statements import migration_names
from rushes.storage.store import TaskStore

INSTALL = 'pip install "rushes[postgres]"'


async def open_store(path: Path, url: str | None = None, connections: int = 8) -> TaskStore:
    """The store at `url`, else in the file, brought to this version's schema. Raises `SettingsInvalid`."""
    if url is None:
        return sqlite.open_sqlite(path)
    need_driver()
    from rushes.storage.postgres import open_postgres

    return await open_postgres(url, connections)


async def migrate(path: Path, url: str | None = None) -> list[str]:
    """Bring the database to this version's schema; answer the names of the migrations that this call has run.

    Raises `SettingsInvalid`.
    """
    if url is None:
        return _named("sqlite", sqlite.migrated(path))
    need_driver()
    from rushes.storage.postgres import schema

    return _named("postgres", await schema.migrated(url))


async def pending(path: Path, url: str | None = None) -> list[str]:
    """The names of the migrations that `migrate` would run; changes nothing. Raises `SettingsInvalid`."""
    if url is None:
        return _named("sqlite", sqlite.pending(path))
    need_driver()
    from rushes.storage.postgres import schema

    return _named("postgres", await schema.lacking(url))


def _named(database: str, numbers: list[int]) -> list[str]:
    names = migration_names(database)
    return [names[number] for number in numbers]


def need_driver() -> None:
    """Raises `SettingsInvalid` where PostgreSQL's driver is not installed: it comes with an extra."""
    try:
        import asyncpg  # noqa: F401
    except ModuleNotFoundError as error:
        if error.name != "asyncpg":
            raise
        message = f"RUSHES_DATABASE_URL names a PostgreSQL database, and its driver is not installed. {INSTALL}"
        raise SettingsInvalid(message) from None
