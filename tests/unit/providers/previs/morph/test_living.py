from __future__ import annotations

import numpy as np
from tests.unit.providers.previs.morph.pairs import difference, subject_at, unlike

from rushes.providers.previs.morph.living import Look

BALL = (110, 190, 240)


def test_at_rest_it_is_the_picture() -> None:
    living = unlike().first
    assert np.array_equal(living.view(living.rest), living.image)


def test_a_small_push_is_a_small_change() -> None:
    living = unlike().first
    assert 0 < difference(living.view(living.pushed(1.001)), living.image) < 1.5


def test_a_push_keeps_the_subject_where_it_is_and_a_look_moves_it() -> None:
    living = unlike().last
    x, y = subject_at(living.image, BALL)
    pushed = subject_at(living.view(living.pushed(1.3)), BALL)
    assert abs(pushed[0] - x) < 0.04 * living.width
    assert abs(pushed[1] - y) < 0.04 * living.width
    moved = subject_at(living.view(Look(1.6, 0.5, living.pivot[1])), BALL)
    assert abs(moved[0] - 0.5 * living.width) < 0.04 * living.width


def test_the_far_grows_less_than_the_subject() -> None:
    living = unlike().first
    assert 1.0 < living.far_scale(1.1) < 1.1
