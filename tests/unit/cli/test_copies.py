"""The two commands: what they print, and what they refuse."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from rushes.cli.copies import backup, restore
from rushes.errors import BackupRefused, FolderInUse
from rushes.storage.lock import Owned
from rushes.storage.sqlite import open_sqlite


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    asyncio.run(open_sqlite(tmp_path / "data" / "rushes.db").close())
    return tmp_path / "data"


def test_a_backup_and_its_way_back(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Owned(data):  # a server works
        backup({"data": data}, tmp_path / "safe", as_json=True)
    restore({"data": tmp_path / "new"}, tmp_path / "safe", as_json=False)
    first, second = capsys.readouterr().out.splitlines()
    assert json.loads(first) == {"path": str(tmp_path / "safe"), "tasks": 0, "files": 0, "size": 0}
    assert second == f"{tmp_path / 'new'}: 0 tasks, 0 files, 0.0 MB"


def test_a_folder_that_somebody_works_in_is_not_restored_into(data: Path, tmp_path: Path) -> None:
    backup({"data": data}, tmp_path / "safe", as_json=False)
    with Owned(tmp_path / "new"), pytest.raises(FolderInUse):
        restore({"data": tmp_path / "new"}, tmp_path / "safe", as_json=False)
    with pytest.raises(BackupRefused, match="not empty"):
        restore({"data": data}, tmp_path / "safe", as_json=False)


def test_films_in_a_bucket_are_left_to_the_bucket(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUSHES_MEDIA__URL", "s3://films/rushes")
    with pytest.raises(BackupRefused, match="the bucket's own versions"):
        backup({"data": data}, tmp_path / "safe", as_json=False)
    monkeypatch.setenv("RUSHES_MEDIA__URL", str(tmp_path / "films"))
    backup({"data": data}, tmp_path / "safe", as_json=False)
    assert (tmp_path / "safe" / "rushes.db").exists()


def test_postgresql_is_left_to_its_own_tools(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUSHES_DATABASE_URL", "postgresql://nobody@127.0.0.1/rushes")
    with pytest.raises(BackupRefused, match="pg_dump"):
        backup({"data": data}, tmp_path / "safe", as_json=False)
    with pytest.raises(BackupRefused, match="pg_restore"):
        restore({"data": tmp_path / "new"}, tmp_path / "safe", as_json=False)
    assert not (tmp_path / "safe").exists()
