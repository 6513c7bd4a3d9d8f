"""What lives in the sea."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.scene import Actor
from rushes.providers.previs.subjects.rigs.swimmers import MAKERS


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_it_is_drawn_whole_finite_and_alive(name: str) -> None:
    rig = MAKERS[name](Actor(name, "swim"), 4)
    one, two = rig.draw(0.0), rig.draw(0.61)
    assert len(one) > 3
    for part in (*one, *two):
        assert all(np.isfinite(contour).all() for contour in part.contours)
        assert 0 <= part.label < 256 * 4 and all(0 <= c <= 1 for c in part.colour)
    first, second = (np.concatenate([c for p in parts for c in p.contours]) for parts in (one, two))
    assert first.shape != second.shape or not np.allclose(first, second)


def test_a_leaping_dolphin_comes_out_of_the_water_with_a_splash() -> None:
    rig = MAKERS["dolphin"](Actor("dolphin", "jump"), 1)
    tops = [max(float(c[:, 1].max()) for p in rig.draw(t) for c in p.contours) for t in np.linspace(0, 2.6, 14)]
    assert max(tops) > 1.2 and min(tops) < 0.1
    assert {cue.kind for cue in rig.cues(6.0)} == {"splash"}
    assert MAKERS["dolphin"](Actor("dolphin", "swim"), 1).cues(6.0) == ()


def test_a_school_is_many() -> None:
    school, one = (MAKERS[name](Actor(name, "swim"), 1) for name in ("school", "fish"))
    assert len(school.draw(0.0)) > 8 * len(one.draw(0.0))
