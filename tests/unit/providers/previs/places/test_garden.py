"""A garden."""

from __future__ import annotations

import numpy as np


def test_flowers_bring_many_colours(shown) -> None:  # type: ignore[no-untyped-def]
    frame = shown("garden", "day").astype(int)
    spread = np.abs(frame[..., 2] - frame[..., 1])
    assert (spread[45:] > 30).mean() > 0.02


def test_the_lawn_is_green(shown) -> None:  # type: ignore[no-untyped-def]
    lawn = shown("garden", "day")[66:70, 100:].reshape(-1, 3).mean(0)
    assert lawn[1] == max(lawn)
