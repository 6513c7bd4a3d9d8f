"""What is ridden."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.scene import Actor
from rushes.providers.previs.subjects.rigs.cycles import MAKERS


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_it_is_drawn_whole_finite_and_alive(name: str) -> None:
    rig = MAKERS[name](Actor(name, "ride"), 4)
    one, two = rig.draw(0.0), rig.draw(0.61)
    assert len(one) > 3
    for part in (*one, *two):
        assert all(np.isfinite(contour).all() for contour in part.contours)
        assert 0 <= part.label < 256 * 4 and all(0 <= c <= 1 for c in part.colour)
    first, second = (np.concatenate([c for p in parts for c in p.contours]) for parts in (one, two))
    assert first.shape != second.shape or not np.allclose(first, second)


def test_feet_follow_the_pedals() -> None:
    rig = MAKERS["cyclist"](Actor("cyclist", "ride"), 1)
    shoes = [
        min(float(c[:, 1].min()) for p in rig.draw(t) if p.label == 50 for c in p.contours)
        for t in np.linspace(0, 1.2, 9)
    ]
    assert 0.0 < min(shoes) < 0.2 and max(shoes) < 0.5


def test_a_ridden_horse_is_heard_on_its_hooves() -> None:
    assert {cue.kind for cue in MAKERS["rider"](Actor("rider", "gallop"), 1).cues(2.0)} == {"hoof"}


def test_the_rider_is_as_quick_as_the_gait() -> None:
    walk, gallop = (MAKERS["rider"](Actor("rider", action), 1).speed for action in ("walk", "run"))
    assert 1.0 < walk < 2.5 and 5.0 < gallop < 14.0
