"""Gear of sport and feasts."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.subjects.rigs.gear import ball, skis
from rushes.providers.previs.subjects.rigs.skeleton import Build, solve
from rushes.providers.previs.subjects.rigs.sports import dribble, ski


def test_a_dribbled_ball_bounces_between_hand_and_floor() -> None:
    draw = ball(0xD9772F, 0.068, "floor")
    lows = [draw(solve(dribble(t, 0), Build(), 0.3), t)[0].contours[0][:, 1].min() for t in np.linspace(0, 0.7, 15)]
    assert min(lows) < 0.06 and max(lows) > 0.2


def test_skis_lie_under_the_feet() -> None:
    parts = skis(solve(ski(0.0, 0.0), Build(), 0.2), 0.0)
    assert np.ptp(parts[0].contours[0][:, 0]) > 0.7 and parts[0].contours[0][:, 1].max() < 0.1
