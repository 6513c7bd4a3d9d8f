"""SQLite as the engine: one writer lane with group commit, one reader lane, `synchronous=FULL`, one process."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import apsw

from rushes.errors import SettingsInvalid, StorageFull
from rushes.storage.engine import Ask, Rows, Steps
from rushes.storage.lane import Lane
from rushes.storage.statements import migrations, statements
from rushes.storage.store import TaskStore

T = TypeVar("T")
#: Of 4 KiB, as is SQLite's own limit.
MOST_LOG_PAGES = 1000


class SqliteEngine:
    """One SQLite file. `lane` does its jobs in order."""

    def __init__(self, path: Path, lane: Callable[..., Lane] = Lane) -> None:
        migrated(path)
        log = _Log()
        self._writer = lane(lambda: log.watched(_connect(path)), "store-writer", writes=True, after=log.shorten)
        self._reader = lane(lambda: _connect(path), "store-reader", writes=False)

    async def write(self, steps: Callable[[], Steps[T]]) -> T:
        """Play the steps in one transaction; what they did is on the disk when the call returns."""
        return await self._writer.run(lambda connection: _play(connection, steps()))

    async def swap(self, steps: Callable[[], Steps[T]]) -> T:
        """Play the steps as `write` does: in the one writer's lane nothing can change between two of them."""
        return await self.write(steps)

    async def read(self, steps: Callable[[], Steps[T]]) -> T:
        """Play steps that change nothing."""
        return await self._reader.run(lambda connection: _play(connection, steps()))

    def hear(self, topic: str, listener: Callable[[str], None], missed: Callable[[], None] | None = None) -> None:
        """One process owns the file: there is nobody else to hear."""

    async def close(self) -> None:
        """Commit what is queued and close the file."""
        self._writer.close()
        self._reader.close()


def open_sqlite(path: Path) -> TaskStore:
    """The store in this file, made or brought to this version's schema. Raises `SettingsInvalid`."""
    return TaskStore(SqliteEngine(path))


class _Log:
    """The database's log, moved into its file now and then: after a commit and apart from it.

    As part of a commit, which is SQLite's way, a failure there could be taken for the commit's own.
    """

    def __init__(self) -> None:
        self._pages = 0

    def watched(self, connection: apsw.Connection) -> apsw.Connection:
        """The connection, whose commits say how long the log has become instead of shortening it."""
        connection.set_wal_hook(self._grown)
        return connection

    def shorten(self, connection: apsw.Connection) -> None:
        """Where it is long; a disk that refuses loses nothing, and is asked again after the next commit."""
        if self._pages >= MOST_LOG_PAGES:
            with contextlib.suppress(apsw.Error):
                connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
                self._pages = 0

    def _grown(self, connection: apsw.Connection, name: str, pages: int) -> int:
        self._pages = pages
        return apsw.SQLITE_OK


def _play(connection: apsw.Connection, steps: Steps[T]) -> T:
    rows: Rows = []
    try:
        step = next(steps)
        while True:
            rows = _run(connection, step) if isinstance(step, Ask) else []
            step = steps.send(rows)
    except StopIteration as end:
        value: T = end.value
        return value


def _run(connection: apsw.Connection, step: Ask) -> Rows:
    cursor = connection.cursor()
    cursor.row_trace = _as_mapping
    return list(cursor.execute(statements("sqlite")[step.statement], step.values))


def _as_mapping(cursor: apsw.Cursor, row: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip((column[0] for column in cursor.get_description()), row, strict=True))


def _connect(path: Path) -> apsw.Connection:
    connection = apsw.Connection(str(path))
    connection.set_busy_timeout(10_000)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def migrated(path: Path) -> list[int]:
    """Bring the file to this version's schema, a migration a transaction; answer the numbers of those it has run.

    Raises `SettingsInvalid`.
    """
    with _opened(path) as connection:
        found, scripts = _pending(connection, path), dict(migrations("sqlite"))
        for number in found:
            connection.execute(f"BEGIN IMMEDIATE; {scripts[number]}; PRAGMA user_version={number}; COMMIT")
        return found


def pending(path: Path) -> list[int]:
    """The numbers of the migrations that the file lacks; makes no file. Raises `SettingsInvalid`."""
    if not path.exists():
        return [number for number, _ in migrations("sqlite")]
    with _opened(path) as connection:
        return _pending(connection, path)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[apsw.Connection]:
    try:
        connection = _connect(path)
        try:
            yield connection
        finally:
            connection.close()
    except (apsw.FullError, apsw.IOError) as error:
        message = (
            f"The disk of {path} is full or refuses writes: {error}. Make room or mend the disk, then start again."
        )
        raise StorageFull(message) from error
    except apsw.Error as error:
        raise SettingsInvalid(
            f"The database {path} cannot be opened: {error}. Mend or restore the file, or point RUSHES_DATA at "
            "another folder; the films beside it stay as they are."
        ) from error


def _pending(connection: apsw.Connection, path: Path) -> list[int]:
    (version,) = next(iter(connection.execute("PRAGMA user_version")))
    numbers = [number for number, _ in migrations("sqlite")]
    if version > numbers[-1]:
        raise SettingsInvalid(
            f"The database {path} has schema {version}; this version of rushes knows up to {numbers[-1]}. "
            "Start the newer rushes that wrote it, or point RUSHES_DATA at another folder."
        )
    return [number for number in numbers if number > version]
