"""A copy of the SQLite file as it was at one moment, made beside whoever works on it; and what its rows point to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import apsw

from rushes.core.task import Task
from rushes.core.upload import Upload
from rushes.errors import BackupRefused
from rushes.media.disk import sync
from rushes.storage.rows import row_to_task
from rushes.storage.statements import migrations, statements
from rushes.storage.uploads import row_to_upload

BUSY_MS = 60_000
#: The schema that brought uploads.
WITH_UPLOADS = 13


def take(database: Path, target: Path) -> None:
    """Write the database, as of now, to a new file. Writers go on meanwhile. Raises `BackupRefused`."""
    try:
        with closing(apsw.Connection(str(database), flags=apsw.SQLITE_OPEN_READWRITE)) as connection:
            connection.set_busy_timeout(BUSY_MS)
            connection.execute("VACUUM INTO ?", (str(target),))
    except apsw.FullError:
        raise BackupRefused(f"There is no room for a copy of the database in {target.parent}; free some.") from None
    except apsw.Error as error:
        raise BackupRefused(f"The database {database} cannot be copied: {error}.") from error
    sync(target)


def examine(database: Path) -> None:
    """Raises `BackupRefused` where a copy is damaged, or was written by a newer rushes."""
    newest = migrations("sqlite")[-1][0]
    try:
        with closing(_reader(database)) as connection:
            (found,) = next(iter(connection.execute("PRAGMA integrity_check")))
            (version,) = next(iter(connection.execute("PRAGMA user_version")))
    except apsw.Error as error:
        raise BackupRefused(f"{database} is no database that can be read: {error}. Take another backup.") from error
    if found != "ok":
        raise BackupRefused(f"{database} is damaged: {found}. Take another backup.")
    if version > newest:
        raise BackupRefused(
            f"{database} has schema {version}; this rushes knows up to {newest}. Use the newer rushes that wrote it."
        )


def tasks(database: Path) -> Iterator[Task]:
    """All tasks of a copy, but for deleted ones."""
    return map(row_to_task, _rows(database, "every_task"))


def uploads(database: Path) -> Iterator[Upload]:
    """All uploaded pictures of a copy; one that an older rushes took knows of none."""
    with closing(_reader(database)) as connection:
        (version,) = next(iter(connection.execute("PRAGMA user_version")))
    return map(row_to_upload, _rows(database, "every_upload")) if version >= WITH_UPLOADS else iter(())


def _rows(database: Path, statement: str) -> Iterator[dict[str, Any]]:
    with closing(_reader(database)) as connection:
        cursor = connection.cursor()
        cursor.row_trace = lambda found, row: dict(
            zip((column[0] for column in found.get_description()), row, strict=True)
        )
        yield from cursor.execute(statements("sqlite")[statement])


def _reader(database: Path) -> apsw.Connection:
    return apsw.Connection(str(database), flags=apsw.SQLITE_OPEN_READONLY)
