"""Gaits on four feet."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.subjects.rigs.strides import GALLOP, STILL, TROT, WALK, Stride, falls, period, speed, step


@pytest.mark.parametrize("gait", [WALK, TROT, GALLOP])
def test_a_foot_on_the_ground_goes_back_at_exactly_the_speed(gait: Stride) -> None:
    phases = np.linspace(0, gait.duty, 20, endpoint=False)
    places = [step(gait, p).x for p in phases]
    assert np.allclose(np.diff(places), -gait.stride * (phases[1] - phases[0]))
    assert all(step(gait, p).y == 0 for p in phases)


@pytest.mark.parametrize("gait", [WALK, TROT, GALLOP])
def test_in_the_air_it_is_lifted_and_comes_back_without_a_jump(gait: Stride) -> None:
    path = np.array([(s.x, s.y) for s in (step(gait, p) for p in np.linspace(0, 1, 500))])
    assert path[:, 1].max() > 0.8 * gait.lift and np.abs(np.diff(path, axis=0)).max() < 0.05


def test_walk_trot_gallop_are_ever_quicker_and_less_on_the_ground() -> None:
    assert speed(WALK, 1.5) < speed(TROT, 1.5) < speed(GALLOP, 1.5)
    assert WALK.duty > 0.5 > TROT.duty > GALLOP.duty
    assert TROT.offsets[0] == TROT.offsets[3] and TROT.offsets[1] == TROT.offsets[2]


def test_every_foot_is_heard_once_a_stride_in_order() -> None:
    cues = falls(WALK, 1.5, 2 * period(WALK, 1.5) - 1e-6, "hoof", 0.5)
    assert len(cues) == 8 and [cue.at for cue in cues] == sorted(cue.at for cue in cues)
    assert falls(STILL, 1.5, 5.0, "hoof", 0.5) == ()


def test_small_animals_step_quicker() -> None:
    assert period(WALK, 0.25) < 0.5 * period(WALK, 1.6)
