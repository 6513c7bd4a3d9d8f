"""Bodies on four legs."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.subjects.rigs.quadruped import (
    Stance,
    animal,
    bent,
    frame,
    going,
    lying,
    sitting,
    standing,
    trunk,
)
from rushes.providers.previs.subjects.rigs.species import KINDS
from rushes.providers.previs.subjects.rigs.strides import GALLOP, WALK

DOG = KINDS["dog"](np.random.default_rng(1))


def test_a_joint_keeps_its_bones() -> None:
    start, end = np.array((0.0, 0.0)), np.array((0.1, -0.4))
    middle = bent(start, end, 0.27, 0.27, 1.0)
    assert np.isclose(np.hypot(*(middle - start)), 0.27) and np.isclose(np.hypot(*(end - middle)), 0.27)


@pytest.mark.parametrize(
    "stance", [going(DOG, WALK, 0.3), going(DOG, GALLOP, 0.1), standing(DOG, 0.0), sitting(DOG, 0.0), lying(DOG, 0.0)]
)
def test_feet_are_on_or_above_the_ground(stance: Stance) -> None:
    low = min(float(c[:, 1].min()) for part in animal(DOG, stance) for c in part.contours)
    assert -0.06 < low < 0.12


def test_who_sits_holds_the_chest_high_and_who_lies_is_low() -> None:
    tops = [
        max(float(c[:, 1].max()) for p in animal(DOG, s) for c in p.contours) for s in (sitting(DOG, 0), lying(DOG, 0))
    ]
    assert tops[0] > 1.5 * tops[1]


def test_grazing_brings_the_head_down() -> None:
    assert frame(DOG, standing(DOG, 0.0, 1.0)).poll[1] < frame(DOG, standing(DOG, 0.0)).poll[1] - 0.1


def test_breathing_widens_the_chest() -> None:
    assert trunk(DOG, 0.02)[:, 1].min() < trunk(DOG)[:, 1].min()
