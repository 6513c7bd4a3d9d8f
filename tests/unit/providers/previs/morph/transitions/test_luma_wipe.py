from __future__ import annotations

import numpy as np
from tests.unit.providers.previs.morph.pairs import difference, unlike

from rushes.providers.previs.morph.transitions.luma_wipe import LumaWipe, order


def test_lights_come_before_shadows_and_evenly() -> None:
    image = unlike().last.image
    when = order(image, 1)
    ball = when[int(0.44 * image.shape[0]), int(0.68 * image.shape[1])]
    assert ball < 60 < when.mean()
    assert abs(float(np.median(when)) - 127) < 25


def test_another_seed_has_another_edge() -> None:
    image = unlike().last.image
    assert difference(order(image, 1), order(image, 2)) > 1


def test_halfway_the_light_has_come_and_the_far_corner_has_not() -> None:
    pair = unlike()
    frame = LumaWipe(pair).at(pair.frames // 2 - 1)
    rows, columns = slice(80, 110), slice(258, 284)
    assert frame[rows, columns].mean() > 140
    assert difference(frame[-20:, :20], pair.first.image[-20:, :20]) < 20
