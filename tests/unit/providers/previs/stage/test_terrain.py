"""Land in relief."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.palette import palette
from rushes.providers.previs.stage.terrain import MAP, Range, hazed, ridges, see


def easel() -> Easel:
    return Easel(Scene("", "mountains", "day"), palette("day", "clear"), 120, 68, 1)


def wall(at: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    heights = np.zeros((MAP, MAP), np.float32)
    heights[int(at * MAP) :, :] = 1
    return heights


def test_flat_land_below_the_eye_ends_at_the_horizon() -> None:
    flat = Range(np.zeros((MAP, MAP), np.float32), 1.0, 1.0, 400.0, 900.0, 0.5)
    _, cover, _ = see(easel(), flat, 40.0, np.random.default_rng(1))
    assert cover[36:39].max() == 0
    assert cover[43:].min() == 1


def test_a_wall_rises_as_high_as_its_distance_says() -> None:
    one = easel()
    land = Range(wall(0.5), 1.0, 4.0, 12.0, 30.0, 0.0)
    _, cover, distance = see(one, land, 50.0, np.random.default_rng(1))
    focal = 0.9 * 120
    top = float((cover.mean(axis=1) > 0.5).argmax())
    assert top == pytest.approx(50 - focal / 8, abs=2)
    assert distance[int(top) + 3].mean() == pytest.approx(8, abs=0.4)


def test_ridges_fill_the_range_and_are_rough() -> None:
    land = ridges(np.random.default_rng(1))
    assert land.min() == 0 and land.max() == 1
    assert np.abs(np.diff(land, axis=1)).mean() > 0.0012


def test_air_covers_what_is_far() -> None:
    one = easel()
    colour = np.zeros((1, 2, 3), np.float32)
    near, far = hazed(one, colour, np.array([[0.1, 90.0]], np.float32), 10.0)[0]
    assert np.abs(far - one.palette.haze).max() < 0.05
    assert near.max() < 0.05
