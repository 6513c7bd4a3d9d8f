"""Rooms of every trade."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.places.rooms import ROOMS, room
from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage import Stage


@pytest.mark.parametrize(
    ("prompt", "kind"),
    [("An elderly watchmaker bends over his workbench", "workshop"), ("a nurse in a hospital", "ward"),
     ("教室里的老师", "classroom"), ("jazz in a smoky bar", "bar"), ("a barn", "living"), ("a cosy room", "living")],
)  # fmt: skip
def test_words_tell_the_room(prompt: str, kind: str) -> None:
    assert room(Scene(prompt, "interior"))[0] == kind


def test_rooms_look_different() -> None:
    frames = [Stage(Scene(f"a {name}", "interior", "day", seed=1), 96, 54, 4).frame(0) for name in ("gym", "library")]
    assert np.abs(frames[0].astype(int) - frames[1]).mean() > 8
    assert set(ROOMS) >= {"classroom", "ward", "bar"}
