"""Where vendors call back. The path is the secret; the body is not read. No part of the public API."""

from __future__ import annotations

from fastapi import APIRouter

from rushes.api.context import Parts
from rushes.work.callbacks import PATH

router = APIRouter(include_in_schema=False)


@router.post(PATH + "/{task_id}/{token}")
async def callback(task_id: str, token: str, parts: Parts) -> dict[str, str]:
    """Take a hint. What is forged finds nothing here."""
    await parts.callbacks.heard(task_id, token)
    return {"status": "ok"}
