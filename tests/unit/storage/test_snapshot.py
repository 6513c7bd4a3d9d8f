"""A copy is of one moment, made beside a writer; a damaged or a newer one is refused."""

from __future__ import annotations

import asyncio
from pathlib import Path

import apsw
import pytest
from tests.tasks import make_task

from rushes.errors import BackupRefused
from rushes.storage import snapshot
from rushes.storage.sqlite import open_sqlite


def test_a_copy_holds_what_was_committed_and_no_deleted_task(tmp_path: Path) -> None:
    async def story() -> None:
        store = open_sqlite(tmp_path / "rushes.db")
        first, second, third = [await store.add(make_task()) for _ in range(3)]
        await store.remove(second.id, "default", 60.0)
        snapshot.take(tmp_path / "rushes.db", tmp_path / "copy.db")
        await store.add(make_task())
        await store.close()
        assert list(snapshot.tasks(tmp_path / "copy.db")) == [first, third]
        snapshot.examine(tmp_path / "copy.db")

    asyncio.run(story())


def test_what_is_no_sound_database_of_this_version_is_refused(tmp_path: Path) -> None:
    asyncio.run(open_sqlite(tmp_path / "rushes.db").close())
    text = tmp_path / "text.db"
    text.write_text("not a database, but long enough to be read as one" * 20)
    with pytest.raises(BackupRefused, match="no database that can be read"):
        snapshot.examine(text)
    with pytest.raises(BackupRefused, match="cannot be copied"):
        snapshot.take(tmp_path / "missing.db", tmp_path / "copy.db")
    connection = apsw.Connection(str(tmp_path / "rushes.db"))
    connection.execute("PRAGMA user_version=9999")
    connection.close()
    with pytest.raises(BackupRefused, match="schema 9999"):
        snapshot.examine(tmp_path / "rushes.db")


def test_a_damaged_page_is_found(tmp_path: Path) -> None:
    async def story() -> None:
        store = open_sqlite(tmp_path / "rushes.db")
        for _ in range(200):
            await store.add(make_task())
        await store.close()

    asyncio.run(story())
    path = tmp_path / "rushes.db"
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 4096] = b"\xff" * 4096
    path.write_bytes(data)
    with pytest.raises(BackupRefused):
        snapshot.examine(path)
