"""Create: `POST /v1/video/generations`, its spelling `/v1/videos/generations`, and OpenAI's `POST /v1/videos`."""

from __future__ import annotations

import re
from typing import Any

from fastapi import APIRouter, Request, Response

from rushes.api.auth import Called
from rushes.api.body import read_fields
from rushes.api.context import Context, Parts
from rushes.api.openai import from_openai
from rushes.core.caller import Caller
from rushes.core.fields import Fields
from rushes.core.request import Warn
from rushes.errors import InvalidRequest

router = APIRouter(tags=["videos"])

MOST_WAIT = 60
_WAIT = re.compile(r"(?:^|[,;\s])wait=([0-9]{1,6})(?:$|[,;\s])")


@router.post("/v1/video/generations", summary="Create a video")
@router.post("/v1/videos/generations", summary="Create a video (another spelling)")
async def create(request: Request, response: Response, caller: Called, parts: Parts) -> dict[str, Any]:
    """Check the request, keep it as a task and answer the task at once."""
    return await _create(request, response, await read_fields(request), caller, parts)


@router.post("/v1/videos", summary="Create a video, as the OpenAI clients do")
async def create_openai(request: Request, response: Response, caller: Called, parts: Parts) -> dict[str, Any]:
    """The same, with OpenAI's field names: `seconds`, `size`, `input_reference`."""
    return await _create(request, response, from_openai(*await read_fields(request)), caller, parts)


async def _create(
    request: Request, response: Response, asked: tuple[Fields, tuple[Warn, ...]], caller: Caller, parts: Context
) -> dict[str, Any]:
    wait = _wait(request)
    fields, warnings = asked
    if "idempotency-key" in request.headers:
        message = "Idempotency-Key has no effect: this version replays no answers. Use external_task_id instead."
        warnings += (Warn("Idempotency-Key", message),)
    task = await parts.studio.create(fields, caller, warnings)
    if wait:
        task = await parts.studio.wait(task, wait, caller)
        response.headers["Preference-Applied"] = f"wait={wait}"
    return await parts.video(task)


def _wait(request: Request) -> int:
    """The seconds of `Prefer: wait=N`, else 0. Other preferences are none of ours."""
    match = _WAIT.search(request.headers.get("prefer", ""))
    if match is None:
        return 0
    seconds = int(match[1])
    if seconds > MOST_WAIT:
        raise InvalidRequest(f"Prefer: wait={seconds}; allowed: wait=0 to wait={MOST_WAIT} seconds.", param="Prefer")
    return seconds
