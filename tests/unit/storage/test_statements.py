"""The SQL file is read whole, and each statement is used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import rushes.storage
from rushes.storage.statements import migrations, statements

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
    for name in ("lock_task", "lock_tenant"):
        assert statements("sqlite")[name] != statements("postgres")[name]
    assert set(statements("sqlite")) == set(statements("postgres"))
