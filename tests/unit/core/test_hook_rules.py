"""A webhook's fields are checked one by one; what slips by nobody can be a right."""

from __future__ import annotations

import pytest

from rushes.core.hook_rules import check_change, check_new
from rushes.errors import InvalidRequest

URL = "https://a.example/"


def test_what_is_null_is_as_if_it_were_not_there() -> None:
    assert check_new({"url": URL, "events": None, "description": None, "key": None}) == {"url": URL}


def test_events_come_in_one_order_and_once() -> None:
    given = ["video.failed", "video.queued", "video.failed"]
    assert check_new({"url": URL, "events": given})["events"] == ("video.queued", "video.failed")


@pytest.mark.parametrize("value", [None, ""])
def test_a_change_takes_no_url_away(value: object) -> None:
    with pytest.raises(InvalidRequest, match="leave it out"):
        check_change({"url": value})


@pytest.mark.parametrize(
    "given",
    [
        {"key": None},
        {"disabled": "yes"},
        {"disabled": None},
        {"events": None},
        {"description": 5},
        {"disable": True},
        {"tenant": "other"},
        {"failing_since": 1},
    ],
)
def test_what_is_no_change_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(InvalidRequest) as caught:
        check_change(given)
    assert caught.value.param == next(iter(given))


def test_a_near_miss_says_what_was_meant() -> None:
    with pytest.raises(InvalidRequest, match="Did you mean disabled"):
        check_change({"disable": True})
