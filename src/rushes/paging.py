"""Where a page of a list begins: after something that is there."""

from __future__ import annotations

from collections.abc import Awaitable

from rushes.errors import InvalidRequest, NotFound


async def begins(found: Awaitable[object], after: str) -> None:
    """Let the look at what stands before the page come to its end. Raises `InvalidRequest` where nothing is there."""
    try:
        await found
    except NotFound:
        raise InvalidRequest(f"after is {after[:64]!r}; allowed: the last id of a page.", param="after") from None
