"""Furniture."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.stage import furniture
from rushes.providers.previs.stage.drawing import Drawing


@pytest.mark.parametrize("name", ["shelf", "picture", "armchair", "table", "floor_lamp", "plant_pot"])
def test_each_stands_on_its_foot_and_nowhere_else(name: str) -> None:
    draw, rng = Drawing(200, 200), np.random.default_rng(1)
    calls = {
        "shelf": lambda: furniture.shelf(draw, rng, 100, 150, 50, 90),
        "picture": lambda: furniture.picture(draw, rng, 100, 110, 50),
        "armchair": lambda: furniture.armchair(draw, 100, 150, 70, 1),
        "table": lambda: furniture.table(draw, 100, 150, 60, 40),
        "floor_lamp": lambda: furniture.floor_lamp(draw, 100, 150, 100, 30),
        "plant_pot": lambda: furniture.plant_pot(draw, rng, 100, 150, 90),
    }
    calls[name]()
    rows = np.flatnonzero(draw.cover.max(axis=1) > 0.5)
    assert 130 < rows[-1] < 156
    assert draw.cover[:, :30].max() == 0


def test_only_the_lamp_glows() -> None:
    draw = Drawing(100, 100)
    furniture.armchair(draw, 50, 90, 40, 1)
    assert draw.glow.max() == 0
    furniture.floor_lamp(draw, 50, 90, 60, 20)
    assert draw.glow.max() > 0.9
