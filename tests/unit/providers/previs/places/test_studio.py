"""A cyclorama."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage import Stage


def test_it_is_plain(shown) -> None:  # type: ignore[no-untyped-def]
    frame = shown("studio").mean(axis=2)
    assert np.abs(np.diff(frame, axis=1)).mean() < 2.5


def test_a_card_is_set_light_on_dark() -> None:
    frame = Stage(Scene("", "studio", card="Hello there", seed=1), 160, 90, 48).frame(40).mean(axis=2)
    assert frame[30:62].max() > 100
    assert np.median(frame) < 90
