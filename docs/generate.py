"""Writes the pages that come from the code: errors.md and settings.md. `python -m docs.generate`."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from rushes import errors, vendor_errors
from rushes.api.openapi.answers import TASK_CODES
from rushes.api.openapi.refusals import BY_CODE
from rushes.errors import RushesError
from rushes.settings import ENVIRONMENT_PREFIX, Settings

FOLDER = Path(__file__).parent
NOTE = "<!-- Written by `python -m docs.generate` from {source}; do not edit. -->\n\n"
#: Errors that stop a command before anything is served.
AT_START = ("settings_invalid", "folder_in_use", "backup_refused")
#: Ends of a task that are no errors in the code.
ENDS = {
    "cancelled": ("Someone cancelled the task.", "Send the request again if you want the film after all."),
    "expired": ("It did not end within `longest_hours`.", "Send the request again; if it stays, look into the log."),
}


def pages() -> dict[str, str]:
    """The text of each page, by file name."""
    return {"errors.md": _errors(), "settings.md": _settings()}


def _errors() -> str:
    kinds = {kind.code: kind for kind in _classes()}
    wire = [(f"{kind.status}", *_row(kind)) for kind in sorted((kinds[code] for code in BY_CODE), key=_order)]
    tasks = [(f"`{code}`", *ENDS[code]) if code in ENDS else _row(kinds[code]) for code in TASK_CODES]
    start = [_row(kinds[code]) for code in AT_START]
    return (
        NOTE.format(source="src/rushes/errors.py")
        + "# Errors\n\n"
        + 'Every refusal is `{"error": {"message", "type", "param", "code"}}`. Programs go by `code`; `message` is '
        + "for people and names the field, its value, what is allowed and the fix; `param` is the field's path. The "
        + "header `X-Request-Id` finds the request in the server's log.\n\n## Answers\n\n"
        + _table(("HTTP", "code", "meaning", "what to do"), wire)
        + "\n`503` and the header `Retry-After` mean: the same request may be sent again.\n\n## Tasks that failed\n\n"
        + 'Reading a failed task answers 200; its `error` is `{"code", "message"}`.\n\n'
        + _table(("code", "meaning", "what to do"), tasks)
        + "\n## Commands that do not start\n\n"
        + _table(("code", "meaning", "what to do"), start)
    )


def _classes() -> Iterator[type[RushesError]]:
    for kind in (*vars(errors).values(), *vars(vendor_errors).values()):
        if inspect.isclass(kind) and issubclass(kind, RushesError) and "code" in vars(kind):
            yield kind


def _order(kind: type[RushesError]) -> int:
    return kind.status


def _row(kind: type[RushesError]) -> tuple[str, str, str]:
    meaning, _, fix = inspect.cleandoc(kind.__doc__ or "").partition("\n\n")
    return f"`{kind.code}`", " ".join(meaning.split()), " ".join(fix.split())


def _settings() -> str:
    rows = [row for name, field in Settings.model_fields.items() for row in _setting(name, field)]
    return (
        NOTE.format(source="src/rushes/settings.py")
        + "# Settings\n\nA flag goes before a variable of the environment, a variable before `rushes.toml`, and that "
        + "before the default. `rushes.toml` is looked for in the working folder; `RUSHES_CONFIG` names another file. "
        + "A name with a dot is a key of a table: `previs.slots` is `slots` under `[previs]`. Lists in variables are "
        + "JSON. "
        + "`rushes config` shows what is in force and where it comes from.\n\n"
        + _table(("name in rushes.toml", "variable", "default", "meaning"), rows)
    )


def _setting(name: str, field: FieldInfo) -> Iterator[tuple[str, str, str, str]]:
    kind = field.annotation
    if inspect.isclass(kind) and issubclass(kind, BaseModel):
        for inner, below in kind.model_fields.items():
            yield from _setting(f"{name}.{inner}", below)
        return
    variable = ENVIRONMENT_PREFIX + name.replace(".", "__").upper()
    yield f"`{name}`", f"`{variable}`", _default(field.default), field.description or ""


def _default(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, tuple):
        return f"`{json.dumps(list(value))}`"
    return f"`{json.dumps(str(value) if isinstance(value, Path) else value)}`"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def write() -> None:
    """Write all pages."""
    for name, text in pages().items():
        (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write()
