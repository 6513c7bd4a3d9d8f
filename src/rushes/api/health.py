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
    """200 when the store answers. `absent` names models that are known and that no configured provider makes."""
    await parts.store.last_event_number(DEFAULT_TENANT)
    return {"status": "ok", "absent": dict(parts.absent)}
