"""The keys of callers: make, list, query, change, rotate, revoke; with the scope `admin`."""

from __future__ import annotations

import time
from typing import Any

from fastapi import APIRouter, Request

from rushes.api.auth import Called
from rushes.api.body import read_object, read_overlap
from rushes.api.context import Parts
from rushes.api.paging import cut, moment, read_limit
from rushes.core.key import PREFIX, Key

router = APIRouter(tags=["keys"])


@router.post("/v1/keys", summary="Make a key")
async def make(request: Request, caller: Called, parts: Parts) -> dict[str, Any]:
    """A new key. Its text, `key`, is shown here and never again; what is left out is as the key that asks has it."""
    key, text = await parts.keyring.make(await read_object(request), caller)
    return {**shape(key), "key": text}


@router.get("/v1/keys", summary="List keys")
async def page(request: Request, caller: Called, parts: Parts) -> dict[str, Any]:
    """A page of the keys of the caller's tenant, oldest first; the tenant `default` sees those of every tenant."""
    limit = read_limit(request)
    found = await parts.keyring.page(caller, request.query_params.get("after"), limit + 1)
    return cut([shape(key) for key in found], limit)


@router.get("/v1/keys/{key_id}", summary="Query a key")
async def query(key_id: str, caller: Called, parts: Parts) -> dict[str, Any]:
    """The key, without its text."""
    return shape(await parts.keyring.get(key_id, caller))


@router.patch("/v1/keys/{key_id}", summary="Change a key")
async def change(key_id: str, request: Request, caller: Called, parts: Parts) -> dict[str, Any]:
    """Another name or other rights, at once; null takes a limit away. Open streams of the key end."""
    return shape(await parts.keyring.change(key_id, await read_object(request), caller))


@router.post("/v1/keys/{key_id}/rotate", summary="Rotate a key")
async def rotate(key_id: str, request: Request, caller: Called, parts: Parts) -> dict[str, Any]:
    """Another text for the same key, shown here only. The one before opens for `overlap_seconds` more, usually 0."""
    key, text = await parts.keyring.turn(key_id, await read_overlap(request, usual=0), caller)
    return {**shape(key), "key": text}


@router.delete("/v1/keys/{key_id}", summary="Revoke a key")
async def revoke(key_id: str, caller: Called, parts: Parts) -> dict[str, Any]:
    """The key and all that were made with it end at once and for good; so do their open streams. Tasks go on."""
    return shape(await parts.keyring.revoke(key_id, caller))


def shape(key: Key) -> dict[str, Any]:
    """The wire's object of a key."""
    grant = key.grant
    return {
        "id": key.id,
        "object": "key",
        "name": key.name,
        "tenant": key.tenant,
        "status": key.state(time.time()),
        "hint": f"{PREFIX}…{key.hint}",
        "parent": key.parent,
        "scopes": sorted(grant.scopes),
        "models": None if grant.models is None else sorted(grant.models),
        "requests_per_minute": grant.requests_per_minute,
        "concurrent_tasks": grant.concurrent_tasks,
        "budget_day": grant.budget_day,
        "budget_month": grant.budget_month,
        "budget_total": grant.budget_total,
        "created_at": int(key.created_at),
        "expires_at": moment(grant.expires_at),
        "revoked_at": moment(key.revoked_at),
        "last_used_at": moment(key.used_at),
    }
