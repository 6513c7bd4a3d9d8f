"""The SQL file is read whole, and each statement is used."""

from __future__ import annotations

import re
from pathlib import Path

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


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [number for number, _ in migrations("sqlite")] == list(range(1, len(migrations("sqlite")) + 1))
