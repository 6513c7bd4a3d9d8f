"""Under water."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage import Stage


def test_it_is_blue_green_and_brighter_above(shown) -> None:  # type: ignore[no-untyped-def]
    frame = shown("underwater", "day").astype(int)
    assert frame[..., 0].mean() > frame[..., 2].mean() + 40
    assert frame[:20].mean() > frame[80:].mean()


def test_bubbles_rise(shown) -> None:  # type: ignore[no-untyped-def]
    stage = Stage(Scene("", "underwater", seed=1), 96, 54, 48)
    assert np.abs(stage.frame(5).astype(int) - stage.frame(9)).max() > 20
