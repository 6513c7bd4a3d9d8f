"""Small things in the air."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.motes import KINDS, motes
from rushes.providers.previs.stage.palette import palette
from rushes.providers.previs.stage.view import Moment, View

EASEL = Easel(Scene("", "meadow"), palette("golden", "clear"), 160, 90, 3)


def drawn(name: str, seconds: float) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    frame = np.full((90, 160, 3), 60, np.uint8)
    view = View(160, 90, (106.0, 54.0), (212, 108))
    motes(EASEL, name).draw(frame, Moment(0, seconds, 0.0, view), 90)
    return frame


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_shows_and_moves(name: str) -> None:
    first, later = drawn(name, 1.0), drawn(name, 1.6)
    assert (first != 60).any() and not np.array_equal(first, later)
    assert np.array_equal(first, drawn(name, 1.0))


def test_embers_add_light_only() -> None:
    assert drawn("embers", 1.0).min() >= 60
