from __future__ import annotations

import cv2
import numpy as np

from rushes.providers.previs.morph.smooth import guided, softened, spread


def two_halves() -> tuple[np.ndarray, np.ndarray]:
    guide = np.zeros((40, 60, 3), np.uint8)
    guide[:, 30:] = 220
    field = np.zeros((40, 60, 1), np.float32)
    field[:, 30:] = 10
    return guide, field


def test_what_is_trusted_fills_its_own_side_only() -> None:
    guide, field = two_halves()
    trust = np.zeros((40, 60), np.float32)
    trust[18:22, 4:8] = trust[18:22, 50:54] = 1
    filled = spread(field * trust[..., None], trust, guide, 60.0)
    assert filled[5, 27, 0] < 1
    assert filled[5, 33, 0] > 9


def test_a_wide_blur_on_a_small_copy_is_the_wide_blur() -> None:
    field = np.random.default_rng(3).random((120, 160)).astype(np.float32)
    assert np.abs(softened(field, 16.0) - cv2.GaussianBlur(field, (0, 0), 16.0))[20:-20, 20:-20].max() < 0.02


def test_the_guided_filter_keeps_the_guides_edge_and_evens_noise() -> None:
    guide, field = two_halves()
    noisy = field[..., 0] + np.random.default_rng(4).normal(0, 1, (40, 60)).astype(np.float32)
    out = guided(guide[..., 0].astype(np.float32) / 255, noisy, 5, 1e-3)
    assert out[:, 31:].mean() - out[:, :29].mean() > 9
    assert out[:, :25].std() < 0.5
