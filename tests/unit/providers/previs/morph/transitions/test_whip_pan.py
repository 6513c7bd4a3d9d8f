from __future__ import annotations

from dataclasses import replace

import numpy as np
from tests.unit.providers.previs.morph.pairs import unlike

from rushes.providers.previs.morph.transitions.whip_pan import WhipPan, flown, strip


def test_the_strip_has_a_picture_at_each_end_and_no_seam() -> None:
    left, right = unlike().first.image, unlike().last.image
    out = strip(left, right)
    width = left.shape[1]
    assert np.array_equal(out[:, :width], left)
    assert np.array_equal(out[:, -width:], right)
    steps = np.abs(np.diff(out.astype(np.float32), axis=1)).mean(axis=(0, 2))
    assert steps[width - 1] <= steps[: width - 1].max()
    assert steps[-width] <= steps.max()


def test_it_starts_slowly_is_caught_and_swings() -> None:
    assert flown(0) == 0
    assert abs(flown(1) - 1) < 1e-9
    assert flown(0.1) < 0.01
    assert max(flown(u) for u in np.linspace(0.6, 1, 50)) > 1


def test_in_flight_rows_are_smeared_sideways() -> None:
    pair = unlike()
    frame = WhipPan(pair).at(pair.frames // 2).astype(np.float32)
    across = np.abs(np.diff(frame, axis=1)).mean()
    down = np.abs(np.diff(frame, axis=0)).mean()
    assert across < 0.5 * down


def test_to_the_left_is_the_other_way_round() -> None:
    pair = unlike()
    right, left = WhipPan(pair), WhipPan(replace(pair, direction=-1))
    index = pair.frames // 2 - 4
    assert not np.array_equal(right.at(index), left.at(index))
