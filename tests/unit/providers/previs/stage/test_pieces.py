"""Set pieces."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.stage.drawing import Drawing
from rushes.providers.previs.stage.pieces import PIECES


def outline(name: str) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    draw = Drawing(420, 160)
    PIECES[name][0](draw, np.random.default_rng(1), 210.0, 130.0, 80.0, 1)
    return draw.cover > 0.5


@pytest.mark.parametrize("name", sorted(PIECES))
def test_a_piece_is_as_tall_as_asked_and_stands_on_its_foot(name: str) -> None:
    rows = np.flatnonzero(outline(name).any(axis=1))
    assert rows.size > 20
    if name != "lanterns":
        assert 20 < rows[0] < 90
        assert 122 < rows[-1] < 142


def test_no_two_pieces_share_an_outline() -> None:
    names = ["lighthouse", "bridge", "tent", "castle", "temple", "windmill", "house", "column"]
    shapes = [outline(name) for name in names]
    for one in range(len(names)):
        for two in range(one):
            common = (shapes[one] & shapes[two]).sum() / (shapes[one] | shapes[two]).sum()
            assert common < 0.75, (names[one], names[two])
