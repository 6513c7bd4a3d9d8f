"""What Kling tells is read with suspicion."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rushes.core.event import Billed
from rushes.providers.state import Stage, State, identifier, stage_of, text_of, units_of


@pytest.mark.parametrize(
    ("word", "stage"),
    [
        ("submitted", Stage.RUNNING),
        ("processing", Stage.RUNNING),
        ("succeed", Stage.SUCCEEDED),
        ("succeeded", Stage.SUCCEEDED),
        ("failed", Stage.FAILED),
        ("dreaming", Stage.RUNNING),
        (None, Stage.RUNNING),
        (["failed"], Stage.RUNNING),
    ],
)
def test_an_unknown_word_never_ends_a_job(word: object, stage: Stage) -> None:
    assert stage_of(word) is stage


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("8", "8"),
        (8, "8"),
        (None, None),
        (True, None),
        ("", None),
        ("9" * 129, None),
        ("a/b", None),
        ("a\n", None),
        ({}, None),
    ],
)
def test_an_id_is_short_and_plain(value: object, found: str | None) -> None:
    assert identifier(value) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("3", "3"), ("4.50", "4.5"), (3, "3"), ("0", "0"), ("100", "100"), ("-3", None), ("three", None), (None, None),
        ("NaN", None), ("1e99", None), ([], None), (True, None),
    ],
)  # fmt: skip
def test_units_are_sensible_or_nothing(value: object, found: str | None) -> None:
    assert units_of(value) == found
    assert found is None or Decimal(found) >= 0


def test_a_bill_is_in_units_and_in_millionths_of_a_dollar() -> None:
    assert State("1", None, Stage.SUCCEEDED, units="4.5").billed(0.14) == Billed("4.5", 630_000)
    assert State("1", None, Stage.SUCCEEDED).billed(0.14) == Billed(None, None)


def test_words_are_cut_and_printable() -> None:
    assert text_of("a\x07b" + "c" * 1000) == "ab" + "c" * 298
    assert text_of(["no"]) == ""
