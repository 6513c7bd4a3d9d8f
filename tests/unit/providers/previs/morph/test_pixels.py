from __future__ import annotations

import numpy as np

from rushes.providers.previs.morph.pixels import blended, grid, inverse, looked_up, sampled, through


def test_a_grid_reads_a_field_as_it_is() -> None:
    field = np.random.default_rng(1).random((7, 9)).astype(np.float32)
    assert np.allclose(looked_up(field, grid(7, 9)), field)


def test_a_shift_of_the_grid_shifts_the_picture() -> None:
    image = np.random.default_rng(2).integers(0, 255, (6, 8, 3)).astype(np.uint8)
    seen = sampled(image, grid(6, 8) + np.float32([2, 0]))
    assert np.array_equal(seen[:, :6], image[:, 2:])


def test_a_homography_and_its_inverse_undo_each_other() -> None:
    matrix = np.array([[1.1, 0.1, 3], [-0.05, 0.9, 2], [1e-3, 2e-3, 1]])
    at = grid(5, 6)
    assert np.allclose(through(through(at, matrix), inverse(matrix)), at, atol=1e-3)


def test_a_blend_keeps_what_has_all_the_weight() -> None:
    a, b = np.full((2, 3, 3), 10, np.uint8), np.full((2, 3, 3), 200, np.uint8)
    weight = np.zeros((2, 3), np.float32)
    weight[:, 1:] = 1
    out = blended(a, b, weight)
    assert (out[:, 0] == 10).all()
    assert (out[:, 1:] == 200).all()
