"""A jungle."""

from __future__ import annotations


def test_it_is_green(shown) -> None:  # type: ignore[no-untyped-def]
    frame = shown("jungle", "day").reshape(-1, 3).mean(0)
    assert frame[1] > frame[2]


def test_leaves_frame_it_darkly(shown) -> None:  # type: ignore[no-untyped-def]
    frame = shown("jungle", "morning").mean(axis=2)
    assert frame[85:].mean() < 0.6 * frame[40:60, 50:110].mean()
