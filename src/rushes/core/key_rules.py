"""The fields of a key as an operator writes them, checked. Unknown ones are refused: none may slip by as a right."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from rushes.core.caller import Scope
from rushes.core.fields import check_text, check_whole, listed, show
from rushes.errors import InvalidRequest

MOST_NAME, MOST_TENANT = 100, 64
TENANT = rf"[a-z0-9][a-z0-9_-]{{0,{MOST_TENANT - 1}}}"
SCOPES = tuple(str(scope) for scope in Scope)
MOST_PER_MINUTE, MOST_TASKS, MOST_MONEY = 1_000_000, 1_000_000, 10**15
LAST_MOMENT = 2**40
#: The largest value of each limit; the least is 1, of money 0.
LIMITS = {
    "requests_per_minute": MOST_PER_MINUTE,
    "concurrent_tasks": MOST_TASKS,
    "budget_day": MOST_MONEY,
    "budget_month": MOST_MONEY,
    "budget_total": MOST_MONEY,
}
CHANGEABLE = ("name", "scopes", "models", "expires_at", *LIMITS)
FIELDS = ("name", "tenant", *CHANGEABLE[1:])


def check_new(given: Mapping[str, object], models: Sequence[str], now: float) -> dict[str, Any]:
    """The checked fields of a new key; a limit that is null or absent is not among them."""
    found = _check(given, FIELDS, models, now)
    if not found.get("name"):
        raise InvalidRequest(
            'name is missing; give the key a name that says who uses it, like "editing".', param="name"
        )
    return {name: value for name, value in found.items() if value is not None}


def check_change(given: Mapping[str, object], models: Sequence[str], now: float) -> dict[str, Any]:
    """The checked fields of a change; null takes a limit away, absent leaves it."""
    if "tenant" in given:
        raise InvalidRequest("tenant cannot be changed; make another key for that tenant.", param="tenant")
    found = _check(given, CHANGEABLE, models, now)
    for name in ("name", "scopes"):
        if name in found and not found[name]:
            raise InvalidRequest(f"{name} is null or empty; leave it out to keep what it is.", param=name)
    return found


def _check(given: Mapping[str, object], known: Sequence[str], models: Sequence[str], now: float) -> dict[str, Any]:
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name[:64], known, 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise InvalidRequest(
                f"{show(name)} is not a field of a key; allowed: {', '.join(known)}.{hint}", param=name[:64]
            )
    return {name: _value(name, value, models, now) for name, value in given.items()}


def _value(name: str, value: object, models: Sequence[str], now: float) -> Any:
    match name:
        case "name":
            return _name(value)
        case "tenant":
            return _tenant(value)
        case "scopes":
            words = _words(value, name, SCOPES)
            return None if words is None else frozenset(Scope(word) for word in words)
        case "models":
            return _words(value, name, models)
        case "expires_at":
            return check_whole(value, name, int(now) + 1, LAST_MOMENT)
    return check_whole(value, name, 0 if name.startswith("budget") else 1, LIMITS[name])


def _name(value: object) -> str | None:
    text = check_text(value, "name", MOST_NAME)
    if text is not None and not (text.strip() == text and text.isprintable()):
        raise InvalidRequest(f"name is {show(text)}; allowed: printable text without blanks at its ends.", param="name")
    return text


def _tenant(value: object) -> str | None:
    text = check_text(value, "tenant", MOST_TENANT)
    if text is not None and not re.fullmatch(TENANT, text):
        message = f"tenant is {show(text)}; allowed: lower-case letters, digits, - and _, at most {MOST_TENANT}."
        raise InvalidRequest(message, param="tenant")
    return text


def _words(value: object, name: str, allowed: Sequence[str]) -> frozenset[str] | None:
    if value is None:
        return None
    if not isinstance(value, list) or not value or not all(isinstance(word, str) for word in value):
        raise InvalidRequest(f"{name} is {show(value)}; allowed: a list of {listed(allowed)}.", param=name)
    if strange := [word for word in value if word not in allowed]:
        near = difflib.get_close_matches(strange[0][:128], allowed, 1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise InvalidRequest(f"{name} holds {show(strange[0])}; allowed: {listed(allowed)}.{hint}", param=name)
    return frozenset(value)
