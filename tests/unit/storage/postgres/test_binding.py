"""Named parameters become numbered ones, and nothing else does."""

from __future__ import annotations

import re

import pytest

from rushes.storage.postgres.binding import numbered, statement
from rushes.storage.statements import statements


@pytest.mark.parametrize(
    ("text", "expected", "names"),
    [
        ("SELECT :a, :b, :a", "SELECT $1, $2, $1", ("a", "b")),
        ("SELECT :a::text", "SELECT $1::text", ("a",)),
        ("SELECT ':a', 'it''s :b', \":c\", :d", "SELECT ':a', 'it''s :b', \":c\", $1", ("d",)),
        ("SELECT 1 -- not :a\n, :b_2", "SELECT 1 -- not :a\n, $1", ("b_2",)),
        ("SELECT 1", "SELECT 1", ()),
    ],
)
def test_only_parameters_are_numbered(text: str, expected: str, names: tuple[str, ...]) -> None:
    assert numbered(text) == (expected, names)


def test_no_statement_keeps_a_name() -> None:
    for name in statements("postgres"):
        assert not re.search(r"(?<!:):[a-z]", re.sub(r"--[^\n]*|'[^']*'", "", statement(name).text)), name


def test_values_go_in_their_order_and_what_text_cannot_hold_is_replaced() -> None:
    bound = numbered("SELECT :b, :a, :b").bind({"a": 1, "b": "x\0y", "unused": 2})
    assert bound == ["x\ufffdy", 1]
    with pytest.raises(KeyError, match="a"):
        numbered("SELECT :a").bind({})
