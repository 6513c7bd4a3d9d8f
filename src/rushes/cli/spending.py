"""`rushes usage`, and what `rushes make --estimate` prints: money for people, in dollars."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from rushes.cli.exits import Exit, Stopped
from rushes.cli.reach import Reach
from rushes.cli.talk import put, put_json, put_rows, say
from rushes.core.money import MILLION, shown
from rushes.settings import load

COLUMNS = ("films", "tasks", "seconds", "spent", "reserved")


def usage(flags: Mapping[str, Any], asked: Mapping[str, str | None], *, as_json: bool) -> None:
    """What was made and spent, a line for each day, model and key, or for what `by` names."""
    with Reach(load(flags)) as reach:
        found = reach.call("GET", "/v1/usage", params={name: value for name, value in asked.items() if value})
    if as_json:
        for row in found["data"]:
            put_json(row)
        return
    groups = [name for name in found["data"][0] if name not in found["total"]] if found["data"] else []
    put_rows((*groups, *COLUMNS), [(*(row[name] for name in groups), *sums(row)) for row in found["data"]])
    if found["total"]["overrun"]:
        say(f"vendors billed {shown(found['total']['overrun'])} beyond what was charged")


def sums(row: Mapping[str, Any]) -> tuple[object, ...]:
    """The columns of a row that are added up."""
    return row["films"], row["tasks"], row["seconds"], shown(row["spent"]), shown(row["reserved"])


def estimate(reach: Reach, body: Mapping[str, Any], *, as_json: bool) -> None:
    """What a film would cost; nothing is made."""
    found = reach.call("POST", "/v1/videos/estimate", body=body)
    for warning in found["warnings"]:
        say(f"note: {warning['message']} ({warning['param']})")
    if as_json:
        put_json(found)
        return
    put(shown(found["amount"]))
    say(f"{found['seconds']} s of {found['model']} by {found['provider']}, {shown(found['price_per_second'])} a second")


def dollars(name: str, text: str | None) -> int | None:
    """Millionths of the dollars that were written. Raises `Stopped`."""
    if text is None:
        return None
    try:
        found = Decimal(text.strip().removeprefix("$")) * MILLION
    except InvalidOperation:
        found = Decimal(-1)
    if not found.is_finite() or found < 0 or found != int(found):
        option = name.replace("_", "-")
        raise Stopped(Exit.USAGE, f"--{option} is {text!r}; allowed: dollars with up to six decimals, like 20 or 0.50.")
    return int(found)
