"""What flies without wings of its own."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.scene import Actor
from rushes.providers.previs.subjects.rigs.aircraft import MAKERS


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_it_is_drawn_whole_finite_and_alive(name: str) -> None:
    rig = MAKERS[name](Actor(name, "fly"), 4)
    one, two = rig.draw(0.0), rig.draw(0.61)
    assert len(one) > 3
    for part in (*one, *two):
        assert all(np.isfinite(contour).all() for contour in part.contours)
        assert 0 <= part.label < 256 * 4 and all(0 <= c <= 1 for c in part.colour)
    first, second = (np.concatenate([c for p in parts for c in p.contours]) for parts in (one, two))
    assert first.shape != second.shape or not np.allclose(first, second)


def test_a_rocket_stands_on_the_ground_until_it_is_launched() -> None:
    launched, waiting = (MAKERS["rocket"](Actor("rocket", action), 1) for action in ("fly", "stand"))
    assert (launched.stands_on, waiting.stands_on) == ("air", "ground")
    assert launched.cues(2.0)[0].kind == "rocket" and waiting.cues(2.0) == ()


def test_a_colour_word_paints_the_balloon() -> None:
    balloon = MAKERS["balloon"](Actor("balloon", "float", traits=("blue",)), 1)
    blue, _, red = balloon.draw(0.0)[0].colour
    assert blue > red
