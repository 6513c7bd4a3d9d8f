"""Above the clouds."""

from __future__ import annotations


def test_cloud_tops_lie_below(shown) -> None:  # type: ignore[no-untyped-def]
    frame = shown("sky", "day").astype(int)
    upper, lower = frame[:30].reshape(-1, 3).mean(0), frame[70:].reshape(-1, 3).mean(0)
    assert upper[0] - upper[2] > lower[0] - lower[2]


def test_stars_stand_over_it_at_night(shown) -> None:  # type: ignore[no-untyped-def]
    night = shown("sky", "night")[:40].mean(axis=2)
    assert night.max() > night.mean() + 60
