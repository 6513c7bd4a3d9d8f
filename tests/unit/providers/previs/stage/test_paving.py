"""Pavement and lamps."""

from __future__ import annotations

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.palette import palette
from rushes.providers.previs.stage.paving import lamp_post, lamp_posts, pavement


def easel(time: str, without: frozenset[str] = frozenset()) -> Easel:
    return Easel(Scene("", "city", time, without=without), palette(time, "clear"), 160, 90, 1)


def test_pavement_begins_at_its_row() -> None:
    plate = pavement(easel("day"), 60.0, 90.0, 70.0)
    assert plate.bgra[:69, :, 3].max() == 0
    assert plate.bgra[72:, :, 3].min() == 255
    assert plate.plane is not None


def test_a_lamp_shines_at_night_unless_lamps_are_taken_away() -> None:
    lit = lamp_post(easel("night"), 100.0, 90.0, 50.0, 0.8).bgra
    dark = lamp_post(easel("day"), 100.0, 90.0, 50.0, 0.8).bgra
    none = lamp_post(easel("night", frozenset({"lamps"})), 100.0, 90.0, 50.0, 0.8).bgra
    assert lit[..., 2].max() > 200
    assert dark[..., 2].max() < 160
    assert none[..., 2].max() < 160


def test_near_lamps_come_last() -> None:
    depths = [plate.depth for plate in lamp_posts(easel("day"), 60.0, 90.0)]
    assert depths == sorted(depths)
