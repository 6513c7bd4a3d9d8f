"""Reads `statements/*.sql`: a mapping from a statement's name to its text.

A block is for both databases; one headed `-- name: x (postgres)` stands in its place where that database needs
other words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_BLOCK = re.compile(r"^-- name: (\w+)(?: \((\w+)\))?\n(.*?)(?=^-- name: |\Z)", re.M | re.S)


@cache
def statements(database: str) -> Mapping[str, str]:
    """All statements of "sqlite" or "postgres" by name. The text is fixed; only bound parameters carry data."""
    folder = files("rushes.storage").joinpath("statements")
    blocks = [block for entry in folder.iterdir() for block in _BLOCK.findall(entry.read_text("utf-8"))]
    shared = {name: body.strip() for name, dialect, body in blocks if not dialect}
    return MappingProxyType(shared | {name: body.strip() for name, dialect, body in blocks if dialect == database})


def migrations(database: str) -> list[tuple[int, str]]:
    """The numbered migrations of "sqlite" or "postgres", in order."""
    return [(int(name.split("_")[0]), text) for name, text in _scripts(database)]


def migration_names(database: str) -> dict[int, str]:
    """What each migration is called, like `0001_tasks`."""
    return {int(name.split("_")[0]): name.removesuffix(".sql") for name, _ in _scripts(database)}


def _scripts(database: str) -> list[tuple[str, str]]:
    folder = files("rushes.storage").joinpath("migrations", database)
    return sorted((entry.name, entry.read_text("utf-8")) for entry in folder.iterdir() if entry.name.endswith(".sql"))
