"""What goes where: data on standard output, talk on standard error; nothing that drives a terminal gets through."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

#: Control characters, and format characters that turn the direction of text.
_HARMFUL = ("Cc", "Cf", "Cs", "Zl", "Zp")
_JOINERS = "\u200c\u200d"


def say(text: str) -> None:
    """A line for the person."""
    print(f"rushes: {clean(text)}", file=sys.stderr, flush=True)


def put(text: str) -> None:
    """A line of data."""
    print(text, flush=True)


def put_json(value: Mapping[str, Any]) -> None:
    """An object as one line of JSON."""
    put(json.dumps(value, ensure_ascii=False))


def on_terminal() -> bool:
    """Whether a person reads the data."""
    return sys.stdout.isatty()


def put_rows(names: Sequence[str], rows: Iterable[Sequence[object]], *, cut: str | None = None) -> None:
    """Rows of data: a table on a terminal, else tab-separated values without a heading.

    `cut` names the column that gives way where the terminal is narrow.
    """
    if not on_terminal():
        for row in rows:
            put(tsv(row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", expand=cut is not None)
    for name in names:
        whole = cut is not None
        table.add_column(name, no_wrap=whole, overflow="ellipsis" if whole else "fold", ratio=int(name == cut) or None)
    for row in rows:
        table.add_row(*(Text(clean(_shown(value))) for value in row))
    Console().print(table)


def tsv(row: Sequence[object]) -> str:
    """One row, each value free of tabs and line breaks."""
    return "\t".join(clean(_shown(value)) for value in row)


def clean(text: str) -> str:
    """The text without what could move a cursor, ring a bell or turn the writing; line breaks and tabs as blanks."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_char(char) for char in text)


def _char(char: str) -> str:
    if char in "\n\t\r":
        return " "
    return "" if unicodedata.category(char) in _HARMFUL and char not in _JOINERS else char


def _shown(value: object) -> str:
    return "" if value is None else str(value)
