"""A village."""

from __future__ import annotations

import numpy as np


def test_windows_glow_in_the_evening(shown) -> None:  # type: ignore[no-untyped-def]
    evening = shown("village", "night").astype(int)
    assert ((evening[..., 2] - evening[..., 0] > 50) & (evening[..., 2] > 130)).sum() > 8


def test_the_lane_is_lighter_than_the_grass(shown) -> None:  # type: ignore[no-untyped-def]
    row = shown("village", "day")[72].astype(int)
    assert (row[:, 2] - row[:, 1]).max() > 5 + np.median(row[:, 2] - row[:, 1])
