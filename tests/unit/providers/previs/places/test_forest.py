"""A fir forest."""

from __future__ import annotations


def test_trees_lose_contrast_with_distance_in_fog(shown) -> None:  # type: ignore[no-untyped-def]
    clear, fog = shown("forest", "dawn"), shown("forest", "dawn", "fog")
    assert fog[30:60].std() < clear[30:60].std()


def test_snow_whitens_the_floor(shown) -> None:  # type: ignore[no-untyped-def]
    green, white = shown("forest", "day"), shown("forest", "day", snowy=True)
    assert white[66:74].mean() > green[66:74].mean() + 15
