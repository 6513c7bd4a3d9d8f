"""Backdrops and weather that a prompt names as things."""

from __future__ import annotations

import pytest

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.backdrops import BACKDROPS, OUTSIDE
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.palette import palette


@pytest.mark.parametrize("name", sorted(OUTSIDE - {"stars"}))
def test_each_gives_something_to_draw(name: str) -> None:
    easel = Easel(Scene("", "meadow", "day"), palette("day", "clear"), 128, 72, 1)
    place = Set([], 50.0, easel.sun(50.0), {"ground": Lane(75.0)}, 75.0)
    assert BACKDROPS[name](easel, place) or name == "meteor"


def test_shooting_stars_need_the_word() -> None:
    place = Set([], 50.0, (0, 0), {}, 75.0)
    for prompt, count in (("a meteor shower", 1), ("stars", 0)):
        easel = Easel(Scene(prompt, "meadow", "night"), palette("night", "clear"), 128, 72, 1)
        assert len(BACKDROPS["stars"](easel, place)) == count
