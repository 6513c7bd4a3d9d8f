"""A meadow."""

from __future__ import annotations


def test_grass_is_green_by_day_and_white_under_snow(shown) -> None:  # type: ignore[no-untyped-def]
    green = shown("meadow", "day")[64:72].reshape(-1, 3).mean(0)
    white = shown("meadow", "day", snowy=True)[64:72].reshape(-1, 3).mean(0)
    assert green[1] > green[0] + 25
    assert abs(white[1] - white[0]) < 25


def test_the_sky_is_lighter_than_the_foreground(shown) -> None:  # type: ignore[no-untyped-def]
    frame = shown("meadow", "golden").mean(axis=2)
    assert frame[:45].mean() > frame[84:].mean()
