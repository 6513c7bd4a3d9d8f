"""The operator's routes: providers and their state, uncertain submissions, open bills. Scope `admin`."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from rushes.api.auth import Called
from rushes.api.body import read_object
from rushes.api.context import Parts
from rushes.core.fields import check_whole, show
from rushes.core.key_rules import MOST_MONEY
from rushes.core.protocols import OpenBill
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
    body = await read_object(request, ("decision", "vendor_id"))
    decision, vendor_id = body.get("decision"), body.get("vendor_id")
    if decision not in tuple(Decision):
        raise InvalidRequest(f"decision is {show(decision)}; allowed: {', '.join(Decision)}.", param="decision")
    if vendor_id is not None and not (isinstance(vendor_id, str) and 0 < len(vendor_id) <= 128):
        raise InvalidRequest(f"vendor_id is {show(vendor_id)}; allowed: a string.", param="vendor_id")
    return await parts.video(await parts.desk.resolve(task_id, Decision(decision), vendor_id, caller))


@router.get("/v1/bills", summary="List open bills")
async def bills(caller: Called, parts: Parts) -> dict[str, Any]:
    """What vendors may still bill for videos that have ended, oldest first, up to 500. Its money stays held."""
    return {"object": "list", "data": [shape_bill(bill, "open") for bill in await parts.desk.bills(caller)]}


@router.post("/v1/bills/{bill_id}/settle", summary="Settle an open bill")
async def settle(bill_id: str, request: Request, caller: Called, parts: Parts) -> dict[str, Any]:
    """Say what a vendor has billed, also for a deleted video. So much of the hold is charged, the rest is released."""
    body = await read_object(request, ("billed",))
    billed = check_whole(body.get("billed"), "billed", 0, MOST_MONEY)
    if billed is None:
        message = "billed is missing; give what the vendor billed, in millionths of a dollar, 0 where nothing."
        raise InvalidRequest(message, param="billed")
    return shape_bill(await parts.desk.settle(bill_id, billed, caller), "settled")


def shape_bill(bill: OpenBill, status: str) -> dict[str, Any]:
    """The wire's object of a bill."""
    return {
        "id": bill.task_id,
        "object": "bill",
        "status": status,
        "tenant": bill.tenant,
        "provider": bill.provider,
        "model": bill.model,
        "vendor_id": bill.handle,
        "reserved": bill.reserved if status == "open" else 0,
        "ended_at": int(bill.ended_at),
    }


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
