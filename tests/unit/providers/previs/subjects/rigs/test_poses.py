"""Poses in time."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from rushes.providers.previs.subjects.rigs.poses import POSES, wave
from rushes.providers.previs.subjects.rigs.skeleton import PELVIS


def numbers(pose: object) -> np.ndarray:
    flat: list[float] = []

    def walk(value: object) -> None:
        if isinstance(value, (int, float)):
            flat.append(float(value))
        elif value is None:
            return
        elif isinstance(value, tuple):
            for item in value:
                walk(item)
        else:
            walk(tuple(getattr(value, field.name) for field in dataclasses.fields(value)))  # type: ignore[arg-type]

    walk(pose)
    return np.array(flat)


@pytest.mark.parametrize("name", sorted(POSES))
def test_a_pose_is_alive_and_never_jumps(name: str) -> None:
    frames = np.array([numbers(POSES[name](k / 24, 0.2)) for k in range(72)])
    steps = np.abs((np.diff(frames, axis=0) + np.pi) % (2 * np.pi) - np.pi).max()
    assert 1e-5 < steps < 0.5


def test_two_people_have_rhythms_of_their_own() -> None:
    assert POSES["stand"](1.0, 0.1) != POSES["stand"](1.0, 0.6)


def test_who_sits_is_lower_and_who_dances_turns() -> None:
    assert POSES["sit"](0.0, 0.0).pelvis[1] < 0.6 * PELVIS
    assert len({round(POSES["dance"](t, 0.0).yaw, 2) for t in (0.0, 1.0, 2.0)}) == 3


def test_a_wave_has_its_period() -> None:
    assert np.isclose(wave(0.3, 2.0), wave(2.3, 2.0))
