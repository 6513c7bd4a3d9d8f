"""A river."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.scene import Actor, Camera, Scene
from rushes.providers.previs.stage import Stage


def test_the_water_is_lighter_than_its_banks_near_the_camera(shown) -> None:  # type: ignore[no-untyped-def]
    row = shown("river", "golden")[74].mean(axis=1)
    assert row.max() > 1.6 * np.median(row)


def test_it_glimmers_from_frame_to_frame(shown) -> None:  # type: ignore[no-untyped-def]
    stage = Stage(Scene("", "river", seed=1), 96, 54, 48)
    assert np.abs(stage.frame(10).astype(int) - stage.frame(13)).mean() > 0.3


@pytest.mark.parametrize(
    ("angle", "size"), [("eye", "wide"), ("low", "extreme_wide"), ("high", "extreme_wide"), ("overhead", "wide")]
)
def test_what_floats_is_on_the_water_at_every_angle(angle: str, size: str) -> None:
    for name in ("raft", "ship"):
        scene = Scene("", "river", actors=(Actor(name, "sail"),), camera=Camera("push", 1.0, size, angle), seed=12)
        stage = Stage(scene, 160, 90, 48)
        role = stage.roles[0]
        course = stage.set.lanes["water"].course
        assert course is not None
        for seconds in (0.0, 1.0, 2.0):
            x, y = role.at(seconds)
            middle, half = course(role.y)
            assert abs(x - middle) + role.pixels * role.figure.aspect / 2 < half + 2, (name, seconds, y)
