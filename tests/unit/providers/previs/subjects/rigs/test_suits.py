"""Astronaut and robot."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.scene import Actor
from rushes.providers.previs.subjects.rigs.suits import MAKERS


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_it_is_drawn_whole_finite_and_alive(name: str) -> None:
    rig = MAKERS[name](Actor(name, "walk"), 4)
    one, two = rig.draw(0.0), rig.draw(0.61)
    assert len(one) > 3
    for part in (*one, *two):
        assert all(np.isfinite(contour).all() for contour in part.contours)
        assert 0 <= part.label < 256 * 4 and all(0 <= c <= 1 for c in part.colour)
    first, second = (np.concatenate([c for p in parts for c in p.contours]) for parts in (one, two))
    assert first.shape != second.shape or not np.allclose(first, second)


def test_an_astronaut_walks_on_the_ground_and_drifts_in_space() -> None:
    walking, drifting = (MAKERS["astronaut"](Actor("astronaut", action), 1) for action in ("walk", "float"))
    assert walking.stands_on == "ground" and walking.speed > 0.5 and walking.cues(3.0)
    assert drifting.stands_on == "air" and drifting.speed == 0


def test_a_robot_has_lit_eyes() -> None:
    assert sum(part.glow == 1.0 for part in MAKERS["robot"](Actor("robot", "stand"), 1).draw(0.0)) == 2


def test_a_robot_on_skis_stands_on_the_ground() -> None:
    parts = MAKERS["robot"](Actor("robot", "ski"), 1).draw(0.4)
    lowest = min(float(contour[:, 1].min()) for part in parts for contour in part.contours)
    assert -0.3 < lowest < 0.1
