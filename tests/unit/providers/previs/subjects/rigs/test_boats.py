"""What floats."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.scene import Actor
from rushes.providers.previs.subjects.rigs.boats import MAKERS


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_it_is_drawn_whole_finite_and_alive(name: str) -> None:
    rig = MAKERS[name](Actor(name, "sail"), 4)
    one, two = rig.draw(0.0), rig.draw(0.61)
    assert len(one) > 3
    for part in (*one, *two):
        assert all(np.isfinite(contour).all() for contour in part.contours)
        assert 0 <= part.label < 256 * 4 and all(0 <= c <= 1 for c in part.colour)
    first, second = (np.concatenate([c for p in parts for c in p.contours]) for parts in (one, two))
    assert first.shape != second.shape or not np.allclose(first, second)


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_nothing_is_drawn_below_the_waterline(name: str) -> None:
    rig = MAKERS[name](Actor(name, "sail"), 2)
    assert rig.stands_on == "water"
    for t in (0.0, 1.3, 2.9):
        assert min(float(c[:, 1].min()) for p in rig.draw(t) for c in p.contours) >= -0.03


def test_a_boat_under_way_leaves_foam_and_one_that_waits_does_not() -> None:
    going, waiting = (MAKERS["sailboat"](Actor("sailboat", deed), 1).draw(1.0) for deed in ("sail", "wait"))
    assert len(going) > len(waiting)
    astern = min(float(c[:, 0].min()) for part in going for c in part.contours)
    assert astern < min(float(c[:, 0].min()) for part in waiting for c in part.contours) - 1.0


def test_oars_are_heard_stroke_by_stroke() -> None:
    assert [cue.kind for cue in MAKERS["boat"](Actor("boat", "sail"), 1).cues(6.0)] == ["oar"] * 3


def test_a_sail_takes_the_colour_asked_for_and_lets_light_through() -> None:
    parts = MAKERS["sailboat"](Actor("sailboat", "sail", traits=("red",)), 1).draw(0.0)
    sails = [part for part in parts if part.thin > 0]
    assert sails and all(part.colour[2] > 2 * part.colour[0] for part in sails)
