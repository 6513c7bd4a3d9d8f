"""Multipart names with brackets into nested values, as the OpenAI clients write them.

`extra_body[cfg_scale]` is a key of an object; `extra_body[multi_prompt][][prompt]` a key of a list's item, where a
key that comes again begins the next item; `extra_body[multi_prompt][0][prompt]` names its item.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from rushes.errors import InvalidRequest

_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
#: Fields that are lists or objects; a client may also send one as JSON text.
JSON_TEXT = ("extra_body", "multi_prompt", "element_list", "labels")
MOST_ITEMS = 64
MOST_LEVELS = 32


def unfold(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The nested values of a form's (name, value) pairs."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        match = _NAME.fullmatch(name)
        if not match:
            raise InvalidRequest(f"{name!r} is not a name a form field can have; write outer[inner].", param=name)
        path = [match[1], *re.findall(r"\[([^\[\]]*)\]", match[2])]
        _put(found, path, _parsed(path[-1], value, name), name)
    return {key: _lists(value) for key, value in found.items()}


def _put(into: dict[str, Any], path: list[str], value: Any, name: str) -> None:
    for at, step in enumerate(path[:-1]):
        key = _item_of(into, path[at + 1 :]) if step == "" else step
        into = into.setdefault(key, {})
        if not isinstance(into, dict):
            raise InvalidRequest(f"{name} is given both as a value and as an object.", param=name)
    key = str(len(into)) if path[-1] == "" else path[-1]
    if key in into:
        raise InvalidRequest(f"{name} is given twice; send it once.", param=name)
    if len(into) >= MOST_ITEMS:
        raise InvalidRequest(f"{name} has more than {MOST_ITEMS} parts.", param=name)
    into[key] = value


def _item_of(items: dict[str, Any], rest: list[str]) -> str:
    """The index of the list item that `[]` means: the last one, or the next where that key is there already."""
    if not items:
        return "0"
    last = items.get(str(len(items) - 1), {})
    for step in rest[:-1]:
        last = last.get(step, {}) if isinstance(last, dict) else {}
    taken = isinstance(last, dict) and rest[-1] in last
    return str(len(items)) if taken else str(len(items) - 1)


def _parsed(step: str, value: Any, name: str) -> Any:
    if step not in JSON_TEXT or not isinstance(value, str) or not value.lstrip().startswith(("{", "[")):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise InvalidRequest(f"{name} looks like JSON but cannot be read as such.", param=name) from None


def _lists(value: Any, level: int = 1) -> Any:
    """Objects whose keys are 0…n-1 are lists."""
    if not isinstance(value, dict):
        return value
    if level > MOST_LEVELS:
        raise InvalidRequest(f"The form is nested deeper than {MOST_LEVELS} levels.")
    inner = {key: _lists(item, level + 1) for key, item in value.items()}
    if inner and list(inner) == [str(at) for at in range(len(inner))]:
        return list(inner.values())
    return inner
