"""A river."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage import Stage


def test_the_water_is_lighter_than_its_banks_near_the_camera(shown) -> None:  # type: ignore[no-untyped-def]
    row = shown("river", "golden")[74].mean(axis=1)
    assert row.max() > 1.6 * np.median(row)


def test_it_glimmers_from_frame_to_frame(shown) -> None:  # type: ignore[no-untyped-def]
    stage = Stage(Scene("", "river", seed=1), 96, 54, 48)
    assert np.abs(stage.frame(10).astype(int) - stage.frame(13)).mean() > 0.3
