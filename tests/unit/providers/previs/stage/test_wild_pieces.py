"""Pieces of wild nature."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.stage import wild_pieces
from rushes.providers.previs.stage.drawing import Drawing


@pytest.mark.parametrize(
    "name", ["rocks", "palm", "palms", "cactus", "pyramids", "mesas", "iceberg", "volcano", "waterfall", "reeds"]
)
def test_it_is_drawn_about_its_size_and_on_its_foot(name: str) -> None:
    draw = Drawing(400, 160)
    getattr(wild_pieces, name)(draw, np.random.default_rng(2), 200.0, 140.0, 60.0, 1)
    rows = np.flatnonzero(draw.cover.max(axis=1) > 0.5)
    assert 132 <= rows[-1] <= 159 and 48 <= rows[0] <= 137


@pytest.mark.parametrize(
    "name", ["rocks", "palm", "palms", "cactus", "pyramids", "mesas", "iceberg", "volcano", "waterfall", "reeds"]
)
def test_it_has_light_and_shade(name: str) -> None:
    draw = Drawing(400, 160)
    getattr(wild_pieces, name)(draw, np.random.default_rng(2), 200.0, 140.0, 60.0, -1)
    assert draw.light[draw.cover > 0.9].std() > 0.05
