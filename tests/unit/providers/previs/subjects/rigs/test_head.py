"""Heads."""

from __future__ import annotations

import math

import numpy as np
import pytest

from rushes.providers.previs.subjects.rigs.head import Look, Placed, behind, draw, skull

LOOK = Look((0.5, 0.6, 0.8), (0.1, 0.1, 0.2))


def test_a_profile_has_a_nose_and_a_front_view_is_even() -> None:
    side, front = skull(0.0), skull(math.pi / 2)
    assert side[:, 0].max() > 0.42
    assert np.isclose(front[:, 0].max(), -front[:, 0].min())


def test_turning_right_round_never_jumps() -> None:
    yaws = np.linspace(-math.pi, math.pi, 200)
    outlines = np.array([np.sort(skull(float(yaw))[:, 0]) for yaw in yaws])
    assert np.abs(np.diff(outlines, axis=0)).max() < 0.06


def test_no_face_is_seen_from_behind() -> None:
    ahead, away = (draw(Placed(0, 0, 1, 0, yaw), LOOK) for yaw in (1.0, -1.4))
    assert len(ahead) > len(away) + 3


@pytest.mark.parametrize(
    ("cut", "hangs"), [("short", False), ("bob", False), ("long", True), ("tail", True), ("bun", True)]
)
def test_some_hair_hangs_behind(cut: str, hangs: bool) -> None:
    assert bool(behind(Placed(0, 0, 1, 0, 0.4), Look(LOOK.skin, LOOK.hair, cut), 0.05)) is hangs


def test_a_placed_head_has_its_size() -> None:
    put = Placed(2.0, 3.0, 0.5, 0.0, 0.0).put(skull(0.0))
    assert np.isclose(np.ptp(put[:, 1]), 0.5)
