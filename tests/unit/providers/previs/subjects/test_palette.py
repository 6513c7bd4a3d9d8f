"""Natural colours."""

from __future__ import annotations

from rushes.providers.previs.subjects.glyphs import KINDS, signs
from rushes.providers.previs.subjects.palette import TABLE, colours


def test_an_apple_is_red_and_a_tree_green_above_brown() -> None:
    (_, green, red), _, _ = colours("red_apple", KINDS["fruit"])
    assert red > 2 * green
    (b, g, r), trunk, below = colours("deciduous_tree", KINDS["tree"])
    assert g > r and g > b and trunk[2] > trunk[0] and 0 < below < 1


def test_what_is_not_listed_takes_its_kinds_colours() -> None:
    assert "broom" not in TABLE
    assert colours("broom", KINDS["object"]) == colours("basket", KINDS["object"])


def test_most_of_the_table_names_signs_there_are() -> None:
    known = set(signs())
    assert sum(name in known for name in TABLE) > 0.93 * len(TABLE)
