"""`rushes keys`: a key's text is data, printed once; what goes with it is talk."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from rushes.cli.exits import Exit, Stopped
from rushes.cli.listing import moment
from rushes.cli.reach import Reach
from rushes.cli.spending import dollars
from rushes.cli.talk import clean, put, put_json, put_rows, say
from rushes.core.money import MILLION
from rushes.settings import load

COLUMNS = ("id", "status", "tenant", "name", "ends in", "may", "last used")
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
BUDGETS = ("budget_day", "budget_month", "budget_total")
#: Takes a limit away.
NONE = "none"
_SPAN = re.compile(r"([0-9]{1,9})([smhd])")

WireKey = Mapping[str, Any]


def create(flags: Mapping[str, Any], body: Mapping[str, Any], *, as_json: bool) -> None:
    """Make a key and print its text."""
    with Reach(load(flags)) as reach:
        _shown_once(reach.call("POST", "/v1/keys", body=body), as_json=as_json)


def wanted(
    *,
    name: str | None = None,
    tenant: str | None = None,
    scopes: Sequence[str] | None = None,
    models: Sequence[str] | None = None,
    expires: str | None = None,
    rate: int | str | None = None,
    tasks: int | str | None = None,
    budgets: Sequence[str | None] = (None, None, None),
    now: float | None = None,
) -> dict[str, Any]:
    """What the options of `create` and `set` ask for: only what is said, and null for a limit that is to go."""
    said = {"name": name, "tenant": tenant, "scopes": list(scopes or ()) or None}
    limits = {
        "models": NONE if models == [NONE] else list(models or ()) or None,
        "expires_at": _moment(expires, time.time() if now is None else now),
        "requests_per_minute": _whole("rate", rate),
        "concurrent_tasks": _whole("tasks", tasks),
        **{name: text if text == NONE else dollars(name, text) for name, text in zip(BUDGETS, budgets, strict=True)},
    }
    found = {name: value for name, value in {**said, **limits}.items() if value is not None}
    return {name: None if name in limits and value == NONE else value for name, value in found.items()}


def change(flags: Mapping[str, Any], key_id: str, body: Mapping[str, Any], *, as_json: bool) -> None:
    """Give a key another name or other rights, and show it as it is then."""
    if not body:
        raise Stopped(Exit.USAGE, "Nothing is to be changed; name what is, like --rate 60.")
    with Reach(load(flags)) as reach:
        _shown(reach.call("PATCH", _path(key_id), body=body), as_json=as_json)


def rotate(flags: Mapping[str, Any], key_id: str, overlap: str | None, *, as_json: bool) -> None:
    """Give a key another text and print that."""
    body = {} if overlap is None else {"overlap_seconds": span("overlap", overlap)}
    with Reach(load(flags)) as reach:
        _shown_once(reach.call("POST", _path(key_id, "/rotate"), body=body), as_json=as_json)


def ls(flags: Mapping[str, Any], *, as_json: bool) -> None:
    """All keys, oldest first."""
    with Reach(load(flags)) as reach:
        found = list(_all(reach))
    if as_json:
        for key in found:
            put_json(key)
        return
    put_rows(COLUMNS, [row(key) for key in found])


def show(flags: Mapping[str, Any], key_id: str, *, as_json: bool) -> None:
    """All that is known of a key."""
    with Reach(load(flags)) as reach:
        _shown(reach.call("GET", _path(key_id)), as_json=as_json)


def revoke(flags: Mapping[str, Any], ids: Sequence[str], *, as_json: bool) -> None:
    """End keys; the first that cannot be ended stops the command."""
    with Reach(load(flags)) as reach:
        for key_id in ids:
            key = reach.call("DELETE", _path(key_id))
            put_json(key) if as_json else put(key["id"])


def row(key: WireKey) -> tuple[object, ...]:
    """A key as a line of the list."""
    used = moment(key["last_used_at"]) if key["last_used_at"] else "never"
    return key["id"], key["status"], key["tenant"], key["name"], key["hint"][-4:], " ".join(key["scopes"]), used


def facts(key: WireKey) -> list[tuple[str, str]]:
    """A key as lines of a name and a value each; what it does not have is left out."""
    found: list[tuple[str, Any]] = [
        ("id", key["id"]),
        ("name", key["name"]),
        ("tenant", key["tenant"]),
        ("status", key["status"]),
        ("text", key["hint"]),
        ("may", ", ".join(key["scopes"])),
        ("models", ", ".join(key["models"]) if key["models"] else "all"),
        ("made with", key["parent"]),
        ("requests", _limit(key["requests_per_minute"], "a minute")),
        ("tasks", _limit(key["concurrent_tasks"], "at a time")),
        *((name.replace("_", " "), _money(key[name])) for name in BUDGETS),
        *((name, moment(key[at]) if key[at] else None) for name, at in TIMES),
    ]
    return [(name, str(value)) for name, value in found if value is not None]


TIMES = (("created", "created_at"), ("last used", "last_used_at"), ("expires", "expires_at"), ("revoked", "revoked_at"))


def span(name: str, text: str) -> int:
    """Seconds of `90d`, `12h`, `30m` or `45s`. Raises `Stopped`."""
    match = _SPAN.fullmatch(text)
    if match is None:
        raise Stopped(Exit.USAGE, f"--{name} is {text!r}; allowed: a number with d, h, m or s, like 90d.")
    return int(match[1]) * UNITS[match[2]]


def _shown(key: WireKey, *, as_json: bool) -> None:
    if as_json:
        put_json(key)
        return
    found = facts(key)
    width = max(len(name) for name, _ in found)
    for name, value in found:
        put(f"{name:<{width}}  {clean(value)}")


def _moment(text: str | None, now: float) -> int | str | None:
    return text if text in (None, NONE) else int(now) + span("expires", str(text))


def _whole(name: str, given: int | str | None) -> int | str | None:
    if given in (None, NONE) or isinstance(given, int):
        return given
    if not (str(given).isascii() and str(given).isdigit() and len(str(given)) < 10):
        raise Stopped(Exit.USAGE, f"--{name} is {given!r}; allowed: a whole number, or {NONE}.")
    return int(str(given))


def _shown_once(key: WireKey, *, as_json: bool) -> None:
    if as_json:
        put_json(key)
        return
    say(f"{key['id']} for {key['name']} (tenant {key['tenant']}); keep it, it is shown only now")
    put(key["key"])


def _limit(value: int | None, what: str) -> str | None:
    return None if value is None else f"{value} {what}"


def _money(value: int | None) -> str | None:
    return None if value is None else f"${Decimal(value) / MILLION:.2f}"


def _path(key_id: str, verb: str = "") -> str:
    return f"/v1/keys/{quote(key_id, safe='')}{verb}"


def _all(reach: Reach) -> Iterator[WireKey]:
    asked = {"limit": "100"}
    while True:
        page = reach.call("GET", "/v1/keys", params=asked)
        yield from page["data"]
        if not page["has_more"]:
            return
        asked["after"] = page["last_id"]
