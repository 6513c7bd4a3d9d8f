"""Turns named parameters into PostgreSQL's numbered ones: `:name` becomes `$1`, quoted text and casts stay."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from rushes.storage.statements import statements

_PIECE = re.compile(r"""'(?:[^']|'')*' | "[^"]*" | --[^\n]* | :: | :(?P<name>[a-z_]\w*)""", re.X | re.I)
#: PostgreSQL's text holds any character but this one, so nothing that is stored can be equal to a text with it.
NUL, IN_ITS_PLACE = "\0", "\ufffd"


class Numbered(NamedTuple):
    """A statement as PostgreSQL takes it, and which value goes where."""

    text: str
    names: tuple[str, ...]

    def bind(self, values: Mapping[str, Any]) -> list[Any]:
        """The values in their order."""
        return [_plain(values[name]) for name in self.names]


def numbered(text: str) -> Numbered:
    """The statement with numbers; a name that comes twice has one number."""
    names: list[str] = []

    def number(piece: re.Match[str]) -> str:
        name = piece["name"]
        if name is None:
            return piece[0]
        if name not in names:
            names.append(name)
        return f"${names.index(name) + 1}"

    return Numbered(_PIECE.sub(number, text), tuple(names))


@cache
def statement(name: str) -> Numbered:
    """PostgreSQL's form of a named statement."""
    return numbered(statements("postgres")[name])


def _plain(value: Any) -> Any:
    return value.replace(NUL, IN_ITS_PLACE) if isinstance(value, str) else value
