"""The camera's path: where it starts, how smoothly it goes."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from rushes.providers.previs.camera import Pose, ease, pose, sway
from rushes.providers.previs.scene import MOVES, Camera


@pytest.mark.parametrize("move", MOVES)
def test_every_move_starts_at_the_identity(move: str) -> None:
    assert pose(Camera(move=move), 0.0, 0.0, seed=5) == Pose()


@pytest.mark.parametrize("move", MOVES)
def test_every_move_goes_somewhere_and_each_elsewhere(move: str) -> None:
    end = pose(Camera(move=move), 1.0, 5.0, seed=5)
    assert end != Pose()
    assert [other for other in MOVES if pose(Camera(move=other), 1.0, 5.0, seed=5) == end] == [move]


def test_amount_scales_the_reach() -> None:
    assert pose(Camera(move="push", amount=0.5), 1.0).dolly == pytest.approx(pose(Camera(move="push"), 1.0).dolly / 2)


def test_ease_is_slow_in_slow_out_without_a_jerk() -> None:
    u = np.linspace(0, 1, 1001)
    e = np.array([ease(v) for v in u])
    speed = np.diff(e) * 1000
    assert (e[0], e[-1]) == (0.0, 1.0)
    assert speed[0] < 0.01
    assert speed[-1] < 0.01
    assert speed.min() >= 0
    assert np.abs(np.diff(speed)).max() < 0.012
    # The middle is steady.
    assert np.ptp(speed[310:690]) < 1e-6


def test_a_hand_sways_from_rest_and_by_its_seed() -> None:
    path = np.array([sway(i / 24, 3, 0) for i in range(120)])
    assert path[0] == 0.0
    assert abs(path[1]) < 0.01
    assert 0.2 < np.abs(path).max() <= 1.0
    assert sway(2.0, 3, 0) != sway(2.0, 4, 0)
    assert sway(2.0, 3, 0) != sway(2.0, 3, 1)


def test_a_slow_move_does_not_jitter() -> None:
    """The centroid of a blob that a linear remap moves along the path stays within 0.05 px of it."""
    side, frames = 96, 121
    y, x = np.mgrid[0:side, 0:side].astype(np.float32)
    blob = (255 * np.exp(-((x - 48) ** 2 + (y - 48) ** 2) / 72)).astype(np.uint8)
    errors = []
    for index in range(frames):
        shift = pose(Camera(move="pan_right", amount=0.2), index / (frames - 1)).pan * 640
        moved = cv2.remap(blob, x + np.float32(shift), y, cv2.INTER_LINEAR).astype(np.float64)
        errors.append((moved * x).sum() / moved.sum() - (48 - shift))
    assert np.abs(np.array(errors) - np.mean(errors)).max() <= 0.05
