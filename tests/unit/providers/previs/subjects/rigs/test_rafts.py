"""The raft: low, flat, with somebody upright on it."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.scene import Actor
from rushes.providers.previs.subjects.rigs.rafts import raft


def test_a_raft_floats_and_its_pole_moves() -> None:
    rig = raft(Actor("raft", "row"), 1)
    first, later = rig.draw(0.0), rig.draw(0.9)
    tops = [max(float(contour[:, 1].max()) for part in parts for contour in part.contours) for parts in (first, later)]
    assert rig.stands_on == "water"
    assert min(tops) > 1.5  # a man and his pole, not a rower
    assert not np.allclose(first[-1].contours[0], later[-1].contours[0])
