"""Light behind dark actors."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.picture import Cue, Light, Sprite
from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.halo import halos
from rushes.providers.previs.stage.palette import palette
from rushes.providers.previs.stage.role import Role
from rushes.providers.previs.stage.view import Moment, View


class Post:
    """A figure that is never painted here."""

    height, aspect, stands_on = 1.75, 0.4, "ground"

    def speed(self) -> float:
        return 0.0

    def paint(self, seconds: float, pixels: int, light: Light) -> Sprite:
        raise NotImplementedError

    def cues(self, seconds: float) -> tuple[Cue, ...]:
        return ()


def setting(tone: int) -> tuple[list[object], Moment]:
    easel = Easel(Scene("", "city", "night"), palette("night", "clear"), 200, 100, 1)
    light = Light((0.5, 0.5), (1, 1, 1), (0.3, 0.3, 0.3), (0.5, 0.4, 0.3))
    role = Role(Post(), 132.0, 100.0, 40.0, 1.0, 0.0, 1.0, 0.0, light, "ground")
    moment = Moment(0, 0.0, 0.0, View(200, 100, (132.0, 60.0), (easel.set_width, easel.set_height)))
    built = Set([], 60.0, (150.0, 20.0), {"ground": Lane(100.0)}, 100.0, halo=0.6)
    return list(halos(easel, built, [role], np.full((100, 200, 3), tone, np.uint8), moment)), moment


def test_there_is_one_before_the_dark_and_none_before_the_bright() -> None:
    assert len(setting(10)[0]) == 1
    assert setting(200)[0] == []


def test_it_lies_behind_the_figure() -> None:
    (halo,), moment = setting(10)
    frame = np.zeros((100, 200, 3), np.uint8)
    halo.draw(frame, moment, 100)  # type: ignore[attr-defined]
    row, column = np.unravel_index(frame.sum(axis=2).argmax(), (100, 200))
    assert 85 < column < 115 and 45 < row < 85
    assert frame[:, :40].max() == 0
