"""The store that the settings name, and what is said where it cannot be had."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from rushes.errors import SettingsInvalid
from rushes.storage.opening import open_store
from rushes.storage.postgres import PostgresEngine
from rushes.storage.sqlite import SqliteEngine


def test_without_an_address_it_is_the_file(tmp_path: Path, postgres_url: str) -> None:
    async def story() -> None:
        for url, kind in ((None, SqliteEngine), (postgres_url, PostgresEngine)):
            store = await open_store(tmp_path / "rushes.db", url)
            assert isinstance(store.engine, kind)
            await store.close()

    asyncio.run(story())


def test_without_the_driver_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    with pytest.raises(SettingsInvalid, match=r'pip install "rushes\[postgres\]"'):
        asyncio.run(open_store(tmp_path / "rushes.db", "postgresql://host/name"))
    asyncio.run(asyncio.run(open_store(tmp_path / "rushes.db")).close())


@pytest.mark.parametrize("url", ["postgresql://me:hush@127.0.0.1:9/name", "postgresql://me:hush@/x?host=/none"])
def test_a_server_that_is_not_there_is_named_without_its_password(tmp_path: Path, url: str) -> None:
    with pytest.raises(
        SettingsInvalid, match=r"me:\*\*\*\*@.* Start PostgreSQL, or correct RUSHES_DATABASE_URL"
    ) as said:
        asyncio.run(open_store(tmp_path / "rushes.db", url))
    assert "hush" not in str(said.value)
