"""Trains."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.scene import Actor
from rushes.providers.previs.subjects.rigs.rails import MAKERS


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_it_is_drawn_whole_finite_and_alive(name: str) -> None:
    rig = MAKERS[name](Actor(name, "go"), 4)
    one, two = rig.draw(0.0), rig.draw(0.61)
    assert len(one) > 3
    for part in (*one, *two):
        assert all(np.isfinite(contour).all() for contour in part.contours)
        assert 0 <= part.label < 256 * 4 and all(0 <= c <= 1 for c in part.colour)
    first, second = (np.concatenate([c for p in parts for c in p.contours]) for parts in (one, two))
    assert first.shape != second.shape or not np.allclose(first, second)


def test_windows_are_lit() -> None:
    assert any(part.glow > 0.2 for part in MAKERS["train"](Actor("train", "go"), 1).draw(0.0))


def test_a_waiting_train_is_silent() -> None:
    assert MAKERS["steam train"](Actor("steam train", "stand"), 1).cues(4.0) == ()
    assert "wheels" in {cue.kind for cue in MAKERS["steam train"](Actor("steam train", "go"), 1).cues(4.0)}
