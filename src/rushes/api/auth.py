"""Who calls: a Bearer key that the operator set, or anyone where no keys are set (then on loopback only).

What a caller may do is for the use cases to ask.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Annotated

from fastapi import Depends, Request

from rushes.api.context import Context, Parts
from rushes.core.caller import Caller, Scope
from rushes.errors import Unauthenticated

#: Whoever calls a server that asks for no keys.
ANYONE = Caller()


async def caller(request: Request, parts: Parts) -> Caller:
    """Who calls, by the request's key. Raises `Unauthenticated`."""
    if not parts.keys:
        return ANYONE
    found = _known(request, parts)
    if found is None:
        raise Unauthenticated
    return found


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


def _known(request: Request, parts: Context) -> Caller | None:
    given = request.headers.getlist("authorization")
    if len(given) != 1:
        return None
    scheme, _, key = given[0].partition(" ")
    digest = hashlib.sha256(key.strip().encode("utf-8", "surrogateescape")).digest()
    # Every key is compared, so that the time taken says nothing of which one was close.
    found = [owner for known, owner in parts.keys.items() if hmac.compare_digest(digest, known)]
    return found[0] if scheme.lower() == "bearer" and found else None
