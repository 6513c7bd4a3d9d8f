"""A street seen across."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.places import frontage
from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.palette import palette


def test_wheels_keep_to_the_road_and_feet_to_the_pavement() -> None:
    easel = Easel(
        Scene("", "street", "day"), palette("day", "clear"), 160, 90, 1, frozenset({"wheels", "feet", "ground"})
    )
    place = frontage.build(easel)
    assert place.horizon < place.lanes["wheels"].y < place.lanes["ground"].y


def test_fronts_stand_behind_the_road() -> None:
    easel = Easel(Scene("paris", "street", "day"), palette("day", "clear"), 160, 90, 1)
    place = frontage.build(easel)
    fronts = next(layer for layer in place.layers if abs(layer.depth - frontage.FRONTS) < 1e-6)
    foot = round(place.horizon + frontage.FRONTS * (place.line - place.horizon))
    assert np.asarray(fronts.bgra)[foot - 4, :, 3].min() == 255  # type: ignore[attr-defined]
