"""Where hands grip."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.subjects.rigs.grips import between, hand, steam, way_of
from rushes.providers.previs.subjects.rigs.labours import hold
from rushes.providers.previs.subjects.rigs.skeleton import Build, solve


def test_the_grip_lies_beyond_the_wrist_and_between_the_hands_lies_their_middle() -> None:
    seen = solve(hold(0.0, 0.0), Build(), 0.4)
    wrist = seen.flat(seen.wrists[0])
    assert 0.03 < np.hypot(*(hand(seen) - wrist)) < 0.05
    assert np.allclose(between(seen), (hand(seen, 0) + hand(seen, 1)) / 2)


def test_tools_point_the_way_the_body_faces() -> None:
    assert way_of(solve(hold(0.0, 0.0), Build(), 0.4)) == 1 and way_of(solve(hold(0.0, 0.0), Build(), 2.8)) == -1


def test_steam_rises_and_thins() -> None:
    assert {round(part.alpha, 2) for part in steam(0, 0, 0.1)} != {round(part.alpha, 2) for part in steam(0, 0, 0.3)}
