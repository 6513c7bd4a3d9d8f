"""A plate and its states."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests import pictures

from rushes.providers.previs.photo.plate import Plate, styled
from rushes.providers.previs.scene import Scene
from rushes.providers.previs.styles import LOOKS, look

IMAGE = pictures.still_life(180, 120)
MASK = np.zeros((120, 180), np.float32)
PLAIN = Scene(prompt="", place="")
DUSK = replace(PLAIN, time="dusk", named=frozenset({"time"}))


def test_a_plain_plate_is_the_picture_at_any_moment() -> None:
    plate = Plate(IMAGE, MASK, PLAIN)
    assert plate.at(0.0, 0.0) is plate.at(1.0, 1.0) is IMAGE
    assert plate.turns_to == []


def test_light_turns_from_the_picture_to_its_own() -> None:
    plate = Plate(IMAGE, MASK, DUSK)
    means = [plate.at(turned, 0.0).mean() for turned in (0.0, 0.5, 1.0)]
    assert means[0] == IMAGE.mean()
    assert means[0] > means[1] > means[2]
    assert plate.turns_to == ["light"]


def test_focus_and_light_move_together() -> None:
    plate = Plate(IMAGE, MASK, DUSK, rack=True)
    assert np.array_equal(plate.at(0.0, 0.0), IMAGE)
    assert plate.at(1.0, 0.5).mean() < 0.8 * IMAGE.mean()
    assert (
        np.abs(np.diff(plate.at(1.0, 0.5).astype(int), axis=1)).mean()
        < 0.6 * np.abs(np.diff(plate.at(1.0, 0.0).astype(int), axis=1)).mean()
    )


@pytest.mark.parametrize("name", sorted(LOOKS))
def test_every_look_changes_the_picture_and_keeps_its_size(name: str) -> None:
    style = look(name)
    assert style is not None
    shown = styled(IMAGE, style)
    assert shown.shape == IMAGE.shape
    assert np.abs(shown.astype(int) - IMAGE).mean() > 2
    assert Plate(IMAGE, MASK, replace(PLAIN, style=name)).turns_to == [name]
