"""Opens the store that the settings name: a file of SQLite, or a PostgreSQL database that processes share."""

from __future__ import annotations

from pathlib import Path

from rushes.errors import SettingsInvalid
from rushes.storage.sqlite import open_sqlite
from rushes.storage.store import TaskStore

INSTALL = 'pip install "rushes[postgres]"'


async def open_store(path: Path, url: str | None = None, connections: int = 8) -> TaskStore:
    """The store at `url`, else in the file, brought to this version's schema. Raises `SettingsInvalid`."""
    if url is None:
        return open_sqlite(path)
    need_driver()
    from rushes.storage.postgres import open_postgres

    return await open_postgres(url, connections)


def need_driver() -> None:
    """Raises `SettingsInvalid` where PostgreSQL's driver is not installed: it comes with an extra."""
    try:
        import asyncpg  # noqa: F401
    except ModuleNotFoundError as error:
        if error.name != "asyncpg":
            raise
        message = f"RUSHES_DATABASE_URL names a PostgreSQL database, and its driver is not installed. {INSTALL}"
        raise SettingsInvalid(message) from None
