"""Looks by name."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs import script
from rushes.providers.previs.stage import Stage
from rushes.providers.previs.styles import LOOKS, look
from rushes.providers.previs.styles.looks import ALIASES, curve


def test_other_words_lead_to_looks() -> None:
    assert look("Watercolor") is LOOKS["watercolour"]
    assert all(name in LOOKS for name in ALIASES.values())
    assert look("no such look") is None


def test_curves_end_in_their_colours() -> None:
    table = curve("102030", "ffeedd", 0.05)[0]
    assert tuple(table[0]) == (0x30, 0x20, 0x10)
    assert tuple(table[-1]) == (0xDD, 0xEE, 0xFF)


@pytest.mark.parametrize("name", sorted(LOOKS))
def test_a_look_changes_the_picture(name: str) -> None:
    rng = np.random.default_rng(1)
    picture = np.clip(rng.normal(120, 50, (60, 80, 3)), 0, 255).astype(np.uint8)
    style = LOOKS[name]
    frame = picture.copy() if style.line is None else style.line(picture.copy())
    if style.lut is not None:
        frame = style.lut[0][frame, np.arange(3)]
    assert np.abs(frame.astype(int) - picture).mean() > 3


@pytest.mark.parametrize("name", [name for name, style in LOOKS.items() if style.brush is not None])
def test_a_brush_keeps_the_plates_outline(name: str) -> None:
    plate = np.zeros((60, 80, 4), np.uint8)
    plate[20:45, 20:60] = (60, 120, 180, 255)
    brush = LOOKS[name].brush
    assert brush is not None
    painted = brush(plate, 1.0)
    assert painted.shape == plate.shape
    assert painted[32, 40, 3] > 240 and painted[5, 5, 3] == 0
    assert (painted[..., :3].max(axis=2) <= painted[..., 3].astype(int) + 1).all()


def test_black_and_white_has_no_colour() -> None:
    scene = script.read("black and white, a red barn by a green field")
    frame = Stage(scene, 160, 90, 24).frame(3).astype(int)
    assert int((frame.max(axis=2) - frame.min(axis=2)).max()) <= 3
