"""Patterns of working halls."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.places import works
from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.palette import palette

EASEL = Easel(Scene("", "hall", "day"), palette("day", "clear"), 64, 36, 1)
ALONG, UP = np.meshgrid(np.linspace(0.4, 8, 80, dtype=np.float32), np.linspace(0, 3, 40, dtype=np.float32))


def test_shelves_are_colourful_and_boards_run_along() -> None:
    lit = works.shelf_wall(EASEL, ALONG, UP, 1)
    assert lit.colour[:30].std(axis=(0, 1)).min() > 0.1
    assert np.isfinite(lit.colour).all() and 0 <= lit.cover.min() <= lit.cover.max() <= 1


def test_a_prison_has_bars_and_a_hotel_none() -> None:
    cells, rooms = (works.door_wall("8c938c", "6a4026", barred=barred)(EASEL, ALONG, UP, 1) for barred in (True, False))
    assert np.abs(np.diff(cells.light, axis=1)).sum() > np.abs(np.diff(rooms.light, axis=1)).sum()


def test_factory_windows_show_the_outside() -> None:
    assert works.steel_wall(EASEL, ALONG, UP, 1).pane.max() > 0.5
