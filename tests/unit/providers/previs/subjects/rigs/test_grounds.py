"""What people are busy with out of doors."""

from __future__ import annotations

from rushes.providers.previs.subjects.rigs.grounds import cart, goal
from rushes.providers.previs.subjects.rigs.sports import DIVE


def test_the_ball_comes_into_the_goal_during_the_dive() -> None:
    def ball(t: float) -> float:
        return float(goal(t)[1][0].contours[0][:, 0].mean())

    assert ball(0.0) > 1.5 > ball(0.26 * DIVE)


def test_the_wheel_of_a_cart_turns() -> None:
    assert (cart(0.0)[1][-1].contours[0] != cart(0.2)[1][-1].contours[0]).any()
