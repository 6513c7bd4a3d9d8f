"""Webhooks: make, list, query, change, delete; secrets and rotation; the log of deliveries, and sending again.

What is sent to a `callback_url` stands under `callback`, as if it were one webhook.
"""

from __future__ import annotations

import time
from typing import Any

from fastapi import APIRouter, Request

from rushes.api.auth import Called
from rushes.api.body import read_object, read_overlap
from rushes.api.context import Context, Parts
from rushes.api.paging import cut, moment, read_limit
from rushes.core.caller import Caller
from rushes.core.fields import listed, show
from rushes.core.webhook import DISABLED, Delivery, Webhook
from rushes.errors import InvalidRequest
from rushes.hooks import Secret

router = APIRouter(tags=["webhooks"])

USUAL_OVERLAP = 24 * 3600
STATES = ("pending", "held", "delivered", "failed")


@router.post("/v1/webhooks", summary="Make a webhook")
async def make(request: Request, caller: Called, parts: Parts) -> dict[str, Any]:
    """A URL that is told what happens to the tenant's videos, or to those of one key. Its `secret` verifies it."""
    webhook = await parts.hooks.make(await read_object(request), caller)
    return {**shape(webhook), "secret": (await parts.hooks.secret(webhook.id, caller)).now}


@router.get("/v1/webhooks", summary="List webhooks")
async def page(request: Request, caller: Called, parts: Parts) -> dict[str, Any]:
    """A page of the tenant's webhooks, oldest first."""
    limit = read_limit(request)
    found = await parts.hooks.page(caller, request.query_params.get("after"), limit + 1)
    return cut([shape(webhook) for webhook in found], limit)


@router.get("/v1/webhooks/callback", summary="The secret of callback_url")
async def callback(caller: Called, parts: Parts) -> dict[str, Any]:
    """What verifies the webhooks that are sent to the `callback_url`s of this key's videos."""
    return _secret(await parts.hooks.secret(None, caller))


@router.post("/v1/webhooks/callback/rotate", summary="Rotate the secret of callback_url")
async def rotate_callback(request: Request, caller: Called, parts: Parts) -> dict[str, Any]:
    """Another secret; the one before verifies too for `overlap_seconds`, usually a day."""
    return _secret(await parts.hooks.rotate(None, await read_overlap(request, USUAL_OVERLAP), caller))


@router.get("/v1/webhooks/callback/deliveries", summary="List deliveries to callback_url")
async def callback_deliveries(request: Request, caller: Called, parts: Parts) -> dict[str, Any]:
    """What was and will be sent to the `callback_url`s of the tenant's videos, newest first."""
    return await _deliveries(None, request, caller, parts)


@router.get("/v1/webhooks/{webhook_id}", summary="Query a webhook")
async def query(webhook_id: str, caller: Called, parts: Parts) -> dict[str, Any]:
    """The webhook, without its secret."""
    return shape(await parts.hooks.get(webhook_id, caller))


@router.patch("/v1/webhooks/{webhook_id}", summary="Change a webhook")
async def change(webhook_id: str, request: Request, caller: Called, parts: Parts) -> dict[str, Any]:
    """Another URL or other events. Enabled again with `disabled: false`, it is sent what was held."""
    return shape(await parts.hooks.change(webhook_id, await read_object(request), caller))


@router.delete("/v1/webhooks/{webhook_id}", summary="Delete a webhook")
async def remove(webhook_id: str, caller: Called, parts: Parts) -> dict[str, Any]:
    """It is told nothing more, and its log goes with it."""
    return {"id": await parts.hooks.remove(webhook_id, caller), "object": "webhook.deleted", "deleted": True}


@router.get("/v1/webhooks/{webhook_id}/secret", summary="The secret of a webhook")
async def secret(webhook_id: str, caller: Called, parts: Parts) -> dict[str, Any]:
    """What verifies that a webhook comes from this server."""
    return _secret(await parts.hooks.secret(webhook_id, caller))


@router.post("/v1/webhooks/{webhook_id}/rotate", summary="Rotate the secret of a webhook")
async def rotate(webhook_id: str, request: Request, caller: Called, parts: Parts) -> dict[str, Any]:
    """Another secret; the one before verifies too for `overlap_seconds`, usually a day."""
    return _secret(await parts.hooks.rotate(webhook_id, await read_overlap(request, USUAL_OVERLAP), caller))


@router.get("/v1/webhooks/{webhook_id}/deliveries", summary="List deliveries")
async def deliveries(webhook_id: str, request: Request, caller: Called, parts: Parts) -> dict[str, Any]:
    """What was and will be sent to the webhook, newest first."""
    return await _deliveries(webhook_id, request, caller, parts)


@router.post("/v1/webhooks/deliveries/{delivery_id}/redeliver", summary="Send a delivery again")
async def redeliver(delivery_id: str, caller: Called, parts: Parts) -> dict[str, Any]:
    """Under the same id, at once, and on the whole schedule again."""
    return delivered(await parts.hooks.redeliver(delivery_id, caller))


def shape(webhook: Webhook) -> dict[str, Any]:
    """The wire's object of a webhook."""
    return {
        "id": webhook.id,
        "object": "webhook",
        "url": webhook.url,
        "events": list(webhook.types),
        "description": webhook.description,
        "key": webhook.key,
        "status": "live" if webhook.disabled_at is None else "disabled",
        "reason": webhook.why,
        "failing_since": moment(webhook.failing_since),
        "disabled_at": moment(webhook.disabled_at),
        "created_at": int(webhook.created_at),
    }


def delivered(delivery: Delivery) -> dict[str, Any]:
    """The wire's object of a delivery."""
    return {
        "id": delivery.id,
        "object": "webhook.delivery",
        "webhook": delivery.webhook,
        "video": None if delivery.type == DISABLED else delivery.task_id,
        "type": delivery.type,
        "status": delivery.state,
        "attempts": delivery.attempt,
        "response_status": delivery.status,
        "error": None if delivery.state == "delivered" else delivery.error,
        "happened_at": int(delivery.at),
        "last_attempt_at": moment(delivery.tried_at),
        "next_attempt_at": int(delivery.next_at) if delivery.state == "pending" else None,
    }


async def _deliveries(webhook_id: str | None, request: Request, caller: Caller, parts: Context) -> dict[str, Any]:
    limit, state = read_limit(request), request.query_params.get("status")
    if state is not None and state not in STATES:
        raise InvalidRequest(f"status is {show(state)}; allowed: {listed(STATES)}.", param="status")
    after = request.query_params.get("after")
    found = await parts.hooks.deliveries(webhook_id, caller, state, after, limit + 1)
    return cut([delivered(delivery) for delivery in found], limit)


def _secret(found: Secret) -> dict[str, Any]:
    return {
        "object": "webhook.secret",
        "secret": found.now,
        "old_secret": found.before,
        "old_until": moment(found.before_until),
        "at": int(time.time()),
    }
