"""A street."""

from __future__ import annotations

import numpy as np


def test_walls_run_to_a_vanishing_point(shown) -> None:  # type: ignore[no-untyped-def]
    frame = shown("street", "day").mean(axis=2)
    edges = np.abs(np.diff(frame, axis=1))
    assert edges[40:60, :50].mean() > edges[5:15, 60:100].mean()


def test_a_wet_street_mirrors_the_lights(shown) -> None:  # type: ignore[no-untyped-def]
    assert shown("street", "night", "rain")[70:, 50:110].max() > 45
