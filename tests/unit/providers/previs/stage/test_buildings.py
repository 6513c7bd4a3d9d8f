"""Buildings."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.buildings import Row, facade, shaped, skyline
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.palette import palette, rgb


def easel(time: str) -> Easel:
    return Easel(Scene("", "city", time), palette(time, "clear"), 200, 110, 1)


def row(**more: object) -> Row:
    return Row(90.0, 50.0, 16.0, 0.1, 0.2, 2.0, rgb("404550"), rgb("908880"), **more)  # type: ignore[arg-type]


def test_towers_stand_on_the_foot_and_rise_unevenly() -> None:
    plate = skyline(easel("day"), 90.0, row(), 40)
    tops = (plate.bgra[..., 3] > 0).argmax(axis=0)
    assert tops.std() > 4
    assert plate.bgra[88, :, 3].mean() > 200


def test_a_gap_stays_open() -> None:
    plate = skyline(easel("day"), 90.0, row(gap=(132.0, 40.0)), 40)
    assert plate.bgra[:, 125:140, 3].mean() < 0.2 * plate.bgra[:, :60, 3].mean()


def test_windows_light_up_at_night() -> None:
    day, night = (skyline(easel(time), 90.0, row(), 40).bgra.astype(int) for time in ("day", "night"))
    warm = night[..., 2] - night[..., 0]
    assert (warm > 60).sum() > 20
    assert np.median(night[60:80, :, :3]) < np.median(day[60:80, :, :3])


def test_a_facade_has_lit_shop_windows_in_the_evening() -> None:
    colour, glow = facade(easel("night"), np.random.default_rng(2), 120, 160, 4)
    assert colour.shape == glow.shape == (160, 120, 3)
    assert glow[120:].max() > 0.3


def test_a_picture_is_drawn_between_its_corners() -> None:
    seen = shaped(np.ones((10, 10), np.float32), [(20, 10), (60, 20), (60, 40), (20, 50)], (80, 60))
    assert seen[30, 40] == 1 and seen[12, 55] == 0
