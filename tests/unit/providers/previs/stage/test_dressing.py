"""Props on a set."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs import script
from rushes.providers.previs.places import builder
from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage import Stage
from rushes.providers.previs.stage.dressing import dress, mirrored
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.palette import palette
from rushes.providers.previs.stage.plate import Plate
from rushes.providers.previs.stage.water import Water


def dressed(place: str, *props: str) -> tuple[Set, int]:
    easel = Easel(Scene("", place, "day", props=props), palette("day", "clear"), 120, 68, 1)
    built = builder(place)[1](easel)
    before = len(built.layers)
    dress(easel, built)
    return built, len(built.layers) - before


def test_a_known_prop_is_drawn_and_noted() -> None:
    built, more = dressed("sea", "lighthouse")
    assert "lighthouse" in built.drawn and more == 1


def test_an_unknown_prop_is_not_claimed() -> None:
    built, more = dressed("sea", "teapot")
    assert "teapot" not in built.drawn and more == 0


@pytest.mark.parametrize(("prop", "later"), [("temple", 1), ("lighthouse", 0)])
def test_what_stands_on_the_far_bank_is_drawn_before_the_water(prop: str, later: int) -> None:
    easel = Easel(Scene("", "sea", "day", props=(prop,)), palette("day", "clear"), 120, 68, 1)
    water = Water(40.0, 70.0, (80.0, 20.0), (0.2, 0.2, 0.2), (1, 1, 1), 0.2)
    far = Plate(np.zeros((easel.set_height, easel.set_width, 4), np.uint8), 0.0)
    built = Set([far, water], 40.0, (80.0, 20.0), {"water": Lane(60.0)}, 70.0)
    dress(easel, built)
    assert built.layers.index(water) == 1 + later


def test_a_thing_in_water_has_its_image_below() -> None:
    easel = Easel(Scene("", "sea", "day"), palette("day", "clear"), 120, 68, 1)
    bgra = np.zeros((easel.set_height, easel.set_width, 4), np.uint8)
    bgra[20:40, 50:60] = 200
    image = mirrored(easel, Plate(bgra, 0.3), 40.0).bgra
    assert image[45, 55].max() > 60
    assert np.array_equal(image[:40], bgra[:40])


def test_a_white_lighthouse_has_no_red_bands() -> None:
    redness = []
    for words in ("a lighthouse", "a white lighthouse"):
        frame = Stage(script.read(f"{words} on the coast at noon", seed=2), 320, 180, 24).frame(0).astype(int)
        redness.append(int((frame[..., 2] - frame[..., 0] > 70).sum()))
    assert redness[1] < redness[0]
