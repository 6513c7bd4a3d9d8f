from __future__ import annotations

import numpy as np
from tests.unit.providers.previs.morph.pairs import HEIGHT, WIDTH, ends, related

from rushes.providers.previs.morph.align import Move
from rushes.providers.previs.morph.related import Canvas


def test_only_pictures_without_motion_are_still() -> None:
    assert related("same").still
    assert related("relit").still
    assert not related("pan").still


def test_the_canvas_holds_both_pictures_of_a_pan() -> None:
    matrix = np.array([[1.0, 0, -80], [0, 1, 0], [0, 0, 1]])
    canvas = Canvas(Move(matrix, WIDTH, HEIGHT), matrix, WIDTH, HEIGHT)
    first, last = ends("pan")
    a, b = canvas.view(first, canvas.to_first), canvas.view(last, canvas.to_last)
    assert canvas.size == (WIDTH + 80, HEIGHT)
    assert a.seen[:, :WIDTH].mean() > 0.99
    assert b.seen[:, 80:].mean() > 0.99
    assert a.seen[:, WIDTH + 2 :].max() < 0.01


def test_far_motion_apart_gets_more_views_between() -> None:
    assert len(related("pan").views) == 1
    assert {view.share for view in related("truck").views} >= {0.5}
