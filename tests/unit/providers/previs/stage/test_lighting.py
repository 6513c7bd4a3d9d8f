"""Actors are readable in any light."""

from __future__ import annotations

import pytest

from rushes.providers.previs.scene import TIMES, Camera, Scene
from rushes.providers.previs.stage.easel import Easel, Set
from rushes.providers.previs.stage.lighting import BACK_NEAR, actor_light, filled, luminance
from rushes.providers.previs.stage.palette import palette


def lit(time: str, size: str = "wide", **more: object):  # type: ignore[no-untyped-def]
    easel = Easel(Scene("", "desert", time, camera=Camera(size=size)), palette(time, "clear"), 320, 180, 1)
    place = Set([], 100.0, easel.sun(100.0), {}, 150.0, **more)  # type: ignore[arg-type]
    return actor_light(easel, place, (160.0, 120.0), 1.0)


@pytest.mark.parametrize("time", TIMES)
def test_a_third_of_the_colours_always_shows(time: str) -> None:
    assert luminance(lit(time).ambient) > 0.7


def test_faces_are_lit_from_the_front() -> None:
    assert lit("sunset").backlit > lit("sunset", "close").backlit == BACK_NEAR
    assert luminance(lit("night", "close").ambient) > luminance(lit("night").ambient)


def test_a_lamp_of_the_place_is_the_key() -> None:
    assert lit("night", key=((0.2, 0.5, 0.9), (0.7, 0.3))).sun == (0.2, 0.5, 0.9)


def test_fill_light_gives_up_its_tint() -> None:
    blue, _, red = filled((0.5, 0.3, 0.2), 0.33)
    assert blue / red < 0.5 / 0.2
    assert filled((0.9, 0.9, 0.9), 0.3) == (0.9, 0.9, 0.9)
