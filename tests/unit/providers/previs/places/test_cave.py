"""A cave."""

from __future__ import annotations


def test_the_mouth_is_bright_and_the_rock_dark(shown) -> None:  # type: ignore[no-untyped-def]
    day = shown("cave", "day").mean(axis=2)
    assert day[30:50, 60:110].mean() > 3 * day[:, :12].mean()


def test_no_rain_falls_inside(shown) -> None:  # type: ignore[no-untyped-def]
    corner = shown("cave", "day", "rain")[:, :10].astype(int)
    assert corner.max() < 90
