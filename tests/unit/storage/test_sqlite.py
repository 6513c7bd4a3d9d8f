"""What SQLite promises as the engine: each commit is synced, a newer or spoilt file is refused with what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from rushes.errors import SettingsInvalid, StorageFull
from rushes.storage import sqlite
from rushes.storage.sqlite import SqliteEngine


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
