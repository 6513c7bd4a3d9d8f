"""Pages alike for all lists: how many are asked for, and what a page says of itself."""

from __future__ import annotations

import pytest
from fastapi import Request

from rushes.api.paging import cut, moment, page_of, read_limit
from rushes.errors import InvalidRequest


def asked(query: str) -> Request:
    return Request({"type": "http", "query_string": query.encode(), "headers": []})


def test_a_limit_is_a_whole_number_within_bounds() -> None:
    assert [read_limit(asked(query)) for query in ("", "limit=1", "limit=100")] == [20, 1, 100]
    for wrong in ("0", "101", "x", "-1", "", "1" * 5000):
        with pytest.raises(InvalidRequest, match="allowed: 1 to 100"):
            read_limit(asked(f"limit={wrong}"))


def test_a_page_names_its_ends_and_whether_more_follow() -> None:
    data = [{"id": "a"}, {"id": "b"}, {"id": "c"}]
    first = cut(data, 2)
    assert (first["first_id"], first["last_id"], first["has_more"], len(first["data"])) == ("a", "b", True, 2)
    assert not cut(data, 3)["has_more"]
    assert page_of([], more=False) == {
        "object": "list", "data": [], "first_id": None, "last_id": None, "has_more": False,
    }  # fmt: skip


def test_moments_are_whole_seconds() -> None:
    assert (moment(None), moment(1.9)) == (None, 1)
