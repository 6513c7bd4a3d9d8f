"""Looks reach the figures."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.styles import LOOKS
from rushes.providers.previs.styles.cutouts import Cutout, cel, contoured, dabs


def body() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """A smoothly shaded block, premultiplied, with an empty border."""
    sprite = np.zeros((200, 120, 4), np.uint8)
    sprite[20:180, 20:100, :3] = np.linspace(60, 220, 80)[None, :, None]
    sprite[20:180, 20:100, 3] = 255
    return sprite


def test_a_contour_is_dark_and_lies_outside_the_body() -> None:
    lined = contoured(body(), 2, (20, 10, 10))
    assert lined.shape == (206, 126, 4)
    edge = lined[100, 126 - 3 - 20 + 1]
    assert edge[3] > 120 and edge[:3].max() < 40
    assert (lined[..., :3].max(axis=2) <= lined[..., 3]).all()


def test_a_cel_has_few_tones() -> None:
    toned = cel(body(), 1.0)
    assert np.unique(toned[100, 25:95, 1] // 6).size < np.unique(body()[100, 25:95, 1] // 6).size
    assert (toned[..., 3] == body()[..., 3])[30:170, 30:90].all()


def test_a_small_figure_gets_a_thin_line_or_none() -> None:
    small = body()[::4, ::4].copy()
    assert Cutout(dabs, contour=2.4).finished(small, 1.0)[1] <= 2
    assert Cutout(dabs).finished(small, 1.0)[0].shape == small.shape


def test_drawn_looks_have_a_way_with_figures() -> None:
    assert all(LOOKS[name].cutout for name in ("anime", "comic", "oil", "watercolour"))
