"""Who calls: what a request shows, taken to the door.

What a caller may do is for the use cases to ask.
"""

from __future__ import annotations

import time
from typing import Annotated

from fastapi import Depends, Request

from rushes.api.context import Parts
from rushes.api.kling.codes import spoken
from rushes.api.kling.token import is_token, key_of
from rushes.core.caller import Caller, Scope
from rushes.errors import Unauthenticated


async def caller(request: Request, parts: Parts) -> Caller:
    """Who calls, by the request's key; in Kling's dialect also by a signed token. Raises `Unauthenticated`,
    `RateLimited`.
    """
    shown = _shown(request)
    if shown and spoken(request.scope["path"]) and is_token(shown) and await parts.door.locked():
        shown = key_of(shown, time.time())
    return await parts.door.admit(shown)


async def caller_or_link(request: Request, task_id: str, parts: Parts, variant: str = "video") -> Caller:
    """Who calls, by key or by a signed link to this task's file."""
    signature, expires = request.query_params.get("signature"), request.query_params.get("expires", "")
    if signature is None:
        return await caller(request, parts)
    if not parts.links.valid(task_id, variant, expires, signature):
        raise Unauthenticated("This link has expired or is not one of ours; query the task for a fresh one.")
    task = await parts.store.known(task_id)  # a link opens its task, whosever it is
    return Caller(task.tenant, scopes=frozenset({Scope.READ}))


#: The caller, as a route asks for it.
Called = Annotated[Caller, Depends(caller)]
LinkCalled = Annotated[Caller, Depends(caller_or_link)]


def _shown(request: Request) -> str | None:
    """The key that the request shows; None where it shows none, or more than one."""
    given = request.headers.getlist("authorization")
    scheme, _, key = given[0].partition(" ") if len(given) == 1 else ("", "", "")
    return key.strip() if scheme.lower() == "bearer" else None
