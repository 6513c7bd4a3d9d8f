"""A kitchen."""

from __future__ import annotations


def test_stars_show_in_the_window_only(shown) -> None:  # type: ignore[no-untyped-def]
    frame = shown("kitchen", "night").astype(int)
    blue = frame[..., 0] - frame[..., 2]
    assert blue[18:38].max() > 40


def test_day_lights_it_more_than_night(shown) -> None:  # type: ignore[no-untyped-def]
    assert shown("kitchen", "day")[15:45].mean() > shown("kitchen", "night")[15:45].mean() - 25
