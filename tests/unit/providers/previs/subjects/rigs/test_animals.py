"""Animals and what they do."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.scene import Actor
from rushes.providers.previs.subjects.rigs.animals import MAKERS


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_every_animal_stands_walks_and_runs(name: str) -> None:
    stand, walk, run = (MAKERS[name](Actor(name, action), 1) for action in ("stand", "walk", "run"))
    assert stand.speed == 0 < walk.speed < run.speed
    for rig in (stand, walk, run):
        points = np.concatenate([c for part in rig.draw(0.37) for c in part.contours])
        assert np.isfinite(points).all() and -0.12 * rig.height < points[:, 1].min() < 0.2 * rig.height


def test_hooves_are_heard_and_cats_are_not() -> None:
    assert {cue.kind for cue in MAKERS["horse"](Actor("horse", "trot"), 1).cues(2.0)} == {"hoof"}
    assert {cue.kind for cue in MAKERS["dog"](Actor("dog", "walk"), 1).cues(2.0)} == {"step"}
    assert MAKERS["cat"](Actor("cat", "walk"), 1).cues(2.0) == ()
    assert MAKERS["horse"](Actor("horse", "stand"), 1).cues(2.0) == ()


def test_a_colour_word_and_a_size_word_are_heeded() -> None:
    black, small = (MAKERS["horse"](Actor("horse", traits=(trait,)), 1) for trait in ("black", "small"))
    assert small.height < 0.7 * black.height
    body = next(part for part in black.draw(0.0) if part.label == 1)
    assert max(body.colour) < 0.25


def test_a_dog_sits_and_a_cat_sleeps_lower_than_they_stand() -> None:
    stand, sleep = (MAKERS["cat"](Actor("cat", action), 1) for action in ("stand", "sleep"))
    assert sleep.height < 0.8 * stand.height
