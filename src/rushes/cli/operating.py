"""`rushes tasks resolve|bills|settle`, `rushes providers`: what only the one who runs the server can decide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from rushes.cli.exits import Exit, Stopped
from rushes.cli.listing import moment
from rushes.cli.reach import Reach
from rushes.cli.spending import dollars
from rushes.cli.talk import put, put_json, put_rows
from rushes.core.money import shown
from rushes.settings import load


def resolve(
    flags: Mapping[str, Any], task_id: str, *, adopt: str | None, resubmit: bool, fail: bool, as_json: bool
) -> None:
    """Say what became of a job that the vendor may or may not have."""
    if (adopt is not None) + resubmit + fail != 1:
        raise Stopped(Exit.USAGE, "Give one of --adopt VENDOR_ID, --resubmit and --fail.")
    decision = "adopt" if adopt is not None else "resubmit" if resubmit else "fail"
    body = {"decision": decision, **({"vendor_id": adopt} if adopt is not None else {})}
    with Reach(load(flags)) as reach:
        found = reach.task(task_id, "POST", "/resolve", body=body)
    put_json(found) if as_json else put(f"{found['id']}\t{found['status']}")


def bills(flags: Mapping[str, Any], *, as_json: bool) -> None:
    """What vendors may still bill for tasks that have ended."""
    with Reach(load(flags)) as reach:
        found = reach.call("GET", "/v1/bills")["data"]
    if as_json:
        for one in found:
            put_json(one)
        return
    rows = [
        (one["id"], one["tenant"], one["provider"], one["vendor_id"], shown(one["reserved"]), moment(one["ended_at"]))
        for one in found
    ]
    put_rows(("task", "tenant", "provider", "vendor's id", "held", "ended"), rows)


def settle(flags: Mapping[str, Any], task_id: str, billed: str, *, as_json: bool) -> None:
    """Close an open bill with what the vendor billed."""
    body = {"billed": dollars("billed", billed)}
    with Reach(load(flags)) as reach:
        found = reach.call("POST", f"/v1/bills/{quote(task_id, safe='')}/settle", body=body)
    put_json(found) if as_json else put(f"{found['id']}\t{found['status']}")


def providers(flags: Mapping[str, Any], *, resume: str | None, as_json: bool) -> None:
    """List the providers; or let a stopped one go on."""
    with Reach(load(flags)) as reach:
        if resume is not None:
            reach.call("POST", f"/v1/providers/{resume}/resume")
        found = reach.call("GET", "/v1/providers")["data"]
    if as_json:
        for one in found:
            put_json(one)
        return
    rows = [(one["id"], one["status"], str(one["slots"]), one["reason"] or "") for one in found]
    put_rows(("provider", "status", "slots", "reason"), rows)
