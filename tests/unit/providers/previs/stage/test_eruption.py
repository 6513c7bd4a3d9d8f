"""A volcano at work."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs import script
from rushes.providers.previs.stage import Stage
from rushes.providers.previs.stage.eruption import Stones, erupts


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [("a volcano erupting", True), ("火山喷发", True), ("a quiet volcano behind a lake", False)],
)
def test_only_a_volcano_at_work_erupts(prompt: str, expected: bool) -> None:
    assert erupts(script.read(prompt)) is expected


def test_its_stones_move_and_glow() -> None:
    stage = Stage(script.read("a volcano erupting over the sea", seed=3), 160, 90, 24)
    stones = next(layer for layer in stage.layers if isinstance(layer, Stones))
    shown = []
    for index in (0, 12):
        frame = np.zeros((90, 160, 3), np.uint8)
        stones.draw(frame, stage._moment(index), 90)
        shown.append(frame)
    assert shown[0].max() > 100
    assert not np.array_equal(*shown)
