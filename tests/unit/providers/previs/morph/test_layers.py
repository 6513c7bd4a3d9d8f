from __future__ import annotations

import numpy as np
from tests.unit.providers.previs.morph.world import clouds, tinted

from rushes.providers.previs.morph.layers import chosen, continued, followed, motions
from rushes.providers.previs.morph.pixels import grid

HEIGHT, WIDTH = 96, 160


def two_motions() -> np.ndarray:
    flow = np.zeros((HEIGHT, WIDTH, 2), np.float32)
    flow[30:70, 60:100] = (9, 0)
    return flow


def test_a_flow_of_two_motions_is_explained_by_two_layers() -> None:
    found = motions(two_motions(), np.ones((HEIGHT, WIDTH), np.float32), grid(HEIGHT, WIDTH))
    assert [round(float(motion[50, 80, 0])) for motion in found] == [0, 9]


def test_each_pixel_takes_the_motion_that_finds_it_again() -> None:
    rng = np.random.default_rng(6)
    a = tinted(clouds(rng, HEIGHT, WIDTH, 12), (20, 40, 60), (200, 220, 190)).astype(np.uint8)
    near = tinted(clouds(rng, 40, 40, 8), (0, 0, 120), (90, 60, 255)).astype(np.uint8)
    b = a.copy()
    a[30:70, 60:100] = b[30:70, 69:109] = near
    at = grid(HEIGHT, WIDTH)
    still, moving = np.zeros_like(at), np.full_like(at, 0) + np.float32([9, 0])
    labels = chosen(a, b, [still, moving, still], at)
    assert (labels[35:65, 64:96] == 1).mean() > 0.95
    assert (labels[:20] == 0).mean() > 0.95
    assert np.array_equal(followed(labels, [still, moving, still])[50, 80], (9, 0))


def test_what_is_hidden_goes_on_with_its_own_layer() -> None:
    guide = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    guide[:, 80:] = 230
    labels = (guide[..., 0] > 0).astype(np.uint8)
    candidates = [np.zeros((HEIGHT, WIDTH, 2), np.float32), np.full((HEIGHT, WIDTH, 2), 6, np.float32)]
    candidates.append(np.zeros_like(candidates[0]))
    motion = followed(labels, candidates)
    sure = np.ones((HEIGHT, WIDTH), np.float32)
    sure[40:60, 70:90] = 0
    labels[40:60, 70:90] = 2
    filled = continued(labels, candidates, motion, sure, guide)
    assert np.array_equal(filled[50, 74], (0, 0))
    assert np.array_equal(filled[50, 86], (6, 6))
