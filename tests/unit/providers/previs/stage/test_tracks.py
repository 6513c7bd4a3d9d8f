"""Trains run on rails."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.palette import palette
from rushes.providers.previs.stage.tracks import railway


def laid(*props: str, needs: frozenset[str] = frozenset({"rails", "ground"})):  # type: ignore[no-untyped-def]
    easel = Easel(Scene("", "meadow", "day", props=props), palette("day", "clear"), 320, 180, 1, needs)
    place = Set([], easel.y(0.6), (0, 0), {"ground": Lane(easel.y(0.86))}, easel.y(0.86))
    return easel, place, railway(easel, place)


def test_no_track_without_a_train() -> None:
    assert laid(needs=frozenset({"ground"}))[2] is None


def test_the_track_lies_under_the_wheels_all_across() -> None:
    _, place, plate = laid()
    row = round(place.lanes["wheels"].y)
    assert plate is not None and (plate.bgra[row + 1, :, 3] > 200).all()


def test_a_bridge_carries_it() -> None:
    easel, place, plate = laid("bridge")
    deck = round(place.lanes["wheels"].y)
    assert "bridge" in place.drawn and deck < easel.y(0.7)
    below = plate.bgra[deck + round(0.16 * easel.height), :, 3]
    assert np.unique(below > 128).size == 2
