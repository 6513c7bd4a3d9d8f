"""`rushes webhooks …`: a secret is data and goes to standard output; what goes with it is talk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from rushes.cli.listing import moment
from rushes.cli.reach import Reach
from rushes.cli.talk import put, put_json, put_rows, say
from rushes.settings import load

COLUMNS = ("id", "status", "url", "events", "remark")
DELIVERY_COLUMNS = ("id", "status", "tries", "type", "task", "answer", "next try")
PATH, PAGE = "/v1/webhooks", 100
CALLBACK = "callback"

Flags = Mapping[str, Any]


def add(flags: Flags, wanted: Mapping[str, Any], *, as_json: bool) -> None:
    """Make a webhook."""
    made = _call(flags, "POST", PATH, wanted)
    if as_json:
        put_json(made)
        return
    say(f"{made['id']} is told {', '.join(made['events'])}; verify what comes with this secret:")
    put(made["secret"])


def ls(flags: Flags, *, as_json: bool) -> None:
    """All webhooks."""
    with Reach(load(flags)) as reach:
        found = list(_pages(reach, PATH, {}, None))
    if as_json:
        for hook in found:
            put_json(hook)
        return
    put_rows(COLUMNS, [row(hook) for hook in found])


def rm(flags: Flags, hook_id: str, *, as_json: bool) -> None:
    """Delete one."""
    gone = _call(flags, "DELETE", _of(hook_id))
    if as_json:
        put_json(gone)
    else:
        put(gone["id"])


def enable(flags: Flags, hook_id: str, *, as_json: bool) -> None:
    """Let a disabled one be told again."""
    hook = _call(flags, "PATCH", _of(hook_id), {"disabled": False})
    if as_json:
        put_json(hook)
    else:
        put(hook["id"])


def secret(flags: Flags, hook_id: str, *, as_json: bool) -> None:
    """What verifies it."""
    found = _call(flags, "GET", f"{PATH}/{CALLBACK}" if hook_id == CALLBACK else _of(hook_id, "/secret"))
    _put_secret(found, as_json=as_json)


def rotate(flags: Flags, hook_id: str, overlap: int, *, as_json: bool) -> None:
    """Another secret."""
    _put_secret(_call(flags, "POST", _of(hook_id, "/rotate"), {"overlap_seconds": overlap}), as_json=as_json)


def deliveries(flags: Flags, hook_id: str, status: str | None, limit: int, *, as_json: bool) -> None:
    """The log, newest first."""
    asked = {"status": status} if status else {}
    with Reach(load(flags)) as reach:
        found = list(_pages(reach, _of(hook_id, "/deliveries"), asked, limit))
    if as_json:
        for sent in found:
            put_json(sent)
        return
    put_rows(DELIVERY_COLUMNS, [delivery_row(sent) for sent in found])


def redeliver(flags: Flags, delivery_id: str, *, as_json: bool) -> None:
    """Send one again."""
    sent = _call(flags, "POST", f"{PATH}/deliveries/{quote(delivery_id, safe='')}/redeliver")
    if as_json:
        put_json(sent)
    else:
        put(sent["id"])


def row(hook: Mapping[str, Any]) -> tuple[object, ...]:
    """A webhook as a line of the list."""
    failing = f"nothing has arrived since {moment(hook['failing_since'])}" if hook["failing_since"] else ""
    of_key = f"of {hook['key']}" if hook["key"] else ""
    remark = "; ".join(word for word in (hook["reason"] or failing, of_key, hook["description"]) if word)
    return hook["id"], hook["status"], hook["url"], " ".join(hook["events"]), remark


def delivery_row(sent: Mapping[str, Any]) -> tuple[object, ...]:
    """A delivery as a line of the log."""
    following = moment(sent["next_attempt_at"]) if sent["next_attempt_at"] else ""
    answer = sent["error"] or sent["response_status"]
    return sent["id"], sent["status"], sent["attempts"], sent["type"], sent["video"], answer, following


def _put_secret(found: Mapping[str, Any], *, as_json: bool) -> None:
    if as_json:
        put_json(found)
        return
    put(found["secret"])
    if found["old_until"]:
        say(f"The secret before signs too until {moment(found['old_until'])}.")


def _of(hook_id: str, verb: str = "") -> str:
    return f"{PATH}/{quote(hook_id, safe='')}{verb}"


def _call(flags: Flags, method: str, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
    with Reach(load(flags)) as reach:
        return reach.call(method, path, body=body)


def _pages(reach: Reach, path: str, asked: Mapping[str, str], limit: int | None) -> Iterator[dict[str, Any]]:
    left, params = limit, dict(asked)
    while left is None or left > 0:
        page = reach.call("GET", path, params={**params, "limit": str(min(PAGE, left or PAGE))})
        yield from page["data"]
        left = None if left is None else left - len(page["data"])
        if not page["has_more"]:
            return
        params["after"] = page["last_id"]
