"""For those who watch the server: is it alive, is it ready."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from rushes import __version__
from rushes.api.context import Parts
from rushes.core.caller import DEFAULT_TENANT

router = APIRouter(tags=["health"])


@router.get("/livez", summary="Is the process alive?")
async def livez() -> dict[str, str]:
    """Always ok: an answer is the proof."""
    return {"status": "ok", "version": __version__}


@router.get("/readyz", summary="Can it take work?")
async def readyz(parts: Parts) -> dict[str, Any]:
    """200 when the store answers. `absent` names models that are known and that no configured provider makes;
    `providers` says which provider is stopped until its operator acts, or failing and passed over for a while. Why,
    `GET /v1/providers` tells the operator.
    """
    await parts.store.last_event_number(DEFAULT_TENANT)
    providers = {one.name: one.state for one in parts.desk.standings()}
    return {"status": "ok", "absent": dict(parts.absent), "providers": providers}
