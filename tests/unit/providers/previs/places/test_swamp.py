"""A swamp."""

from __future__ import annotations

import numpy as np


def test_trees_are_mirrored_in_still_water(shown) -> None:  # type: ignore[no-untyped-def]
    day = shown("swamp", "day").mean(axis=2)
    above, below = day[20:48, 40:120].mean(), day[52:66, 40:120].mean()
    assert np.isclose(above, below, atol=60) and day.std() > 15
