"""Reads `statements.sql`: a mapping from a statement's name to its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_BLOCK = re.compile(r"^-- name: (\w+)\n(.*?)(?=^-- name: |\Z)", re.M | re.S)


@cache
def statements() -> Mapping[str, str]:
    """All statements by name. The text is fixed; only bound parameters carry data."""
    text = files("rushes.storage").joinpath("statements.sql").read_text("utf-8")
    return MappingProxyType({name: body.strip() for name, body in _BLOCK.findall(text)})


def migrations(database: str) -> list[tuple[int, str]]:
    """The numbered migrations of "sqlite" or "postgres", in order."""
    folder = files("rushes.storage").joinpath("migrations", database)
    scripts = sorted(
        (entry.name, entry.read_text("utf-8")) for entry in folder.iterdir() if entry.name.endswith(".sql")
    )
    return [(int(name.split("_")[0]), text) for name, text in scripts]
