"""Who calls: a Bearer key that the operator set, or anyone where no keys are set (then on loopback only)."""

from __future__ import annotations

import hashlib
import hmac
from typing import Annotated

from fastapi import Depends, Request

from rushes.api.context import Context, Parts
from rushes.errors import Unauthenticated

#: All callers share one tenant until keys of their own come with accounts.
TENANT = "default"


async def caller(request: Request, parts: Parts) -> str:
    """The caller's tenant. Raises `Unauthenticated`."""
    if parts.keys and not _known(request, parts):
        raise Unauthenticated
    return TENANT


async def caller_or_link(request: Request, task_id: str, parts: Parts, variant: str = "video") -> str:
    """The caller's tenant, by key or by a signed link to this task's file."""
    signature, expires = request.query_params.get("signature"), request.query_params.get("expires", "")
    if signature is None:
        return await caller(request, parts)
    if not parts.links.valid(task_id, variant, expires, signature):
        raise Unauthenticated("This link has expired or is not one of ours; query the task for a fresh one.")
    return TENANT


#: The caller's tenant, as a route asks for it.
Tenant = Annotated[str, Depends(caller)]
LinkedTenant = Annotated[str, Depends(caller_or_link)]


def _known(request: Request, parts: Context) -> bool:
    given = request.headers.getlist("authorization")
    if len(given) != 1:
        return False
    scheme, _, key = given[0].partition(" ")
    digest = hashlib.sha256(key.strip().encode("utf-8", "surrogateescape")).digest()
    # Every key is compared, so that the time taken says nothing of which one was close.
    found = [hmac.compare_digest(digest, known) for known in parts.keys]
    return scheme.lower() == "bearer" and any(found)
