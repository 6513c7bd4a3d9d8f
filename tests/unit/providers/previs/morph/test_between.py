from __future__ import annotations

import numpy as np
from tests.unit.providers.previs.morph.world import clouds, tinted

from rushes.providers.previs.morph.between import between, pulled, splat
from rushes.providers.previs.morph.flow import Flow, View
from rushes.providers.previs.morph.pixels import grid

HEIGHT, WIDTH = 96, 160


def test_splatting_keeps_what_it_drops() -> None:
    values = np.random.default_rng(7).random((12, 16, 2)).astype(np.float32)
    dropped = splat(grid(12, 16) + np.float32([0.3, -0.4]), values)
    assert np.allclose(dropped[2:-3, 2:-3].sum(), values[3:-2, 2:-3].sum(), rtol=0.2)
    assert np.allclose(splat(grid(12, 16), values), values)


def test_gaps_are_filled_from_around() -> None:
    weight = np.ones((32, 32), np.float32)
    weight[12:20, 12:20] = 0
    field = np.full((32, 32, 1), 5, np.float32) * weight[..., None]
    assert np.allclose(pulled(field, weight), 5, atol=0.01)


def test_halfway_each_picture_shows_what_the_near_thing_does_not_hide() -> None:
    rng = np.random.default_rng(8)
    far = tinted(clouds(rng, HEIGHT, WIDTH, 14), (20, 60, 40), (160, 220, 190)).astype(np.uint8)
    near = tinted(clouds(rng, 40, 40, 8), (0, 0, 120), (90, 60, 255)).astype(np.uint8)
    a, b = far.copy(), far.copy()
    a[30:70, 40:80] = b[30:70, 60:100] = near
    seen = np.ones((HEIGHT, WIDTH), np.float32)
    there, back, sure_there, sure_back = np.zeros((HEIGHT, WIDTH, 2), np.float32), None, seen.copy(), seen.copy()
    back = there.copy()
    there[30:70, 40:80], back[30:70, 60:100] = (20, 0), (-20, 0)
    sure_there[30:70, 80:100] = sure_back[30:70, 40:60] = 0
    middle = between(View(a, seen), View(b, seen), (Flow(there, sure_there), Flow(back, sure_back)))
    assert np.abs(middle.motion[50, 70] - (20, 0)).max() < 1
    assert np.abs(middle.motion[50, 20]).max() < 1
    assert middle.shown[50, 95, 0] > 0.8
    assert middle.shown[50, 95, 1] < 0.2
    assert middle.shown[50, 45, 1] > 0.8
    assert middle.shown[50, 45, 0] < 0.2
