"""What films cost: the price of a request before it is sent, the lines of a task, the sums of a tenant.

All amounts on the wire are integers, in millionths of a US dollar.
"""

from __future__ import annotations

import dataclasses
import re
import time
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter, Request

from rushes.api.auth import Called
from rushes.api.body import read_fields
from rushes.api.context import Parts
from rushes.api.openai import from_openai
from rushes.core.caller import Scope
from rushes.core.fields import listed, show
from rushes.core.money import CURRENCY, day_of
from rushes.errors import InvalidRequest
from rushes.storage.ledger import Span
from rushes.studio import Estimate

router = APIRouter(tags=["money"])

#: What usage may be added up by.
GROUPS = ("day", "model", "key", "tenant")
SUMS = ("tasks", "films", "seconds", "reserved", "spent", "overrun", "vendor_billed")
USUAL_DAYS, MOST_DAYS = 30, 366
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@router.post("/v1/videos/estimate", summary="Price a video")
async def estimate(request: Request, caller: Called, parts: Parts) -> dict[str, Any]:
    """Check a create and say what it would ask for and cost. Nothing is fetched, held or stored."""
    fields, warnings = from_openai(*await read_fields(request))
    found = await parts.studio.estimate(fields, caller)
    all_warnings = (*warnings, *found.warnings)
    return {
        "object": "video.estimate",
        "model": found.wanted.alias or found.wanted.model,
        "provider": found.provider,
        "currency": CURRENCY,
        "price_per_second": found.price,
        "seconds": found.wanted.seconds,
        "amount": found.price * found.wanted.seconds,
        "request": _request(found),
        "warnings": [dataclasses.asdict(warning) for warning in all_warnings],
    }


@router.get("/v1/usage", summary="Add up what was made and spent")
async def usage(request: Request, caller: Called, parts: Parts) -> dict[str, Any]:
    """Sums by day, model and key: the tenant's own; for the operator's key those of all tenants."""
    caller.need(Scope.READ)
    asked = request.query_params
    today = date.fromisoformat(day_of(time.time()))
    until = _day(asked.get("until"), "until", today)
    since = _day(asked.get("since"), "since", max(date.min + timedelta(USUAL_DAYS), until) - timedelta(USUAL_DAYS - 1))
    if not 0 <= (until - since).days < MOST_DAYS:
        message = f"since is {since} and until is {until}; allowed: at most {MOST_DAYS} days, the first one first."
        raise InvalidRequest(message, param="since")
    tenant = asked.get("tenant") if caller.operates else caller.tenant
    span = Span(since.isoformat(), until.isoformat(), tenant, asked.get("key"), asked.get("model"))
    groups = _groups(asked.get("by"))
    rows = await parts.studio.ledger.usage(span)
    return {
        "object": "usage",
        "currency": CURRENCY,
        "since": span.since,
        "until": span.until,
        "data": [{**dict(zip(groups, place, strict=True)), **sums} for place, sums in _added(rows, groups).items()],
        "total": _added(rows, ())[()] if rows else dict.fromkeys(SUMS, 0),
    }


def cost_of(lines: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """What a task costs, by the lines of its ledger; None where nothing was ever priced."""
    if not lines or not any(line["price"] or line["beyond"] for line in lines):
        return None
    told = [
        {
            "kind": line["kind"],
            "amount": line["beyond"] if line["kind"] == "overrun" else max(line["spent"], abs(line["reserved"])),
            "at": int(line["at"]),
            "vendor_units": line["vendor_units"],
            "vendor_amount": line["vendor_amount"],
        }
        for line in lines
    ]
    return {
        "currency": CURRENCY,
        "price_per_second": lines[0]["price"],
        "reserved": sum(line["reserved"] for line in lines),
        "spent": sum(line["spent"] for line in lines),
        "lines": told,
    }


def _request(found: Estimate) -> dict[str, Any]:
    """The request as it would be kept, all defaults filled in."""
    wanted, (first, last) = found.wanted, found.pictures
    return {
        "model": wanted.model,
        "prompt": wanted.prompt,
        "shots": [{"prompt": shot.prompt, "duration": shot.seconds} for shot in wanted.shots],
        "duration": wanted.seconds,
        "size": f"{found.size[0]}x{found.size[1]}" if found.size else None,
        "aspect_ratio": None if first else wanted.aspect_ratio,
        "image": first,
        "last_image": last,
        "negative_prompt": wanted.negative_prompt,
        "cfg_scale": wanted.cfg_scale,
        "shot_type": wanted.shot_type,
        "element_list": [{"element_id": element} for element in wanted.elements],
        "seed": wanted.seed,
        "labels": dict(wanted.labels),
        "user": wanted.user,
        "external_task_id": wanted.external_task_id,
        "callback_url": wanted.callback_url,
    }


def _added(rows: Sequence[Mapping[str, Any]], groups: Sequence[str]) -> dict[tuple[str, ...], dict[str, int]]:
    """The sums of the rows that agree in these groups, in the order in which they come."""
    found: dict[tuple[str, ...], dict[str, int]] = {}
    for row in rows:
        place = tuple(row["key_id" if group == "key" else group] for group in groups)
        sums = found.setdefault(place, dict.fromkeys(SUMS, 0))
        for name in SUMS:
            sums[name] += row[name]
    return found


def _groups(asked: str | None) -> tuple[str, ...]:
    groups = tuple(dict.fromkeys(word for word in (asked or "day,model,key").split(",") if word))
    if unknown := [group for group in groups if group not in GROUPS]:
        raise InvalidRequest(f"by is {show(unknown[0])}; allowed: {listed(GROUPS)}, with commas between.", param="by")
    return groups


def _day(asked: str | None, name: str, default: date) -> date:
    if asked is None:
        return default
    try:
        if _DAY.fullmatch(asked):
            return date.fromisoformat(asked)
    except ValueError:
        pass
    raise InvalidRequest(f"{name} is {show(asked)}; allowed: a day as 2026-11-22.", param=name)
