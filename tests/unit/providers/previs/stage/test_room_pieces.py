"""What stands in rooms."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.stage import room_pieces as pieces
from rushes.providers.previs.stage.drawing import Drawing


def test_benches_and_counters_stand_on_the_floor() -> None:
    for make in (pieces.bar, pieces.tools, pieces.flasks, pieces.racks):
        draw = Drawing(300, 160)
        make(draw, np.random.default_rng(1), 150.0, 140.0, 120.0, 40.0)
        rows = np.flatnonzero(draw.cover.max(axis=1) > 0.5)
        assert 134 <= rows[-1] <= 150 and rows[0] < 100


def test_screens_and_lamps_shine() -> None:
    draw = Drawing(200, 120)
    pieces.desk(draw, np.random.default_rng(1), 60.0, 110.0, 30.0, screen=True)
    pieces.pendants(draw, [150.0], 0.0, 30.0, 10.0)
    assert (draw.glow[:, :100] > 0.5).any() and (draw.glow[:, 100:] > 0.9).any()


def test_beds_boards_and_plinths_are_drawn() -> None:
    draw = Drawing(300, 120)
    pieces.bed(draw, 70.0, 110.0, 20.0, 1, ward=True)
    pieces.board(draw, np.random.default_rng(1), 200.0, 20.0, 60.0, 40.0)
    pieces.plinth(draw, np.random.default_rng(1), 270.0, 110.0, 40.0)
    assert all((draw.cover[:, part] > 0.5).any() for part in (slice(30, 110), slice(170, 230), slice(255, 290)))
