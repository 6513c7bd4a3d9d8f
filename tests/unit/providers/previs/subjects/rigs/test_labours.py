"""Poses of work."""

from __future__ import annotations

from rushes.providers.previs.subjects.rigs.labours import BLOW, hammer, haul, struck
from rushes.providers.previs.subjects.rigs.skeleton import Build, solve


def test_a_blow_comes_down_quicker_than_it_goes_up() -> None:
    heights = [struck(k * BLOW / 40, BLOW) for k in range(40)]
    top = heights.index(max(heights))
    assert heights[0] == 0 and top > 12 and min(heights[top:]) == 0


def test_hands_reach_where_they_are_sent() -> None:
    pose = hammer(0.0, 0.0)
    seen = solve(pose, Build(), 0.0)
    assert pose.hands[0] is not None and abs(seen.wrists[0][1] - pose.hands[0][1]) < 0.03


def test_who_hauls_pulls_hand_over_hand() -> None:
    one, two = haul(0.2, 0.0).hands, haul(1.1, 0.0).hands
    assert one[0] and one[1] and two[0] and two[1]
    assert (one[0][0] - one[1][0]) * (two[0][0] - two[1][0]) < 0
