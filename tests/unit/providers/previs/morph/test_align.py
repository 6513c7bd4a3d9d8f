from __future__ import annotations

import cv2
import numpy as np
from tests.unit.providers.previs.morph.pairs import HEIGHT, WIDTH, ends

from rushes.providers.previs.morph.align import Move, align, corners, moved


def test_finds_a_zoom_with_a_turn() -> None:
    first, _ = ends("pan")
    true = np.vstack([cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), 4, 1.2), [0, 0, 1]])
    last = np.asarray(cv2.warpAffine(first, true[:2], (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT), np.uint8)
    found = align(first, last)
    frame = corners(WIDTH, HEIGHT)
    assert found.found
    assert np.abs(moved(frame, found.matrix) - moved(frame, true)).max() < 1.5


def test_finds_nothing_between_strangers() -> None:
    found = align(*ends("other"))
    assert not found.found
    assert np.array_equal(found.matrix, np.eye(3))


def test_a_move_starts_at_rest_and_ends_at_its_matrix() -> None:
    matrix = np.array([[1.2, 0.05, -30], [-0.04, 1.25, 12], [1e-4, 2e-5, 1]])
    move = Move(matrix, WIDTH, HEIGHT)
    frame = corners(WIDTH, HEIGHT)
    assert np.abs(moved(frame, move.at(0.0)) - frame).max() < 0.01
    assert np.abs(moved(frame, move.at(1.0)) - moved(frame, matrix)).max() < 0.05


def test_a_zoom_grows_by_equal_ratios() -> None:
    matrix = np.array([[1.44, 0, -0.22 * WIDTH], [0, 1.44, -0.22 * HEIGHT], [0, 0, 1]])
    assert abs(Move(matrix, WIDTH, HEIGHT).at(0.5)[0, 0] - 1.2) < 1e-3
