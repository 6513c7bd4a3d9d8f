"""A road."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage import Stage


def test_the_asphalt_is_grey_and_the_plain_is_not(shown) -> None:  # type: ignore[no-untyped-def]
    frame = shown("road", "day").astype(int)
    chroma = frame.max(axis=2) - frame.min(axis=2)
    assert np.sort(chroma[70])[:20].mean() < 22
    assert np.sort(chroma[70])[-20:].mean() > 30


def test_rain_makes_it_mirror(shown) -> None:  # type: ignore[no-untyped-def]
    assert np.abs(shown("road", "dusk", "rain").astype(int)[60:80] - shown("road", "dusk")[60:80]).mean() > 2


def test_a_desert_road_lies_in_sand() -> None:
    stage = Stage(Scene("a desert highway", "road", "day", "clear", seed=1), 160, 90, 48)
    blue, green, red = stage.frame(24)[62].astype(int).mean(axis=0)
    assert red > green > blue and red - blue > 20
