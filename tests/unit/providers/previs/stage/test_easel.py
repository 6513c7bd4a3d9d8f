"""What places paint on."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.scene import Camera, Scene
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.palette import palette


def easel(seed: int = 1, angle: str = "eye", size: tuple[int, int] = (160, 90), time: str = "golden") -> Easel:
    return Easel(Scene("", "sea", time, camera=Camera(angle=angle)), palette(time, "clear"), *size, seed)


def test_the_frame_lies_in_the_middle_of_the_set() -> None:
    one = easel()
    assert one.x(0.5) == pytest.approx(one.set_width / 2)
    assert one.y(0.5) == pytest.approx(one.set_height / 2)
    assert one.x(0) > 0 and one.y(1) < one.set_height


def test_a_low_angle_lowers_and_a_high_one_lifts_the_horizon() -> None:
    low, eye, high, over = (easel(angle=angle).horizon(0.6) for angle in ("low", "eye", "high", "overhead"))
    assert low > eye > high > over


def test_the_sun_stands_higher_by_day_than_at_sunset() -> None:
    assert easel(time="day").sun(60)[1] < easel(time="sunset").sun(60)[1]


def test_seeds_put_the_sun_on_either_side() -> None:
    assert {easel(seed).side for seed in range(12)} == {-1, 1}


def test_chance_depends_on_seed_and_key_alone() -> None:
    assert easel(3).rng(7).random() == easel(3).rng(7).random()
    assert easel(3).rng(7).random() != easel(3).rng(8).random()


def test_a_plate_holds_what_was_painted() -> None:
    one = easel()
    plate = one.plate(np.full((one.set_height, one.set_width, 3), 0.5), np.ones((one.set_height, one.set_width)), 0.3)
    assert plate.bgra.shape == (one.set_height, one.set_width, 4)
    assert plate.bgra[..., 0].mean() == pytest.approx(128, abs=1)
    assert easel(size=(90, 160)).tall
