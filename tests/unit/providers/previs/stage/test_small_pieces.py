"""Small set pieces."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.stage.drawing import Drawing
from rushes.providers.previs.stage.small_pieces import campfire, column, house, lanterns, tent, tower


def test_a_tower_is_light_on_the_suns_side() -> None:
    for side in (-1, 1):
        draw = Drawing(100, 100)
        tower(draw, 50, 90, 10, 20, 16, (1, 1, 1), side)
        assert (draw.light[50, 60] - draw.light[50, 40]) * side > 0.1


def test_fire_and_lanterns_glow() -> None:
    for piece in (campfire, lanterns, tent):
        draw = Drawing(300, 200)
        piece(draw, np.random.default_rng(1), 150, 150, 60, 1)
        assert draw.glow.max() > 0.6


def test_houses_and_columns_differ_by_chance() -> None:
    for piece in (house, column):
        pictures = []
        for seed in (1, 2, 3, 4):
            draw = Drawing(120, 120)
            piece(draw, np.random.default_rng(seed), 60, 110, 80, 1)
            pictures.append(draw.colour * draw.cover[..., None])
        assert max(np.abs(pictures[0] - other).max() for other in pictures[1:]) > 0.2
