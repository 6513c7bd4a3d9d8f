"""Patterns of walls and floors."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.stage import pattern

X, UP = np.meshgrid(np.linspace(-0.5, 0.5, 81, dtype=np.float32), np.linspace(0, 3, 91, dtype=np.float32))


def test_an_arch_is_open_in_its_middle_and_closed_beside_and_above() -> None:
    opening = pattern.arch(X, UP, 0.3, 1.0, 0.6)
    assert opening[20, 40] > 0.9 and opening[20, 2] < 0.1 and opening[88, 40] < 0.1
    assert opening[45].sum() < opening[20].sum()


def test_bays_repeat() -> None:
    along = np.linspace(0, 4 * pattern.BAY, 401, dtype=np.float32)
    share, number = pattern.bays(along)
    assert share.min() >= -0.5 and share.max() <= 0.5 and number.max() >= 3


def test_what_shines_glows_and_what_is_laid_covers() -> None:
    lit = pattern.plain(X, (0.2, 0.2, 0.2))
    where = pattern.band(UP, 1.0, 2.0)
    pattern.lay(lit, where, (0.9, 0.1, 0.1), 0.8)
    pattern.shine(lit, where, (1.0, 1.0, 0.5), 0.7)
    assert lit.colour[45, 0, 0] > 0.8 and lit.glow[45].max() > 0.6 and lit.glow[0].max() == 0.0


def test_lines_lie_on_whole_numbers() -> None:
    line = pattern.near_line(np.asarray([0.0, 0.5, 1.0], np.float32), 0.1)
    assert line.tolist() == [1.0, 0.0, 1.0]
