"""A theatre."""

from __future__ import annotations

import numpy as np


def test_the_spot_lies_on_the_boards(shown) -> None:  # type: ignore[no-untyped-def]
    frame = shown("stage").mean(axis=2)
    assert frame[72:82, 65:95].mean() > 1.8 * frame[72:82, :20].mean()


def test_the_time_of_day_does_not_matter_inside(shown) -> None:  # type: ignore[no-untyped-def]
    assert np.abs(shown("stage", "day").astype(int) - shown("stage", "night")).mean() < 12
