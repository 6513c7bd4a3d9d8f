"""How the seconds are shared among shots."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.core.fields import Fields
from rushes.core.shots import read_shots, share_out
from rushes.errors import InvalidRequest


def seconds_of(*durations: object, duration: int | None = None) -> tuple[int, ...]:
    items = [{"prompt": "p", **({} if given is None else {"duration": given})} for given in durations]
    return tuple(shot.seconds for shot in read(items, duration)[0])


def read(items: Any, duration: int | None = None) -> Any:
    return read_shots(Fields({"multi_prompt": items}), None, duration, 5)


@pytest.mark.parametrize(
    ("durations", "duration", "expected"),
    [
        ((None, None), 10, (5, 5)),
        ((None, None, None), 10, (4, 3, 3)),
        ((None,), None, (5,)),
        ((4, None, None), 10, (4, 3, 3)),
        ((4, None), None, (4, 1)),
        ((2, 3), None, (2, 3)),
        ((2, 3), 5, (2, 3)),
        (("2", "3"), 5, (2, 3)),
        ((1, 1, 1), 3, (1, 1, 1)),
        ((15,), None, (15,)),
        ((1, 1, 1, 1, 1, 1), 6, (1, 1, 1, 1, 1, 1)),
        ((None,) * 6, 15, (3, 3, 3, 2, 2, 2)),
    ],
)
def test_time_is_shared_in_whole_seconds(
    durations: tuple[object, ...], duration: int | None, expected: tuple[int, ...]
) -> None:
    assert seconds_of(*durations, duration=duration) == expected


@pytest.mark.parametrize(
    ("items", "duration", "param", "says"),
    [
        ([], 5, "extra_body.multi_prompt", "has 0 items; allowed: a list of 1 to 6"),
        ([{"prompt": "p"}] * 7, 7, "extra_body.multi_prompt", "has 7 items"),
        ("p", 5, "extra_body.multi_prompt", 'is "p"'),
        (["p"], 5, "extra_body.multi_prompt[0]", "allowed: an object"),
        ([{"prompt": ""}], 5, "extra_body.multi_prompt[0].prompt", "missing or empty"),
        ([{"prompt": "p"}, {}], 5, "extra_body.multi_prompt[1].prompt", "missing or empty"),
        ([{"prompt": "p" * 513}], 5, "extra_body.multi_prompt[0].prompt", "at most 512"),
        ([{"prompt": "p", "duration": 0}], 5, "extra_body.multi_prompt[0].duration", "from 1 to 15"),
        ([{"prompt": "p", "duration": 16}], None, "extra_body.multi_prompt[0].duration", "from 1 to 15"),
        ([{"prompt": "p", "duration": 1}] * 2, None, "extra_body.multi_prompt", "sum to 2; allowed: 3 to 15"),
        ([{"prompt": "p", "duration": 8}] * 2, None, "extra_body.multi_prompt", "sum to 16"),
        ([{"prompt": "p", "duration": 3}] * 2, 5, "extra_body.multi_prompt", "sum to 6 but duration is 5"),
        ([{"prompt": "p", "duration": 5}, {"prompt": "p"}], 5, "extra_body.multi_prompt", "do not fit into 5 seconds"),
        ([{"prompt": "p"}] * 4, 3, "extra_body.multi_prompt", "4 shots of at least 1 second each do not fit into 3"),
        (
            [{"prompt": "p", "index": 1}, {"prompt": "p"}],
            5,
            "extra_body.multi_prompt",
            "none at all, or each of 1 to 2",
        ),
        ([{"prompt": "p", "index": 1}] * 2, 5, "extra_body.multi_prompt", "the indexes are [1, 1]"),
        ([{"prompt": "p", "index": 0}], 5, "extra_body.multi_prompt[0].index", "from 1 to 6"),
        ([{"prompt": "p", "index": "1"}], 5, "extra_body.multi_prompt[0].index", 'index is "1"'),
    ],
)
def test_shots_that_do_not_hold_are_refused(items: Any, duration: int | None, param: str, says: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        read(items, duration)
    assert caught.value.param == param
    assert says in caught.value.message


def test_shots_of_prompts_at_the_limit_are_taken() -> None:
    assert len(read([{"prompt": "p" * 512}])[0][0].prompt) == 512


def test_an_index_puts_shots_in_order() -> None:
    shots, _ = read([{"prompt": "second", "index": 2}, {"prompt": "first", "index": 1}], 6)
    assert [shot.prompt for shot in shots] == ["first", "second"]


@given(st.integers(1, 15), st.integers(1, 6))
def test_shares_add_up_and_differ_by_one_at_most(seconds: int, parts: int) -> None:
    shares = share_out(seconds, parts)
    assert sum(shares) == seconds
    assert max(shares) - min(shares) <= 1
    assert shares == sorted(shares, reverse=True)
