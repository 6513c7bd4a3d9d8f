"""`rushes config`: each setting in force and where it comes from, secrets masked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from rushes.cli.talk import put_json, put_rows
from rushes.core.url import without_password
from rushes.settings import Settings, load, origins, value_of

#: A key this long may show its last characters, so that one can be told from another.
LONG, SHOWN = 16, 4


def config(flags: Mapping[str, Any], *, as_json: bool) -> None:
    """Every setting: its value and its origin."""
    settings = load(flags)
    found = [(name, plain(in_force(settings, name)), origin) for name, origin in origins(flags).items()]
    if as_json:
        for name, value, origin in found:
            put_json({"name": name, "value": value, "source": origin})
        return
    put_rows(("setting", "value", "from"), [(name, _text(value), origin) for name, value, origin in found])


def in_force(settings: Settings, name: str) -> Any:
    """A setting's value; for one that is not set and follows from others, what it comes to."""
    match name:
        case "previs.slots":
            return settings.previs_slots
        case "previs.stand_in":
            return settings.previs_stands_in
    return value_of(settings, name)


def plain(value: Any) -> Any:
    """A setting's value as JSON can say it, without its secrets."""
    match value:
        case SecretStr():
            secret = value.get_secret_value()
            return without_password(secret) if secret.startswith("postgres") else masked(secret)
        case tuple() | list():
            return [plain(item) for item in value]
        case Path():
            return str(value)
        case str():
            return without_password(value)
    return value


def masked(secret: str) -> str:
    """A secret as stars, with its end where that gives nothing away."""
    return f"****{secret[-SHOWN:]}" if len(secret) >= LONG else "****"


def _text(value: Any) -> str:
    if value is None:
        return "-"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
