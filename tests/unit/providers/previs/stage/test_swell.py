"""Seas run high where the prompt asks for waves."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.palette import palette
from rushes.providers.previs.stage.swell import RIDGES, roughness, runs_high, swell


@pytest.mark.parametrize(
    ("prompt", "high"),
    [
        ("a boat on a rough sea", True),
        ("huge waves at noon", True),
        ("惊涛骇浪", True),
        ("a calm sea", False),
        ("the sea", False),
    ],
)
def test_words_raise_and_still_the_sea(prompt: str, high: bool) -> None:
    scene = Scene(prompt, "sea")
    assert runs_high(scene) is high
    assert (roughness(scene, 0.5) > 1.0) is high


def test_a_calm_sea_is_calmer_than_usual_but_not_in_a_storm() -> None:
    assert roughness(Scene("a calm sea", "sea"), 0.5) < 0.5
    assert roughness(Scene("a calm sea", "sea", weather="storm"), 1.8) == 1.8


def test_ridges_grow_towards_the_camera_and_repeat_sideways() -> None:
    easel = Easel(Scene("big waves", "sea", "day"), palette("day", "clear"), 160, 90, 1)
    plates = swell(easel, easel.y(0.58), easel.y(0.86))
    assert [plate.depth for plate in plates] == [depth for depth, _, _ in RIDGES]
    tops = [plate.top for plate in plates]
    assert tops == sorted(tops)
    edge = np.abs(plates[2].bgra[:, 0].astype(int) - plates[2].bgra[:, -1])
    assert edge.mean() < 14
