"""Server-Sent Events of one task or of all of a caller's tasks, with replay by `Last-Event-ID`.

The store is the source and a change in memory only the alarm clock: a stream reads what happened after its last
event, sends it, and sleeps until something changes. Each event's data is the task as it was right after it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from rushes.api.auth import Called
from rushes.api.context import Context, Parts
from rushes.api.replay import told
from rushes.api.shape import event_text, video
from rushes.core.caller import Caller, Scope
from rushes.core.event import KINDS, Recorded
from rushes.core.fields import show
from rushes.core.task import Task
from rushes.errors import InvalidRequest, NotFound
from rushes.work.watch import Changes, key_names, tenant_key

router = APIRouter(tags=["events"])

#: A comment this often keeps proxies from closing a quiet stream.
HEARTBEAT_SECONDS = 15.0
Read = Callable[[int], Awaitable[list[Recorded]]]


@router.get("/v1/videos/{task_id}/events", summary="Watch a video")
async def of_task(task_id: str, request: Request, caller: Called, parts: Parts) -> StreamingResponse:
    """All that happens to the task, from its start or after `Last-Event-ID`; ends with the task."""
    task = await parts.studio.get(task_id, caller)

    async def read(after: int) -> list[Recorded]:
        return await parts.store.events_of(task.id, after)

    after = _last_id(request)
    story = _Story(task.id, task.tenant, read, lambda event: event.sequence, ends=True)
    return _stream(_events(parts, story, caller, -1 if after is None else after))


@router.get("/v1/events", summary="Watch all videos")
async def of_tenant(request: Request, caller: Called, parts: Parts) -> StreamingResponse:
    """What happens to the caller's tasks from now on, or after `Last-Event-ID`."""
    caller.need(Scope.READ)
    after = _last_id(request)
    if after is None:
        after = await parts.store.last_event_number(caller.tenant)

    async def read(after: int) -> list[Recorded]:
        return await parts.store.events(caller.tenant, after)

    key = tenant_key(caller.tenant)
    story = _Story(key, caller.tenant, read, lambda event: event.number, ends=False)
    return _stream(_events(parts, story, caller, after))


@dataclass(frozen=True, slots=True)
class _Story:
    """What a stream tells: whose changes wake it, how it reads on, which number it counts by, whether it ends."""

    key: str
    tenant: str
    read: Read
    number: Callable[[Recorded], int]
    ends: bool


async def _events(parts: Context, story: _Story, caller: Caller, after: int) -> AsyncGenerator[str, None]:
    with parts.watch.on(story.key, *key_names(caller)) as changes:
        yield ": rushes\n\n"
        while await parts.door.holds(caller):
            for event in await story.read(after):
                after = story.number(event)
                task = await _task_after(parts, story.tenant, event)
                if task is None:
                    continue
                if event.kind in KINDS:
                    yield _message(KINDS[event.kind], after, event.at, video(task, parts.links, event.at))
            if story.ends and await _over(parts, story, after):
                return
            if (beat := await _wait(changes, caller.until)) is None:
                return
            yield beat


async def _task_after(parts: Context, tenant: str, event: Recorded) -> Task | None:
    """The task as it was right after an event; None where it has been deleted since."""
    try:
        task = await parts.store.get(event.task_id, tenant)
    except NotFound:
        return None
    return told(task, await parts.store.events_of(event.task_id, -1, event.sequence + 1))


async def _over(parts: Context, story: _Story, after: int) -> bool:
    """Whether nothing can follow: the task is gone, or it has ended and its last event is told."""
    try:
        task = await parts.store.get(story.key, story.tenant)
    except NotFound:
        return True
    return task.status.final and after >= task.sequence


async def _wait(changes: Changes, until: float | None) -> str | None:
    """Sleep until something changes; a heartbeat where nothing does for long, None where the server stops.

    None too where the caller's key has changed. `until` is when it expires: nobody tells of that.
    """
    left = HEARTBEAT_SECONDS if until is None else max(0.0, until - time.time())
    try:
        async with asyncio.timeout(min(left, HEARTBEAT_SECONDS)):
            return "" if await changes.get() else None
    except TimeoutError:
        return f": {int(time.time())}\n\n"


def _message(kind: str, number: int, at: float, data: dict[str, Any]) -> str:
    return f"event: {kind}\nid: {number}\ndata: {event_text(kind, at, data)}\n\n"


def _last_id(request: Request) -> int | None:
    """The number of `Last-Event-ID`, or of its twin in the query. Browsers keep the header up to date."""
    header, query = request.headers.get("last-event-id"), request.query_params.get("last_event_id")
    found = [_number(name, given) for name, given in (("Last-Event-ID", header), ("last_event_id", query))]
    return found[1] if found[0] is None else found[0]


def _number(name: str, given: str | None) -> int | None:
    if given is None:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 18):
        raise InvalidRequest(f"{name} is {show(given)}; allowed: the id of an event of this stream.", param=name)
    return int(given)


def _stream(events: AsyncGenerator[str, None]) -> StreamingResponse:
    return StreamingResponse(events, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})
