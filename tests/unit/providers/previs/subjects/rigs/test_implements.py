"""Tools of work."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.subjects.rigs.implements import mesh, pan
from rushes.providers.previs.subjects.rigs.labours import TOSS, toss
from rushes.providers.previs.subjects.rigs.skeleton import Build, solve


def test_food_flies_from_the_pan_and_falls_back() -> None:
    def top(t: float) -> float:
        return max(float(c[:, 1].max()) for part in pan(solve(toss(t, 0.0), Build(), 0.3), t) for c in part.contours)

    tops = [top(k * TOSS / 12) for k in range(12)]
    assert max(tops) - min(tops) > 0.12


def test_a_net_is_made_of_crossing_cords() -> None:
    assert len(mesh(np.array(((0.0, 1.0), (1.0, 1.0), (1.0, 0.0), (0.0, 0.0))), 5)) == 12
