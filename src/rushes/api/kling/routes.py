"""`/kling/v1/videos/text2video` and `…/image2video`: create, query and list in Kling's words.

They are the same tasks as everywhere: what is made here is seen under `/v1/videos`, and the other way round.
"""

from __future__ import annotations

import re
from typing import Any

from fastapi import APIRouter, Request, Response

from rushes.api.auth import Called
from rushes.api.body import read_object
from rushes.api.context import Context, Parts
from rushes.api.generations import make
from rushes.api.kling.fields import IMAGE, TEXT, read
from rushes.api.kling.shape import answer, created, shown
from rushes.core.caller import Caller
from rushes.core.fields import show
from rushes.core.protocols import Filters
from rushes.core.task import Task
from rushes.errors import InvalidRequest

router = APIRouter(prefix="/kling/v1/videos", tags=["kling"])

DIALECT = "kling"
MOST_PAGES, MOST_ON_PAGE, USUALLY_ON_PAGE = 1000, 500, 30
_NUMBER = re.compile(r"[0-9]{1,9}")


@router.post("/text2video", summary="Create a video from text, as Kling's clients do")
async def create_from_text(request: Request, caller: Called, parts: Parts) -> Response:
    """The same task as `POST /v1/video/generations` makes; the model is `model_name`, `mode` and `sound` together."""
    return await _create(TEXT, request, caller, parts)


@router.post("/image2video", summary="Create a video from pictures, as Kling's clients do")
async def create_from_picture(request: Request, caller: Called, parts: Parts) -> Response:
    """The film starts at `image` and ends at `image_tail`, where that is given."""
    return await _create(IMAGE, request, caller, parts)


@router.get("/text2video", summary="List videos made from text, as Kling's clients do")
async def page_from_text(request: Request, caller: Called, parts: Parts) -> dict[str, Any]:
    """A page, the newest first; `pageNum` counts from 1."""
    return await _page(request, caller, parts, pictured=False)


@router.get("/image2video", summary="List videos made from pictures, as Kling's clients do")
async def page_from_picture(request: Request, caller: Called, parts: Parts) -> dict[str, Any]:
    """A page, the newest first; `pageNum` counts from 1."""
    return await _page(request, caller, parts, pictured=True)


@router.get("/text2video/{task_id}", summary="Query a video, as Kling's clients do")
@router.get("/image2video/{task_id}", summary="Query a video made from pictures, as Kling's clients do")
async def query(task_id: str, request: Request, caller: Called, parts: Parts) -> dict[str, Any]:
    """The task as it is now, by its id or by the caller's own `external_task_id`."""
    task = await parts.studio.get(task_id, caller)
    return answer(shown(task, parts.links), request.state.request_id)


async def _create(kind: str, request: Request, caller: Caller, parts: Context) -> Response:
    asked = read(kind, await read_object(request))

    async def shape(task: Task) -> dict[str, Any]:
        return answer(created(task), request.state.request_id)

    return await make(request, asked, caller, parts, shape, DIALECT)


async def _page(request: Request, caller: Caller, parts: Context, *, pictured: bool) -> dict[str, Any]:
    number = _count(request, "pageNum", MOST_PAGES, 1)
    size = _count(request, "pageSize", MOST_ON_PAGE, USUALLY_ON_PAGE)
    filters = Filters(limit=size, pictured=pictured, skip=(number - 1) * size)
    found = await parts.studio.page(caller, filters)
    return answer([shown(task, parts.links) for task in found.tasks], request.state.request_id)


def _count(request: Request, name: str, most: int, usual: int) -> int:
    given = request.query_params.get(name, str(usual))
    if not (_NUMBER.fullmatch(given) and 1 <= int(given) <= most):
        raise InvalidRequest(f"{name} is {show(given)}; allowed: 1 to {most}.", param=name)
    return int(given)
