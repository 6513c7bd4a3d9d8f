"""For those who watch the server: is it alive, is it ready."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from rushes import __version__
from rushes.api.context import Parts

router = APIRouter(tags=["health"])


@router.get("/livez", summary="Is the process alive?")
async def livez() -> dict[str, str]:
    """Always ok: an answer is the proof."""
    return {"status": "ok", "version": __version__}


@router.get("/readyz", summary="Can it take work?")
async def readyz(parts: Parts) -> JSONResponse:
    """200 when a create would be taken, else 503 with what is wrong."""
    faults: dict[str, Any] = parts.ready()
    return JSONResponse({"status": "not_ready" if faults else "ok", "faults": faults}, 503 if faults else 200)
