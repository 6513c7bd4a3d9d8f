"""The fields of a webhook as an admin writes them, checked. Whether its URL may be called is for `media/post.py`."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

from rushes.core.fields import check_text, listed, show
from rushes.core.ids import KEY_ID
from rushes.core.rules import MAX_URL
from rushes.core.webhook import TYPES
from rushes.errors import InvalidRequest

MOST_DESCRIPTION = 200
CHANGEABLE = ("url", "events", "description")
FIELDS = (*CHANGEABLE, "key")


def check_new(given: Mapping[str, object]) -> dict[str, Any]:
    """The checked fields of a new webhook; what is null or absent is not among them."""
    found = {name: value for name, value in _check(given, FIELDS).items() if value is not None}
    if not found.get("url"):
        raise InvalidRequest("url is missing; give the https URL that is to be told.", param="url")
    return found


def check_change(given: Mapping[str, object]) -> dict[str, Any]:
    """The checked fields of a change; what is absent stays."""
    if "key" in given:
        raise InvalidRequest("key cannot be changed; make another webhook for that key.", param="key")
    found = _check(given, (*CHANGEABLE, "disabled"))
    for name, value in found.items():
        if value is None or (value == "" and name == "url"):
            raise InvalidRequest(f"{name} is null or empty; leave it out to keep what it is.", param=name)
    return found


def _check(given: Mapping[str, object], known: Sequence[str]) -> dict[str, Any]:
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name[:64], known, 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            message = f"{show(name)} is not a field of a webhook; allowed: {', '.join(known)}.{hint}"
            raise InvalidRequest(message, param=name[:64])
    return {name: _value(name, value) for name, value in given.items()}


def _value(name: str, value: object) -> object:
    if value is None:
        return None
    match name:
        case "url":
            return check_text(value, name, MAX_URL)
        case "description":
            return check_text(value, name, MOST_DESCRIPTION)
        case "events":
            return _events(value)
        case "disabled":
            if not isinstance(value, bool):
                raise InvalidRequest(f"disabled is {show(value)}; allowed: true, false.", param=name)
            return value
    if not isinstance(value, str) or not KEY_ID.fullmatch(value):
        raise InvalidRequest(f"key is {show(value)}; allowed: the id of a key, or null for all.", param=name)
    return value


def _events(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise InvalidRequest(f"events is {show(value)}; allowed: a list of {listed(TYPES)}.", param="events")
    for at, kind in enumerate(value):
        if kind not in TYPES:
            param = f"events[{at}]"
            raise InvalidRequest(f"{param} is {show(kind)}; allowed: {listed(TYPES)}.", param=param)
    return tuple(kind for kind in TYPES if kind in value)
