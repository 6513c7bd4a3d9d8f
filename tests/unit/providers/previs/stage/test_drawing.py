"""Solid things."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.drawing import Drawing, solid
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.palette import palette


def easel(time: str) -> Easel:
    return Easel(Scene("", "village", time), palette(time, "clear"), 100, 60, 1)


def drawn(one: Easel) -> Drawing:
    draw = Drawing(one.set_width, one.set_height)
    draw.box(20, 20, 30, 20, (0.2, 0.4, 0.8), 0.6)
    draw.box(30, 25, 6, 6, (0.3, 0.3, 0.3), 0.3, 1.0)
    return draw


def test_later_strokes_cover_earlier_ones() -> None:
    draw = drawn(easel("day"))
    assert draw.cover[22, 22] == 1 and draw.cover[5, 5] == 0
    assert draw.glow[28, 33] == 1 and draw.glow[22, 22] == 0
    assert np.allclose(draw.colour[22, 22], (0.2, 0.4, 0.8), atol=0.01)


def test_windows_burn_at_night() -> None:
    day, night = (solid(easel(time), drawn(easel(time)), 0.5).bgra for time in ("day", "night"))
    assert night[28, 33, 2] > 200
    assert day[28, 33, 2] < 140
    assert night[22, 22, :3].mean() < day[22, 22, :3].mean()


def test_curves_are_round() -> None:
    draw = Drawing(60, 60)
    draw.round(30, 30, 20, 20, (1, 1, 1))
    draw.pillow(0, 0, 6, 6, (1, 1, 1))
    assert draw.cover[30, 12] == 1 and draw.cover[14, 14] == 0
