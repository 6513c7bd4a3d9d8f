"""Land that places share."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.flora import fir
from rushes.providers.previs.stage.ground import Floor, Rank, air, flat_row, floor, fringe, perspective_noise, rank
from rushes.providers.previs.stage.palette import palette, rgb


def easel() -> Easel:
    return Easel(Scene("", "meadow", "golden"), palette("golden", "clear"), 160, 90, 1)


def test_noise_on_the_ground_is_finer_far_away() -> None:
    one = easel()
    values = perspective_noise(one, 50.0, 3, 60)
    far, near = np.abs(np.diff(values[58:64], axis=1)).mean(), np.abs(np.diff(values[-8:], axis=1)).mean()
    assert far > near


def test_the_air_is_warmer_before_the_sun() -> None:
    one = easel()
    colours = air(one, 60.0)[0]
    sun = int(one.sun(60.0)[0])
    away = 0 if sun > one.set_width / 2 else -1
    assert colours[sun, 2] - colours[sun, 0] > colours[away, 2] - colours[away, 0]


def test_a_floor_begins_at_its_row_and_sinks_into_shadow() -> None:
    one = easel()
    plate = floor(one, 50.0, 90.0, Floor(rgb("304020"), rgb("90a050"), flat_row(one, 60.0, 4, 0.0)), 80)
    assert plate.bgra[:56, :, 3].max() == 0
    assert plate.bgra[66:, :, 3].min() == 255
    assert plate.bgra[64:72, :, :3].mean() > plate.bgra[-8:, :, :3].mean()


def test_a_rank_leaves_its_gap_open() -> None:
    one = easel()
    kinds = [fir(one.rng(1), 1)]
    row = flat_row(one, 80.0, 4, 0.0)
    plate = rank(one, 60.0, kinds, Rank(row, 30.0, 80, 0.3, 0.2, gap=(105.0, 30.0)), 70)
    gap = plate.bgra[55:75, 95:115, 3].mean()
    assert gap < 0.3 * plate.bgra[55:75, :60, 3].mean()


def test_a_near_fringe_fills_the_foot_and_a_far_one_is_a_band() -> None:
    one = easel()
    assert fringe(one, 90, 0.95, 0.1).bgra[-3:, :, 3].min() == 255
    assert fringe(one, 90, 0.70, 0.05, depth=0.8).bgra[-3:, :, 3].max() == 0
