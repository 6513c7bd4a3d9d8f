"""The lexicon's files: one entry a line, TOML, in the folder `lexicon/` beside this module."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def section(name: str) -> dict[str, Any]:
    """What the file `lexicon/<name>.toml` says."""
    path = files(__package__) / "lexicon" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def word_set(name: str) -> frozenset[str]:
    """A set of words of `lexicon/reading.toml`."""
    return frozenset(str(section("reading")[name]).split())
