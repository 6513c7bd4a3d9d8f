"""The sky."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.palette import palette
from rushes.providers.previs.stage.plate import Plate
from rushes.providers.previs.stage.sky import sky_layers


def sky(time: str, weather: str = "clear", without: frozenset[str] = frozenset()) -> list[Plate]:
    easel = Easel(Scene("", "sea", time, weather, without=without), palette(time, weather), 160, 90, 1)
    return [layer for layer in sky_layers(easel, 70.0) if isinstance(layer, Plate)]


def test_it_covers_the_whole_set() -> None:
    assert sky("day")[0].bgra[..., 3].min() == 255


def test_stars_shine_at_night_unless_taken_away() -> None:
    starry, bare = sky("night")[0].bgra[:50, :, :3], sky("night", without=frozenset({"stars"}))[0].bgra[:50, :, :3]
    assert starry.max() > bare[:, :60].max()
    assert np.abs(starry.astype(int) - bare).max() > 60


def test_no_clouds_without_clouds() -> None:
    assert len(sky("day", without=frozenset({"clouds"}))) == 1
    assert len(sky("day")) > 1


def test_the_sun_is_the_brightest_thing_at_sunset() -> None:
    image = sky("sunset")[0].bgra[..., :3].mean(axis=2)
    row = np.unravel_index(image.argmax(), image.shape)[0]
    assert image.max() > 225
    assert 40 < row < 75
