"""House fronts."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.fronts import strip
from rushes.providers.previs.stage.manners import MANNERS
from rushes.providers.previs.stage.palette import palette


def wall(name: str, time: str = "day"):  # type: ignore[no-untyped-def]
    easel = Easel(Scene("", "street", time), palette(time, "clear"), 320, 180, 1)
    return strip(easel, np.random.default_rng(3), MANNERS[name], (300, 160), 40.0)


@pytest.mark.parametrize("name", MANNERS)
def test_every_manner_stands_on_the_street_and_has_relief(name: str) -> None:
    front = wall(name)
    assert front.cover[-1].min() == 1
    assert front.light[front.cover > 0].std() > 0.04


def test_windows_and_shops_light_up_at_night() -> None:
    assert wall("neon", "night").glow.mean() > 3 * wall("neon", "day").glow.mean()


def test_manners_differ() -> None:
    assert np.abs(wall("paris").albedo - wall("brick").albedo).mean() > 0.05
