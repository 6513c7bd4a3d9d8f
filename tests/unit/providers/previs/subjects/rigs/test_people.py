"""People and what they do."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.scene import Actor
from rushes.providers.previs.subjects.rigs.deeds import DEEDS
from rushes.providers.previs.subjects.rigs.people import ACTIONS, MAKERS, action_of
from rushes.providers.previs.subjects.rigs.poses import POSES
from rushes.providers.previs.subjects.shape import Part


def bounds(parts: list[Part]) -> tuple[np.ndarray, np.ndarray]:
    points = np.concatenate([c for part in parts for c in part.contours])
    return points.min(0), points.max(0)


@pytest.mark.parametrize("action", sorted({*POSES, *DEEDS, "walk", "run"}))
def test_every_action_gives_a_body_of_the_height_it_claims(action: str) -> None:
    rig = MAKERS["woman"](Actor("woman", action), 2)
    low, high = bounds(rig.draw(0.3))
    assert np.isfinite([low, high]).all()
    assert 0.55 * rig.height < high[1] - low[1] < 1.6 * rig.height


def test_a_walker_stands_on_the_ground_at_every_moment() -> None:
    rig = MAKERS["man"](Actor("man", "walk"), 1)
    lows = [bounds(rig.draw(t))[0][1] for t in np.linspace(0, 2, 17)]
    assert max(abs(low) for low in lows) < 0.05


def test_words_for_deeds_lead_to_poses() -> None:
    assert action_of(Actor("man", "gaze")) == "watch" and action_of(Actor("man", "sit", traits=("beach",))) == "squat"
    assert action_of(Actor("man", "no such deed")) == "stand"
    assert set(ACTIONS.values()) <= {*POSES, *DEEDS, "walk", "run"}


def test_walkers_are_heard_and_idlers_are_not() -> None:
    walk, stand = (MAKERS["man"](Actor("man", action), 1) for action in ("walk", "stand"))
    assert 1.0 < walk.speed < 1.6 and len(walk.cues(4.0)) == 7
    assert stand.speed == 0 and stand.cues(4.0) == ()


def test_a_couple_goes_at_one_pace_and_a_crowd_is_wide() -> None:
    assert MAKERS["couple"](Actor("couple", "walk"), 1).speed > 1
    low, high = bounds(MAKERS["crowd"](Actor("crowd", "stand", count=9), 1).draw(0.0))
    assert high[0] - low[0] > 2.5


def test_children_are_smaller_and_old_people_grey() -> None:
    assert MAKERS["girl"](Actor("girl"), 1).height < 0.75 * MAKERS["woman"](Actor("woman"), 1).height
    assert MAKERS["man"](Actor("man", traits=("old",)), 1).height < MAKERS["man"](Actor("man"), 1).height


def test_a_statue_does_not_move() -> None:
    rig = MAKERS["statue"](Actor("statue"), 1)
    assert rig.draw(0.0) is rig.draw(2.0)
