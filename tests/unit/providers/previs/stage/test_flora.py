"""Trees and grass."""

from __future__ import annotations

import cv2
import numpy as np

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.flora import Sprig, broad, fir, grass, plant, trunk
from rushes.providers.previs.stage.palette import palette


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def test_a_fir_narrows_towards_its_top() -> None:
    cover = fir(rng(), 1).cover
    wide = [(cover[int(share * cover.shape[0])] > 0.5).sum() for share in (0.15, 0.5, 0.85)]
    assert wide[0] < wide[1] < wide[2]


def test_a_tree_is_lighter_on_the_suns_side() -> None:
    for side in (-1, 1):
        tree = broad(rng(), side)
        half = tree.cover.shape[1] // 2
        left, right = (
            float((tree.light[:, part] * tree.cover[:, part]).sum() / tree.cover[:, part].sum())
            for part in (slice(0, half), slice(half, None))
        )
        assert (right - left) * side > 0


def test_no_leaf_hangs_beside_its_tree() -> None:
    for seed in range(6):
        cover = broad(np.random.default_rng(seed), 1, spread=0.75, trunk=0.42).cover
        parts, _ = cv2.connectedComponents((cover > 0).astype(np.uint8))
        assert parts == 2, "nothing but air and one tree"


def test_a_bole_reaches_the_upper_edge() -> None:
    assert trunk(rng()).cover[0].max() == 1


def test_planting_wraps_around_the_side() -> None:
    cover, light = np.zeros((60, 100), np.float32), np.zeros((60, 100), np.float32)
    sprig = Sprig(np.ones((40, 30), np.float32), np.ones((40, 30), np.float32))
    plant(cover, light, sprig, 0.0, 50.0, 20.0)
    assert cover[40, 2] == 1 and cover[40, 97] == 1 and cover[40, 50] == 0
    assert cover[55].max() == 0


def test_grass_stands_on_its_row() -> None:
    easel = Easel(Scene("", "meadow"), palette("day", "clear"), 160, 90, 1)
    base = np.full(easel.set_width, 80.0, np.float32)
    cover, light, petals = grass(easel, rng(), base, 20.0, flowers=0.5)
    assert cover[:40].max() == 0
    assert cover[66:78].mean() > 0.02
    assert cover[95:].min() == 1
    assert petals.max() > 0 and light.max() <= 1
