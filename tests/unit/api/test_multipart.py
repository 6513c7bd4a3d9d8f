"""Names with brackets into nested values."""

from __future__ import annotations

import pytest

from rushes.api.multipart import unfold
from rushes.errors import InvalidRequest


def test_brackets_nest() -> None:
    assert unfold([("a[b][c]", "1"), ("a[d]", "2"), ("e", b"3")]) == {"a": {"b": {"c": "1"}, "d": "2"}, "e": b"3"}


def test_a_key_that_comes_again_begins_the_next_item() -> None:
    pairs = [("m[][p]", "1"), ("m[][d]", "2"), ("m[][p]", "3"), ("m[][p]", "4"), ("m[][d]", "5")]
    assert unfold(pairs) == {"m": [{"p": "1", "d": "2"}, {"p": "3"}, {"p": "4", "d": "5"}]}


def test_numbered_and_plain_lists() -> None:
    assert unfold([("m[0][p]", "1"), ("m[1][p]", "2")]) == {"m": [{"p": "1"}, {"p": "2"}]}
    assert unfold([("m[]", "1"), ("m[]", "2")]) == {"m": ["1", "2"]}


def test_a_list_may_come_as_json_text() -> None:
    assert unfold([("multi_prompt", '[{"prompt":"a"}]')]) == {"multi_prompt": [{"prompt": "a"}]}
    assert unfold([("prompt", '[{"prompt":"a"}]')]) == {"prompt": '[{"prompt":"a"}]'}
    with pytest.raises(InvalidRequest, match="looks like JSON"):
        unfold([("labels", "{broken")])


@pytest.mark.parametrize(
    "pairs",
    [
        [("a", "1"), ("a", "2")],
        [("a", "1"), ("a[b]", "2")],
        [("a]b[", "1")],
        [("", "1")],
        [(f"a[{at}]", "1") for at in range(100)],
    ],
)
def test_what_cannot_be_nested_is_refused(pairs: list[tuple[str, str]]) -> None:
    with pytest.raises(InvalidRequest):
        unfold(pairs)


@pytest.mark.parametrize("pair", [("a" + "[b]" * 2000, "1"), ("extra_body", '{"a":' * 900 + "1" + "}" * 900)])
def test_what_is_nested_too_deep_is_refused(pair: tuple[str, str]) -> None:
    with pytest.raises(InvalidRequest, match="deeper than 32"):
        unfold([pair])
