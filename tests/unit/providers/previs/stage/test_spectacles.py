"""What shows in the sky."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.palette import palette
from rushes.providers.previs.stage.spectacles import BURST, aurora, fireworks, meteors, rainbow, smoke
from rushes.providers.previs.stage.view import Moment, View

EASEL = Easel(Scene("", "meadow", "night"), palette("night", "clear"), 160, 90, 3)
VIEW = View(160, 90, (106.0, 54.0), (212, 108))


def test_an_aurora_adds_light_over_the_land() -> None:
    plate = aurora(EASEL, 70.0)
    assert plate.bgra[..., 3].max() == 0
    assert plate.bgra[:60, :, :3].max() > 60 and plate.bgra[80:, :, :3].max() < 10


def test_a_rainbow_has_its_colours_in_order() -> None:
    bow = rainbow(EASEL, 70.0).bgra.astype(int)
    column = bow[:, int(EASEL.x(0.5 - EASEL.side * 0.22))]
    assert int(np.argmax(column[:, 2] - column[:, 0])) < int(np.argmax(column[:, 0] - column[:, 2]))


def test_fireworks_burst_and_fade() -> None:
    show = fireworks(EASEL, 70.0)
    frame = np.zeros((90, 160, 3), np.uint8)
    show.draw(frame, Moment(0, 2.0, 0.0, VIEW), 90)
    assert frame.max() > 80
    dark = np.zeros((90, 160, 3), np.uint8)
    show.draw(dark, Moment(0, float(show.bursts[-1, 0]) + BURST + 1, 0.0, VIEW), 90)
    assert dark.max() == 0


def test_meteors_fly_one_after_another() -> None:
    shower = meteors(EASEL, 70.0)
    at = float(shower.streaks[2, 0])
    frame = np.zeros((90, 160, 3), np.uint8)
    shower.draw(frame, Moment(0, at + 0.4, 0.0, VIEW), 90)
    assert frame.max() > 60


def test_smoke_thins_as_it_rises() -> None:
    cover = smoke(EASEL, 100.0, 80.0, 50.0, 0.3).bgra[..., 3]
    assert cover[55:75].max() > 40 > cover[:12].max()
