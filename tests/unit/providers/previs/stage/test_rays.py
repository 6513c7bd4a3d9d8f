"""Shafts of light."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.palette import palette
from rushes.providers.previs.stage.rays import rays
from rushes.providers.previs.stage.view import Moment, View


def easel(weather: str = "clear") -> Easel:
    return Easel(Scene("", "forest", "morning", weather), palette("morning", weather), 200, 100, 1)


def test_they_only_add_light_and_fade_at_the_ground() -> None:
    one = easel()
    shafts = rays(one, 70.0, 0.5)
    frame = np.full((100, 200, 3), 40, np.uint8)
    view = View(200, 100, (132.0, 60.0), (one.set_width, one.set_height))
    shafts[0].draw(frame, Moment(0, 0.0, 0.0, view), 100)
    assert frame.min() >= 40
    assert frame[20:50].mean() > frame[90:].mean()


def test_there_are_none_without_sun() -> None:
    assert rays(easel("storm"), 70.0, 0.3) == []
