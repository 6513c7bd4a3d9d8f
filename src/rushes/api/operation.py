"""The operator's routes: providers and their state, and what becomes of uncertain submissions. Scope `admin`."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from rushes.api.auth import Called
from rushes.api.body import parse_json, read_bytes
from rushes.api.context import Parts
from rushes.core.fields import show
from rushes.desk import Decision, Standing
from rushes.errors import InvalidRequest

router = APIRouter(tags=["operation"])


@router.get("/v1/providers", summary="List providers")
async def providers(caller: Called, parts: Parts) -> dict[str, Any]:
    """What makes films here, and why one of them is stopped."""
    parts.desk.only_operator(caller)
    return {"object": "list", "data": [shape(one) for one in parts.desk.standings()]}


@router.post("/v1/providers/{provider}/resume", summary="Resume a provider")
async def resume(provider: str, caller: Called, parts: Parts) -> dict[str, Any]:
    """Let a provider go on that its vendor had shut out, once that is mended."""
    return shape(await parts.desk.resume(provider, caller))


@router.post("/v1/videos/{task_id}/resolve", summary="Resolve an uncertain submission")
async def resolve(task_id: str, request: Request, caller: Called, parts: Parts) -> dict[str, Any]:
    """Say what became of a job that the vendor may or may not have: `adopt` it, `resubmit` it, or `fail` the task."""
    body = parse_json(await read_bytes(request))
    decision, vendor_id = body.get("decision"), body.get("vendor_id")
    if decision not in tuple(Decision):
        raise InvalidRequest(f"decision is {show(decision)}; allowed: {', '.join(Decision)}.", param="decision")
    if vendor_id is not None and not (isinstance(vendor_id, str) and 0 < len(vendor_id) <= 128):
        raise InvalidRequest(f"vendor_id is {show(vendor_id)}; allowed: a string.", param="vendor_id")
    return await parts.video(await parts.desk.resolve(task_id, Decision(decision), vendor_id, caller))


def shape(one: Standing) -> dict[str, Any]:
    """The wire's object of a provider."""
    return {
        "id": one.name,
        "object": "provider",
        "slots": one.slots,
        "status": one.state,
        "reason": one.stop.reason if one.stop else None,
        "since": int(one.stop.since) if one.stop else None,
    }
