"""Clouds."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.clouds import cloud_plates
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.palette import palette
from rushes.providers.previs.stage.plate import Plate


def cover(time: str, weather: str) -> float:
    easel = Easel(Scene("", "sea", time, weather), palette(time, weather), 160, 90, 1)
    plates = [layer for layer in cloud_plates(easel, 70.0) if isinstance(layer, Plate)]
    return max((float(plate.bgra[:60, :, 3].mean()) / 255 for plate in plates), default=0.0)


def test_bad_weather_closes_the_sky() -> None:
    assert cover("day", "storm") > 0.85
    assert cover("day", "clear") < cover("day", "cloudy") + 0.02 < 0.85


def test_fog_hides_the_clouds() -> None:
    assert cover("day", "fog") == 0


@pytest.mark.parametrize("time", ["dawn", "day", "night"])
def test_clouds_drift_and_meet_at_the_sides(time: str) -> None:
    easel = Easel(Scene("", "sea", time), palette(time, "clear"), 160, 90, 1)
    for plate in cloud_plates(easel, 70.0):
        assert isinstance(plate, Plate) and plate.drift != 0
        image = plate.bgra.astype(int)
        assert np.abs(image[:, 0] - image[:, -1]).mean() < 6 + 3 * np.abs(np.diff(image, axis=1)).mean()
