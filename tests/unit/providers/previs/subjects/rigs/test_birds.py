"""Wings."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.scene import Actor
from rushes.providers.previs.subjects.rigs.birds import MAKERS


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


def test_wings_go_up_and_down_and_are_heard() -> None:
    gull = MAKERS["gull"](Actor("gull", "fly"), 1)
    tops = [max(float(c[:, 1].max()) for p in gull.draw(t) for c in p.contours) for t in np.linspace(3, 5, 12)]
    assert max(tops) - min(tops) > 0.2
    assert {cue.kind for cue in gull.cues(3.0)} == {"wing"}


def test_a_perched_bird_stands_on_its_feet() -> None:
    owl = MAKERS["owl"](Actor("owl", "sit"), 1)
    assert owl.stands_on == "ground" and owl.speed == 0
    assert abs(min(float(c[:, 1].min()) for p in owl.draw(0.0) for c in p.contours)) < 0.02


def test_a_flock_has_as_many_birds_as_wanted_within_reason() -> None:
    few, many = (MAKERS["flock"](Actor("flock", "fly", count=count), 1) for count in (5, 12))
    assert len(many.draw(0.0)) > 2 * len(few.draw(0.0))
