"""What SQLite promises as the engine: each commit is synced, a newer or spoilt file is refused with what to do."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest
from harness.faultydisk import BROKEN, faulty
from tests.tasks import make_task

from rushes.errors import SettingsInvalid, StorageFull
from rushes.storage import sqlite
from rushes.storage.sqlite import SqliteEngine, open_sqlite


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rushes.db"
    connection = apsw.Connection(str(path))
    connection.execute("PRAGMA user_version=999")
    connection.close()
    with pytest.raises(SettingsInvalid, match="schema 999"):
        SqliteEngine(path)


def test_every_commit_is_synced(tmp_path: Path) -> None:
    from rushes.storage.sqlite import _connect

    connection = _connect(tmp_path / "rushes.db")
    assert connection.execute("PRAGMA synchronous").fetchall() == [(2,)]
    assert connection.execute("PRAGMA journal_mode").fetchall() == [("wal",)]
    connection.close()


@pytest.mark.parametrize("spoil", [lambda path: path.write_bytes(b"no database" * 999), lambda path: path.mkdir()])
def test_a_database_that_cannot_be_opened_says_what_to_do(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    spoil(tmp_path / "rushes.db")
    with pytest.raises(SettingsInvalid, match=r"rushes\.db cannot be opened: .* restore the file"):
        SqliteEngine(tmp_path / "rushes.db")


@pytest.mark.parametrize("fault", [apsw.FullError, apsw.IOError])
def test_a_full_disk_is_not_called_a_spoilt_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: type[apsw.Error]
) -> None:
    def connect(path: Path) -> apsw.Connection:
        raise fault("no room")

    monkeypatch.setattr(sqlite, "_connect", connect)
    with pytest.raises(StorageFull, match="Make room"):
        SqliteEngine(tmp_path / "rushes.db")


def test_the_log_is_moved_into_the_file_and_its_failure_is_no_commits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "MOST_LOG_PAGES", 1)
    path = tmp_path / "rushes.db"

    async def story() -> None:
        with faulty(tmp_path) as faults:
            store = open_sqlite(path)
            faults.kinds = {"database file write": BROKEN}
            first = await store.add(make_task())
            await asyncio.to_thread(_until, lambda: faults.hits > 0)
            assert await store.get(first.id, "default") == first
            assert first.id.encode() not in path.read_bytes()
            faults.kinds = {}
            await store.add(make_task())
            await asyncio.to_thread(_until, lambda: first.id.encode() in path.read_bytes())
            await store.close()

    asyncio.run(story())


def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)
