"""Dunes."""

from __future__ import annotations


def test_sand_is_warm(shown) -> None:  # type: ignore[no-untyped-def]
    sand = shown("desert", "golden")[60:].reshape(-1, 3).mean(0)
    assert sand[2] > 1.5 * sand[0]


def test_moonlight_takes_the_colour_out_of_the_sand(shown) -> None:  # type: ignore[no-untyped-def]
    sand = shown("desert", "moonlit")[60:].reshape(-1, 3).mean(0)
    assert sand[2] <= sand[0] + 4
