"""A city by day and by night."""

from __future__ import annotations


def test_windows_are_lit_at_night(shown) -> None:  # type: ignore[no-untyped-def]
    night = shown("city", "night")
    warm = (night[..., 2].astype(int) - night[..., 0] > 40) & (night[..., 2] > 120)
    assert warm[:70].sum() > 40


def test_a_day_has_no_lit_windows_and_a_bright_sky(shown) -> None:  # type: ignore[no-untyped-def]
    day = shown("city", "day")
    assert day[:15].mean() > 110
    assert day.mean() > 2 * shown("city", "night").mean()
