"""A still lake."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage import Stage


def test_the_mountains_are_mirrored(shown) -> None:  # type: ignore[no-untyped-def]
    frame = shown("lake", "golden").mean(axis=2)
    above, below = frame[38:48].mean(0), frame[50:60].mean(0)
    assert np.corrcoef(above, below)[0, 1] > 0.4


def test_it_moves(shown) -> None:  # type: ignore[no-untyped-def]
    stage = Stage(Scene("", "lake", seed=1), 96, 54, 48)
    assert np.abs(stage.frame(10)[35:].astype(int) - stage.frame(14)[35:]).mean() > 0.5
