"""A page begins after something that is there; anything else is the client's mistake, and said so."""

from __future__ import annotations

import asyncio

import pytest

from rushes.errors import InvalidRequest, NotFound
from rushes.paging import begins


def test_a_page_begins_only_after_what_is_there() -> None:
    async def there() -> str:
        return "it"

    async def gone() -> str:
        raise NotFound("There is none.")

    asyncio.run(begins(there(), "a"))
    with pytest.raises(InvalidRequest, match=r"after is 'xx.*the last id of a page") as caught:
        asyncio.run(begins(gone(), "x" * 1000))
    assert caught.value.param == "after"
    assert len(caught.value.message) < 200
