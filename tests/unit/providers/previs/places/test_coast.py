"""Cliffs over the sea."""

from __future__ import annotations

import numpy as np


def test_the_sea_is_blue_by_day(shown) -> None:  # type: ignore[no-untyped-def]
    day = shown("coast", "day")
    water = day[52:62].reshape(-1, 3).mean(0)
    assert water[0] > water[2] + 20


def test_the_seed_moves_the_cliffs(shown) -> None:  # type: ignore[no-untyped-def]
    assert np.abs(shown("coast", seed=1).astype(int) - shown("coast", seed=2)).mean() > 6
