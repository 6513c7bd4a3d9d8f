"""A ripe field."""

from __future__ import annotations


def test_the_corn_is_golden(shown) -> None:  # type: ignore[no-untyped-def]
    corn = shown("field", "day")[60:75].reshape(-1, 3).mean(0)
    assert corn[2] > corn[0] + 25
    assert corn[1] > corn[0]


def test_the_foreground_is_darker_than_the_field(shown) -> None:  # type: ignore[no-untyped-def]
    frame = shown("field", "golden").mean(axis=2)
    assert frame[86:].mean() < frame[60:70].mean()
