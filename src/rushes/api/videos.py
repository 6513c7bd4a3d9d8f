"""One task and its files: query, list, content, cancel, delete."""

from __future__ import annotations

from email.utils import formatdate
from typing import Any

from fastapi import APIRouter, Request, Response

from rushes.api.auth import Called, LinkCalled
from rushes.api.context import Context, Parts
from rushes.api.links import VARIANTS
from rushes.api.money import cost_of
from rushes.api.paging import page_of, read_limit
from rushes.api.ranges import served
from rushes.core.caller import Caller
from rushes.core.fields import listed, show
from rushes.core.protocols import Filters
from rushes.core.task import WIRE
from rushes.errors import InvalidRequest, NotFound

router = APIRouter(tags=["videos"])

POLL_AFTER_MS = 1000


@router.get("/v1/videos", summary="List videos")
async def page(request: Request, caller: Called, parts: Parts) -> dict[str, Any]:
    """A page of the caller's tasks, newest first unless `order=asc`."""
    found = await parts.studio.page(caller, await _filters(request, caller, parts))
    data = await parts.videos(found.tasks)
    last = found.tasks[-1] if found.tasks else None
    cursor = await _cursor(last.id, caller, parts) if last and found.has_more else None
    return {**page_of(data, more=found.has_more), "next_cursor": cursor}


@router.get("/v1/videos/{task_id}", summary="Query a video")
@router.get("/v1/video/generations/{task_id}", summary="Query a video (the create path)")
@router.get("/v1/videos/generations/{task_id}", summary="Query a video (another spelling)")
async def query(task_id: str, request: Request, caller: Called, parts: Parts) -> dict[str, Any]:
    """The task as it is now, with what it costs. A failed task answers 200: the failure is in `error`."""
    task = await parts.studio.get(task_id, caller)
    found = await parts.video(task)
    if cost := cost_of(await parts.studio.ledger.lines(task.id)):
        found["metadata"]["cost"] = cost
    return found


@router.delete("/v1/videos/{task_id}", summary="Delete a video")
async def delete(task_id: str, caller: Called, parts: Parts) -> dict[str, Any]:
    """Cancel the task if it has not ended, and remove its files. Afterwards it is 404."""
    return {"id": await parts.studio.delete(task_id, caller), "object": "video.deleted", "deleted": True}


@router.post("/v1/videos/{task_id}/cancel", summary="Cancel a video")
async def cancel(task_id: str, caller: Called, parts: Parts) -> dict[str, Any]:
    """End the task without a film."""
    return await parts.video(await parts.studio.cancel(task_id, caller))


@router.api_route("/v1/videos/{task_id}/content", methods=["GET", "HEAD"], summary="Download the film or its thumbnail")
async def content(
    task_id: str,
    request: Request,
    caller: LinkCalled,
    parts: Parts,
    variant: str = "video",
) -> Response:
    """The file or one range of its bytes; by key or by a link of ours."""
    if variant not in VARIANTS:
        raise InvalidRequest(f"variant is {show(variant)}; allowed: {listed(VARIANTS)}.", param="variant")
    task = await parts.studio.film(task_id, caller)
    assert task.clip is not None
    film = variant == "video"
    name, kind = (task.clip.media, "video/mp4") if film else (task.clip.poster, "image/jpeg")
    headers = {
        "Content-Disposition": f'inline; filename="{task.id}.{"mp4" if film else "jpg"}"',
        "Cache-Control": "private, max-age=3600",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "X-Content-Type-Options": "nosniff",
        "ETag": f'"{task.clip.sha256[:32]}{"" if film else "-jpg"}"',
        "Last-Modified": formatdate(task.finished_at, usegmt=True),
    }
    return await served(request, parts.media, name, kind, headers)


async def _filters(request: Request, caller: Caller, parts: Context) -> Filters:
    asked = request.query_params
    limit, order, after = read_limit(request), asked.get("order", "desc"), asked.get("after")
    if order not in ("asc", "desc"):
        raise InvalidRequest(f'order is {show(order)}; allowed: "asc", "desc".', param="order")
    statuses = frozenset(word for word in asked.get("status", "").split(",") if word)
    words = tuple(dict.fromkeys(WIRE.values()))
    if unknown := statuses - set(words):
        raise InvalidRequest(f"status is {show(min(unknown))}; allowed: {listed(words)}.", param="status")
    place = await _place(after, caller, parts) if after else None
    model = asked.get("model")
    if model is not None:
        model = parts.studio.aliases.get(model, model)
    return Filters(limit, order == "desc", place, statuses, model)


async def _cursor(task_id: str, caller: Caller, parts: Context) -> str:
    return parts.links.cursor(caller.tenant, await parts.store.place(task_id, caller.tenant))


async def _place(after: str, caller: Caller, parts: Context) -> int:
    place = parts.links.place(caller.tenant, after)
    if place is not None:
        return place
    try:
        return await parts.store.place(after, caller.tenant)
    except NotFound:
        message = f"after is {show(after)}; allowed: the id of a task of yours, or next_cursor of a list's answer."
        raise InvalidRequest(message, param="after") from None
