"""A fire burns."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.fire import Fire, fire
from rushes.providers.previs.stage.palette import palette
from rushes.providers.previs.stage.view import Moment, View

VIEW = View(160, 90, (106.0, 54.0), (212, 108))


def test_flames_lick_and_light_what_is_near() -> None:
    frames = []
    for seconds in (0.5, 0.7):
        frame = np.zeros((90, 160, 3), np.uint8)
        Fire(106.0, 80.0, 24.0, 1.0, 0.95).draw(frame, Moment(0, seconds, 0.0, VIEW), 90)
        frames.append(frame)
    assert frames[0][45:72, 70:90].max() > 200 and 0 < frames[0][40, 40].max() < 120
    assert not np.array_equal(*frames)


def test_by_night_it_is_the_key_light() -> None:
    for time, keyed in (("night", True), ("day", False)):
        easel = Easel(Scene("", "meadow", time), palette(time, "clear"), 160, 90, 1)
        place = Set([], 60.0, (0, 0), {"ground": Lane(95.0)}, 95.0)
        assert len(fire(easel, place, 40.0)) == (2 if keyed else 1)
        assert (place.key is not None) is keyed
