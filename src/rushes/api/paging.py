"""What all lists have in common: how many are asked for, and the page that answers. Which ones is for the routes."""

from __future__ import annotations

import re
from typing import Any

from fastapi import Request

from rushes.core.fields import show
from rushes.errors import InvalidRequest

MOST_LISTED, USUALLY_LISTED = 100, 20
_LIMIT = re.compile(r"[0-9]{1,9}")


def read_limit(request: Request) -> int:
    """How many a page shall hold. Raises `InvalidRequest`."""
    limit = request.query_params.get("limit", str(USUALLY_LISTED))
    if not (_LIMIT.fullmatch(limit) and 1 <= int(limit) <= MOST_LISTED):
        raise InvalidRequest(f"limit is {show(limit)}; allowed: 1 to {MOST_LISTED}.", param="limit")
    return int(limit)


def page_of(data: list[dict[str, Any]], *, more: bool) -> dict[str, Any]:
    """The wire's object of a page."""
    return {
        "object": "list",
        "data": data,
        "first_id": data[0]["id"] if data else None,
        "last_id": data[-1]["id"] if data else None,
        "has_more": more,
    }


def cut(found: list[dict[str, Any]], limit: int) -> dict[str, Any]:
    """The page of what was looked up with one more than was asked for."""
    return page_of(found[:limit], more=len(found) > limit)


def moment(at: float | None) -> int | None:
    """A time as lists and objects show it."""
    return None if at is None else int(at)
