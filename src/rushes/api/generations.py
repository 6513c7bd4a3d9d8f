"""Create: `POST /v1/video/generations`, its spelling `/v1/videos/generations`, and OpenAI's `POST /v1/videos`."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request, Response

from rushes.api.attempts import REPLAYED, answer, read_key, read_retry, to_text
from rushes.api.auth import Called
from rushes.api.body import read_fields
from rushes.api.context import Context, Parts
from rushes.api.openai import from_openai
from rushes.core.caller import Caller
from rushes.core.fields import Fields
from rushes.core.repeat import Attempt
from rushes.core.request import Warn
from rushes.core.task import Task
from rushes.errors import InvalidRequest

router = APIRouter(tags=["videos"])

#: Writes a task down for one dialect.
Shape = Callable[[Task], Awaitable[dict[str, Any]]]

MOST_WAIT = 60
_WAIT = re.compile(r"(?:^|[,;\s])wait=([0-9]{1,6})(?:$|[,;\s])")


@router.post("/v1/video/generations", summary="Create a video")
@router.post("/v1/videos/generations", summary="Create a video (another spelling)")
async def create(request: Request, caller: Called, parts: Parts) -> Response:
    """Check the request, keep it as a task and answer the task at once."""
    return await make(request, await read_fields(request), caller, parts)


@router.post("/v1/videos", summary="Create a video, as the OpenAI clients do")
async def create_openai(request: Request, caller: Called, parts: Parts) -> Response:
    """The same, with OpenAI's field names: `seconds`, `size`, `input_reference`."""
    return await make(request, from_openai(*await read_fields(request)), caller, parts)


async def make(
    request: Request,
    asked: tuple[Fields, tuple[Warn, ...]],
    caller: Caller,
    parts: Context,
    shape: Shape | None = None,
    dialect: str = "",
) -> Response:
    """Have the task made and answer it: by `shape` where a dialect has one of its own, else as everywhere."""
    wait, key, repeats = _wait(request), read_key(request), parts.studio.repeats
    fields, warnings = asked

    async def write(task: Task) -> str:
        return to_text(await (shape or parts.video)(task))

    # Sent again, it is known by either.
    request.state.may_double = key is None and not fields.given("external_task_id")
    with repeats.flight(caller, key) as take:
        attempt = Attempt(key, read_retry(request), dialect, write=write, later=wait > 0, take=take)
        made = await parts.studio.create(fields, caller, warnings, attempt)
        request.state.may_double = False
        headers = dict(REPLAYED) if made.again else {}
        if made.task is None or (made.answer is not None and not wait):
            return answer(made.answer or "", headers)
        task = made.task
        if wait:
            try:
                task = await _waited(request, parts.studio.wait(task, wait, caller))
            except InvalidRequest:  # nobody hears it, but whoever asks again
                if made.answer is not None and key is not None:
                    await repeats.answered(caller, key, await write(task))
                raise
            headers["Preference-Applied"] = f"wait={wait}"
        text = await write(task)
        if made.answer is not None and key is not None:
            await repeats.answered(caller, key, text)
        return answer(text, headers)


async def _waited(request: Request, waiting: Coroutine[Any, Any, Task]) -> Task:
    """The task as it is when the waiting is over. Nobody waits for those who have gone: their key would be held."""
    ended, gone = asyncio.create_task(waiting), asyncio.create_task(_gone(request))
    try:
        await asyncio.wait({ended, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not ended.done():
            raise InvalidRequest("The caller has gone before the answer.")
        return ended.result()
    finally:
        for task in (ended, gone):
            task.cancel()
        await asyncio.wait({ended, gone})


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _wait(request: Request) -> int:
    """The seconds of `Prefer: wait=N`, else 0. Other preferences are none of ours."""
    match = _WAIT.search(request.headers.get("prefer", ""))
    if match is None:
        return 0
    seconds = int(match[1])
    if seconds > MOST_WAIT:
        raise InvalidRequest(f"Prefer: wait={seconds}; allowed: wait=0 to wait={MOST_WAIT} seconds.", param="Prefer")
    return seconds
