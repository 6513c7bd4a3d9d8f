"""The sheets cover all that there is, and each kind of picture on them can be made."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs import exhibits
from rushes.providers.previs.exhibits import DAYLIGHT, SMALL, TILE, pasted, portrait, sheets
from rushes.providers.previs.places import PLACES
from rushes.providers.previs.scene import MOVES, TIMES, WEATHERS
from rushes.providers.previs.styles import LOOKS
from rushes.providers.previs.subjects.rigs import MAKERS

EVERY = {sheet.name: sheet for sheet in sheets()}


def captions(name: str) -> list[str]:
    return [text for text, _ in EVERY[name].cells]


def test_every_place_has_every_time_by_every_weather() -> None:
    modules = {PLACES[name.removeprefix("place-")] for name in EVERY if name.startswith("place-")}
    assert modules == set(PLACES.values())
    assert captions("place-sea") == [f"{time}, {weather}" for time in TIMES for weather in WEATHERS]
    assert EVERY["place-sea"].columns == len(WEATHERS)


def test_every_rig_look_and_move_is_shown() -> None:
    rigs = " ".join(text for name in EVERY if name.startswith("rig-") for text in captions(name))
    assert [name for name in MAKERS if name not in rigs] == []
    assert {text.partition(",")[0] for text in captions("looks")} == {"natural", *LOOKS}
    assert {text.partition(" ")[0] for text in captions("moves")} == set(MOVES)


def test_a_hundred_outlines_are_drawn_by_the_same_lot_each_time() -> None:
    assert len(captions("outlines")) == exhibits.OUTLINES
    assert captions("outlines") == [text for text, _ in exhibits.outline_sheet().cells]


@pytest.mark.parametrize("name", ["place-sea", "rig-boats", "outlines", "cards"])
def test_a_picture_of_a_sheet_can_be_made(name: str) -> None:
    _, make = EVERY[name].cells[0]
    picture = make()
    assert picture.dtype == np.uint8
    assert picture.std() > 5


def test_the_pictures_of_a_sheet_have_one_size() -> None:
    sizes = {make().shape for _, make in exhibits.shape_sheet("studio", quick=True).cells[:3]}
    assert sizes == {(240, 240, 3)}
    assert exhibits.still(exhibits.Scene("", "sky"), SMALL).shape[:2] == SMALL[::-1]


def test_a_subject_stands_alone_on_its_ground() -> None:
    empty, there = portrait("nobody", "", 0.0), portrait("car", "", 0.0)
    assert empty.shape == there.shape == (TILE[1], TILE[0], 3)
    changed = np.abs(empty.astype(int) - there).max(axis=2) > 12
    assert 0.05 < changed.mean() < 0.6
    assert not changed[:20].any()


def test_a_sprite_beyond_the_edge_is_cut() -> None:
    ground = np.full((20, 30, 3), 100, np.float32)
    sprite = np.full((10, 10, 4), 255, np.uint8)
    whole = pasted(ground, sprite, (25, -5))
    assert (whole[:5, 25:] == 255).all()
    assert (whole[:, :25] == 100).all()
    assert DAYLIGHT.strength > 0
