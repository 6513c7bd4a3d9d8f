"""Joints."""

from __future__ import annotations

import math

import numpy as np
import pytest

from rushes.providers.previs.subjects.rigs.gait import RUN, WALK, stride
from rushes.providers.previs.subjects.rigs.poses import POSES
from rushes.providers.previs.subjects.rigs.skeleton import FORE, SHANK, THIGH, UPPER, Build, flat, solve, spine


@pytest.mark.parametrize("name", sorted(POSES))
def test_bones_keep_their_lengths_in_every_pose(name: str) -> None:
    for t in (0.0, 0.7, 2.1):
        seen = solve(POSES[name](t, 0.3), Build(), 0.4)
        for start, end, length in (
            (seen.hips, seen.knees, THIGH),
            (seen.knees, seen.ankles, SHANK),
            (seen.shoulders, seen.elbows, UPPER),
            (seen.elbows, seen.wrists, FORE),
        ):
            assert np.allclose(np.linalg.norm(end - start, axis=1), length, rtol=0.02)


@pytest.mark.parametrize("gait", [WALK, RUN])
def test_knees_bend_forward(gait: object) -> None:
    for t in np.linspace(0, 1, 9):
        seen = solve(stride(gait, float(t)), Build(), 0.0)
        for k in range(2):
            thigh, shank = seen.knees[k] - seen.hips[k], seen.ankles[k] - seen.knees[k]
            assert thigh[0] * shank[1] - thigh[1] * shank[0] < 1e-3


def test_the_view_turns_the_body() -> None:
    right = np.array((0.0, 1.0, 0.1))
    assert flat(right, 0.0)[0] == 0.0 and flat(right, math.pi / 2)[0] < 0


def test_leaning_moves_the_head_and_not_the_hips() -> None:
    upright, bent = (stride(WALK, 0.0).__class__(lean=lean) for lean in (0.0, 0.5))
    assert spine(bent, 0.3)[0] > spine(upright, 0.3)[0] + 0.1
    assert np.allclose(spine(bent, 0.0), spine(upright, 0.0))
