"""Schemas and examples of keys: what makes and changes one, and what is answered of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rushes.api.body import LONGEST_OVERLAP
from rushes.api.openapi.words import Schema, choice, flag, listing, or_null, ref, text, thing, whole
from rushes.core.ids import KEY_ID
from rushes.core.key import ALPHABET, CHECK, PREFIX, RANDOM
from rushes.core.key_rules import LAST_MOMENT, LIMITS, MOST_NAME, SCOPES, TENANT

STATES = ("live", "revoked", "expired")
MEANINGS = {
    "requests_per_minute": "Beyond it 429, with `Retry-After`.",
    "concurrent_tasks": "Tasks that have not ended. Beyond it a create is 429.",
    "budget_day": "Millionths of a US dollar for a day (UTC).",
    "budget_month": "Millionths of a US dollar for a month (UTC).",
    "budget_total": "Millionths of a US dollar in all.",
}
#: No blanks at the ends, nothing that cannot be printed.
NAME = r"^[!-~]([ -~]*[!-~])?$"

ID = "key_3v8k2m7q9x4c1h6t"
TEXT = f"{PREFIX}0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u13HAqf9"
NEW: dict[str, Any] = {
    "name": "editing",
    "tenant": "north",
    "scopes": ["make", "read"],
    "models": ["previs-std-silent"],
    "requests_per_minute": 600,
    "concurrent_tasks": 20,
    "budget_day": 20_000_000,
    "budget_month": None,
}
CHANGE: dict[str, Any] = {"budget_day": 50_000_000, "models": None}
KEY: dict[str, Any] = {
    "id": ID,
    "object": "key",
    "status": "live",
    "hint": f"{PREFIX}…Aqf9",
    "parent": None,
    **NEW,
    "budget_total": None,
    "created_at": 1767225600,
    "expires_at": None,
    "revoked_at": None,
    "last_used_at": None,
}
MADE = {**KEY, "key": TEXT}
REVOKED = {**KEY, "status": "revoked", "revoked_at": 1767312000, "last_used_at": 1767311400}
PAGE = {"object": "list", "data": [KEY], "first_id": ID, "last_id": ID, "has_more": False}
ROTATE = {"overlap_seconds": 3600}


def schemas(models: Sequence[str]) -> dict[str, Schema]:
    """All of them, by component name."""
    rights = _rights(models)
    name = text("Who uses it, for people.", minLength=1, maxLength=MOST_NAME, pattern=NAME)
    tenant = or_null(text("Whose tasks it sees. Absent: that of the key that asks.", pattern=f"^{TENANT}$"))
    new = {"name": name, "tenant": tenant, **rights, "scopes": or_null(rights["scopes"])}
    return {
        "Key": _key(models),
        "NewKey": thing(
            new,
            "Limits that are left out or null are those of the key that asks; none goes beyond them. Without `scopes` "
            "it makes and reads. Unknown fields are refused.",
            optional=set(new) - {"name"},
            additionalProperties=False,
        ),
        "ChangeKey": thing(
            {"name": name, **rights},
            "What is left out stays; null takes a limit away. Unknown fields are refused.",
            optional=("name", *rights),
            additionalProperties=False,
        ),
        "RotateKey": thing(
            {
                "overlap_seconds": or_null(
                    whole("The text before still opens so long.", minimum=0, maximum=LONGEST_OVERLAP)
                )
            },
            optional=("overlap_seconds",),
            additionalProperties=False,
        ),
        "MadeKey": _made(models),
        "KeyList": thing(
            {
                "object": {"type": "string", "const": "list"},
                "data": listing(ref("Key")),
                "first_id": or_null(_id()),
                "last_id": or_null(_id()),
                "has_more": flag("Whether more follow; ask with `after`."),
            }
        ),
    }


def _rights(models: Sequence[str]) -> dict[str, Schema]:
    least = {name: 0 if name.startswith("budget") else 1 for name in LIMITS}
    return {
        "scopes": listing(
            choice(SCOPES), "`make` creates, cancels and deletes; `read` sees; `admin` is for keys.", minItems=1
        ),
        "models": or_null(listing(choice(models), "The models it may ask for; null: all.", minItems=1)),
        "expires_at": or_null(whole("Unix seconds, in the future.", minimum=0, maximum=LAST_MOMENT)),
        **{name: or_null(whole(MEANINGS[name], minimum=least[name], maximum=most)) for name, most in LIMITS.items()},
    }


def _key(models: Sequence[str]) -> Schema:
    return thing(_properties(models), "A key, without its text.")


def _made(models: Sequence[str]) -> Schema:
    shown = text(
        "The key itself. Keep it: it is not to be had again.", pattern=f"^{PREFIX}[{ALPHABET}]{{{RANDOM + CHECK}}}$"
    )
    return thing({**_properties(models), "key": shown}, "A key with its text.")


def _properties(models: Sequence[str]) -> dict[str, Schema]:
    return {
        "id": _id(),
        "object": {"type": "string", "const": "key"},
        "name": text("As given."),
        "tenant": text("Whose tasks it sees."),
        "status": choice(STATES, "Only a live one lets in."),
        "hint": text("How its text ends, to tell keys apart."),
        "parent": or_null(_id()),
        **_rights(models),
        "models": or_null(listing(text(), "The models it may ask for; null: all.")),
        "created_at": whole("Unix seconds.", minimum=0),
        "revoked_at": or_null(whole("Unix seconds.", minimum=0)),
        "last_used_at": or_null(whole("Unix seconds, to about ten minutes.", minimum=0)),
    }


def _id() -> Schema:
    return text(pattern=f"^{KEY_ID.pattern}$")
