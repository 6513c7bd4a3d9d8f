from __future__ import annotations

import numpy as np
from tests.unit.providers.previs.morph.pairs import ends
from tests.unit.providers.previs.morph.world import relit

from rushes.providers.previs.morph.flow import View, believed, both_ways, dense, evened, textured
from rushes.providers.previs.morph.pixels import grid

HEIGHT, WIDTH = 160, 300


def shifted() -> tuple[View, View]:
    image = ends("pan")[0]
    seen = np.ones((HEIGHT, WIDTH), np.float32)
    return View(image[40:200, 60:360], seen), View(image[40:200, 66:366], seen)


def test_a_shift_is_found_both_ways_and_believed() -> None:
    there, back = both_ways(*shifted())
    assert np.abs(np.median(there.motion, axis=(0, 1)) - (-6, 0)).max() < 0.3
    assert np.abs(np.median(back.motion, axis=(0, 1)) - (6, 0)).max() < 0.3
    assert (there.sure > 0.5).mean() > 0.85


def test_dense_flow_survives_dusk() -> None:
    a, b = shifted()
    flow = dense(evened(a.image), evened(relit(b.image)))
    assert np.abs(np.median(flow, axis=(0, 1)) - (-6, 0)).max() < 0.5


def test_flow_that_does_not_return_is_not_believed() -> None:
    at = grid(20, 30)
    there = np.full((20, 30, 2), 3, np.float32)
    assert believed(there, -there, at)[:15, :25].min() == 1
    assert believed(there, there, at).max() == 0


def test_a_flat_picture_has_no_texture() -> None:
    assert not textured(np.full((40, 40, 3), 90, np.uint8)).any()
    assert textured(ends("pan")[0]).mean() > 0.3
