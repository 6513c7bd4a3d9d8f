from __future__ import annotations

import numpy as np
from tests.unit.providers.previs.morph.world import clouds, tinted

from rushes.providers.previs.morph.search import far_motion


def test_finds_a_jump_of_a_tenth_of_the_picture() -> None:
    rng = np.random.default_rng(5)
    wide = tinted(clouds(rng, 180, 400, 30), (20, 60, 40), (200, 190, 230)).astype(np.uint8)
    motion = far_motion(wide[:, :320], wide[:, 32:352])
    assert np.abs(np.median(motion[40:-40, 60:-60], axis=(0, 1)) - (-32, 0)).max() < 3


def test_stays_at_rest_where_nothing_tells() -> None:
    flat = np.full((90, 160, 3), 128, np.uint8)
    assert np.abs(far_motion(flat, flat)).max() == 0
