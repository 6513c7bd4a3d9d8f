"""Cars."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.scene import Actor
from rushes.providers.previs.subjects.rigs.road import MAKERS


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_it_is_drawn_whole_finite_and_alive(name: str) -> None:
    rig = MAKERS[name](Actor(name, "drive"), 4)
    one, two = rig.draw(0.0), rig.draw(0.61)
    assert len(one) > 3
    for part in (*one, *two):
        assert all(np.isfinite(contour).all() for contour in part.contours)
        assert 0 <= part.label < 256 * 4 and all(0 <= c <= 1 for c in part.colour)
    first, second = (np.concatenate([c for p in parts for c in p.contours]) for parts in (one, two))
    assert first.shape != second.shape or not np.allclose(first, second)


def test_wheels_turn_as_far_as_the_car_goes() -> None:
    from rushes.providers.previs.subjects.rigs.road import wheel

    start, after = wheel(0.0, 0.3, 0.0), wheel(0.0, 0.3, 2 * np.pi * 0.3)
    assert all(
        np.allclose(a, b)
        for p, q in zip(start, after, strict=True)
        for a, b in zip(p.contours, q.contours, strict=True)
    )


def test_a_parked_car_is_silent_and_stays() -> None:
    parked = MAKERS["car"](Actor("car", "stand"), 1)
    assert parked.speed == 0 and parked.cues(3.0) == ()


def test_paint_by_word_and_a_taxi_by_nature() -> None:
    def paints(name: str, *traits: str) -> set[tuple[float, float, float]]:
        return {
            part.colour for part in MAKERS[name](Actor(name, "drive", traits=traits), 1).draw(0.0) if part.label == 1
        }

    ((blue, _, red),) = paints("car", "red")
    assert red > 2 * blue
    ((blue, green, red),) = paints("taxi")
    assert red > 2 * blue and green > 2 * blue
