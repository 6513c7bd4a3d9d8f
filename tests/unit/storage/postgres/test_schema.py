"""Migrations run once, whoever starts first; a newer schema or an unfit database is refused with what to do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import apsw
import asyncpg
import pytest
from tests.databases import Databases

from rushes.errors import SettingsInvalid
from rushes.storage.postgres import open_postgres, schema
from rushes.storage.postgres.binding import statement
from rushes.storage.postgres.connecting import connect
from rushes.storage.postgres.schema import migrated
from rushes.storage.sqlite import open_sqlite
from rushes.storage.statements import migrations, statements

ALL = [number for number, _ in migrations("postgres")]


@pytest.fixture
def bare(databases: Databases) -> Iterator[str]:
    with databases.bare() as url:
        yield url


async def does(url: str, command: str) -> object:
    connection = await connect(url)
    try:
        return await connection.fetchval(command)
    finally:
        await connection.close()


def test_a_database_of_an_older_version_gets_the_time_of_its_marks(bare: str) -> None:
    async def story() -> None:
        await migrated(bare)
        await does(bare, "ALTER TABLE mark DROP COLUMN at")
        await does(bare, "INSERT INTO mark (id, undone) VALUES ('old', false)")
        assert await migrated(bare) == []
        assert await does(bare, "SELECT now() - at < interval '1 minute' FROM mark")

    asyncio.run(story())


def test_of_many_that_start_at_once_one_migrates(bare: str) -> None:
    async def story() -> None:
        done = await asyncio.gather(*(migrated(bare) for _ in range(6)))
        assert sorted(done) == [[]] * 5 + [ALL]
        assert await migrated(bare) == []
        assert await does(bare, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == 0

    asyncio.run(story())


def test_a_newer_schema_is_refused(bare: str) -> None:
    async def story() -> None:
        await migrated(bare)
        await does(bare, "INSERT INTO schema_version (number) VALUES (999)")
        with pytest.raises(SettingsInvalid, match=r"schema 999.* newer rushes .*RUSHES_DATABASE_URL"):
            await open_postgres(bare)

    asyncio.run(story())


def test_a_migration_that_breaks_leaves_what_was_before_it(bare: str, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = [(1, "CREATE TABLE one (x INTEGER);"), (2, "CREATE TABLE two (x INTEGER); SELECT 1 / 0;")]

    async def story() -> None:
        with monkeypatch.context() as patch:
            patch.setattr(schema, "migrations", lambda database: broken)
            with pytest.raises(SettingsInvalid, match=r"division by zero\. The database is as it was"):
                await migrated(bare)
            assert await does(bare, "SELECT to_regclass('one') IS NOT NULL AND to_regclass('two') IS NULL")
            broken[1] = (2, "CREATE TABLE two (x INTEGER);")
            assert await migrated(bare) == [2]

    asyncio.run(story())


def test_an_older_version_goes_on_when_a_newer_one_adds_a_column(postgres_url: str, databases: Databases) -> None:
    """A rolling start: its prepared statements are planned anew."""

    async def story() -> None:
        from tests.tasks import make_task

        store = await open_postgres(postgres_url, 1)
        task = await store.add(make_task())
        assert await store.get(task.id, "default") == task
        await does(postgres_url, "ALTER TABLE task ADD COLUMN later TEXT")
        try:
            assert await store.get(task.id, "default") == task
        finally:
            await does(postgres_url, "ALTER TABLE task DROP COLUMN later")
            await store.close()

    asyncio.run(story())


def test_a_database_that_cannot_hold_every_prompt_is_refused(databases: Databases) -> None:
    async def story() -> None:
        url = databases.server.url("ascii")
        make = "CREATE DATABASE ascii ENCODING 'SQL_ASCII' TEMPLATE template0"
        await does(databases.server.url(), make)
        try:
            with pytest.raises(SettingsInvalid, match=r"SQL_ASCII.*ENCODING 'UTF8'"):
                await open_postgres(url)
        finally:
            await does(databases.server.url(), "DROP DATABASE ascii WITH (FORCE)")

    asyncio.run(story())


def test_a_user_who_may_not_make_tables_is_told(bare: str) -> None:
    async def story() -> None:
        await does(bare, "CREATE ROLE guest LOGIN")
        with pytest.raises(SettingsInvalid, match="rushes migrate"):
            await open_postgres(bare.replace("postgres@", "guest@"))
        await migrated(bare)
        await does(bare, "GRANT ALL ON ALL TABLES IN SCHEMA public TO guest")
        store = await open_postgres(bare.replace("postgres@", "guest@"))  # once someone else has migrated
        await store.close()
        await does(bare, "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM guest")
        await does(bare, "DROP ROLE guest")

    asyncio.run(story())


def test_postgres_understands_every_statement(postgres_url: str) -> None:
    async def story() -> None:
        connection = await connect(postgres_url)
        for name in statements("postgres"):
            try:
                await connection.prepare(statement(name).text)
            except asyncpg.PostgresError as error:
                pytest.fail(f"{name}: {error}")
        await connection.close()

    asyncio.run(story())


def test_both_databases_have_the_same_tables_columns_and_indexes(postgres_url: str, tmp_path: Path) -> None:
    asyncio.run(open_sqlite(tmp_path / "rushes.db").close())
    file = apsw.Connection(str(tmp_path / "rushes.db"))
    here = {
        f"{table}.{column} {'NOT NULL' if fixed or key else 'NULL'}"
        for (table,) in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
        for _, column, _, fixed, _, key, _ in file.execute(f"PRAGMA table_xinfo({table})")
    }
    here |= {name for (name,) in file.execute("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql NOT NULL")}
    file.close()
    columns = (
        "SELECT table_name || '.' || column_name || CASE is_nullable WHEN 'YES' THEN ' NULL' ELSE ' NOT NULL' END "
        "FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT IN ('schema_version', 'mark')"
    )
    indexes = (
        "SELECT relname FROM pg_class JOIN pg_index ON indexrelid = pg_class.oid "
        "LEFT JOIN pg_constraint ON conindid = pg_class.oid "
        "WHERE conindid IS NULL AND relnamespace = 'public'::regnamespace AND indrelid <> 'mark'::regclass"
    )

    async def story() -> set[str]:
        connection = await connect(postgres_url)
        rows = [*await connection.fetch(columns), *await connection.fetch(indexes)]
        await connection.close()
        return {row[0] for row in rows}

    assert asyncio.run(story()) == here
