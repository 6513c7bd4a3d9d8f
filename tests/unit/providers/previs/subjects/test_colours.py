"""Colour words."""

from __future__ import annotations

from rushes.providers.previs.subjects.colours import COLOURS, named


def test_the_first_colour_among_the_traits_counts() -> None:
    assert named(("old", "red", "blue")) == COLOURS["red"]
    assert named(("old",)) is None


def test_red_is_red() -> None:
    blue, green, red = COLOURS["red"]
    assert red > 2 * green and red > 2 * blue
