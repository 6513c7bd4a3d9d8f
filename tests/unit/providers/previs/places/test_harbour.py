"""A harbour."""

from __future__ import annotations

import numpy as np


def test_houses_are_mirrored_in_the_water(shown) -> None:  # type: ignore[no-untyped-def]
    frame = shown("harbour", "day").mean(axis=2)
    houses, water = frame[43:48].mean(0), frame[51:56].mean(0)
    assert np.corrcoef(houses, water)[0, 1] > 0.25


def test_a_quay_closes_the_frame(shown) -> None:  # type: ignore[no-untyped-def]
    quay = shown("harbour", "golden")[84:].astype(int)
    assert quay.std() < 45
