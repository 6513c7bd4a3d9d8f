"""The SQL file is read whole, and each statement is used."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import asyncpg
import pytest
from harness.crowd import crowd_postgres
from tests.tasks import make_task

import rushes.storage
from rushes.storage.postgres import open_postgres
from rushes.storage.postgres.binding import statement
from rushes.storage.statements import migrations, statements
from rushes.storage.turns import FARTHEST

FOLDER = Path(rushes.storage.__file__).parent


def test_every_named_block_is_a_statement() -> None:
    text = "".join(file.read_text() for file in (FOLDER / "statements").glob("*.sql"))
    assert set(statements("sqlite")) == set(re.findall(r"-- name: (\w+)\n", text))
    assert all(statement.endswith(";") for statement in statements("sqlite").values())


def test_every_statement_is_used() -> None:
    code = "".join(file.read_text() for file in FOLDER.glob("*.py"))
    assert [name for name in statements("sqlite") if f'"{name}"' not in code] == []


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_migrations_are_numbered_without_a_gap(database: str) -> None:
    assert [number for number, _ in migrations(database)] == list(range(1, len(migrations(database)) + 1))


def test_each_migration_is_there_for_both_databases() -> None:
    names = [{file.name for file in (FOLDER / "migrations" / kind).glob("*.sql")} for kind in ("sqlite", "postgres")]
    assert names[0] == names[1]


def test_a_block_for_one_database_stands_in_anothers_place() -> None:
    for name in ("lock_task", "add_task"):
        assert statements("sqlite")[name] != statements("postgres")[name]
    assert set(statements("sqlite")) == set(statements("postgres"))


def test_a_place_in_line_is_read_from_the_line_however_many_others_wait(postgres_url: str) -> None:
    """PostgreSQL takes a table for cheap to read where nearly all of it is one tenant's: 24 ms a task, of 100,000."""

    async def plan(name: str, values: dict[str, object]) -> str:
        asked, connection = statement(name), await asyncpg.connect(postgres_url)
        rows = await connection.fetch(f"EXPLAIN {asked.text}", *asked.bind(values))
        await connection.close()
        return "\n".join(row[0] for row in rows)

    async def story() -> None:
        store = await open_postgres(postgres_url, 2)
        await store.add(make_task(tenant="crowd"))
        await crowd_postgres(postgres_url, 2_000)
        mine = await store.add(make_task())
        assert await store.prospects([mine]) == [(0, None)]
        for name, values in (
            ("ahead_in_line", {"ids": f'["{mine.id}"]', "limit": FARTHEST}),
            ("crowd", {"provider": mine.provider, "limit": FARTHEST}),
        ):
            # Only the line's own index knows who waits without being asked.
            assert "status = 'queued'" not in await plan(name, values), name
        await store.close()

    asyncio.run(story())
