"""Two feet."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.subjects.rigs.gait import BALL, HEEL, RUN, STROLL, WALK, Gait, foot, steps, stride
from rushes.providers.previs.subjects.rigs.skeleton import ANKLE


def contact(gait: Gait, phase: float) -> float:
    """Where on the body's scale the point on the ground is."""
    step = foot(gait, phase, 0.0)
    pivot = HEEL if step.pitch > 0 else BALL
    c, s = np.cos(step.pitch), np.sin(step.pitch)
    return float(step.f + pivot * c + ANKLE * s)


@pytest.mark.parametrize("gait", [WALK, STROLL, RUN])
def test_a_foot_on_the_ground_goes_back_at_exactly_the_walking_speed(gait: Gait) -> None:
    phases = np.linspace(0.0, gait.stance, 40, endpoint=False)
    heel = [contact(gait, p) for p in phases if foot(gait, p, 0).pitch > 0]
    ball = [contact(gait, p) for p in phases if foot(gait, p, 0).pitch < -1e-9]
    back = -gait.speed * gait.period * (phases[1] - phases[0])
    for places in (heel, ball):
        if len(places) > 2:
            assert np.allclose(np.diff(places), back, atol=1e-9)


@pytest.mark.parametrize("gait", [WALK, STROLL, RUN])
def test_the_path_has_no_jumps(gait: Gait) -> None:
    path = np.array([(s.f, s.u, s.pitch) for s in (foot(gait, p, 0) for p in np.linspace(0, 1, 400))])
    assert np.abs(np.diff(path, axis=0)).max() < 0.09
    assert path[:, 1].min() > 0.02


def test_steps_are_heard_when_feet_touch_down() -> None:
    cues = steps(WALK, 3.0)
    assert [cue.at for cue in cues[:2]] == [0.0, round(WALK.period / 2, 4)]
    for cue in cues:
        pose = stride(WALK, cue.at)
        assert any(abs(f.f - WALK.land) < 0.03 and f.pitch > 0 for f in pose.feet)


def test_running_is_quicker_and_leaves_the_ground() -> None:
    assert RUN.speed > 2 * WALK.speed and RUN.stance < 0.5 < WALK.stance
