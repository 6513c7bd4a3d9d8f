"""A room."""

from __future__ import annotations

import numpy as np


def test_by_day_the_window_is_the_brightest(shown) -> None:  # type: ignore[no-untyped-def]
    frame = shown("interior", "morning").mean(axis=2)
    assert frame[15:40].max() > 190
    assert frame[:, :6].mean() < 110


def test_by_night_the_lamp_is(shown) -> None:  # type: ignore[no-untyped-def]
    frame = shown("interior", "night").astype(int)
    lamp = np.unravel_index(frame.sum(axis=2).argmax(), frame.shape[:2])
    colour = frame[lamp]
    assert colour[2] >= colour[0]
