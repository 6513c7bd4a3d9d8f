"""A field of snow."""

from __future__ import annotations


def test_the_ground_is_white(shown) -> None:  # type: ignore[no-untyped-def]
    ground = shown("snowfield", "day")[66:80]
    assert ground.min(axis=2).mean() > 120


def test_a_snowy_field_is_one(shown) -> None:  # type: ignore[no-untyped-def]
    assert shown("field", "day", snowy=True)[66:80].min(axis=2).mean() > 120
