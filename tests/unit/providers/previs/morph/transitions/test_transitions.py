"""What every transition promises."""

from __future__ import annotations

import numpy as np
import pytest
from tests.unit.providers.previs.morph.pairs import difference, flat, unlike

from rushes.providers.previs.morph.transitions import known

NAMES = ("match_cut", "whip_pan", "luma_wipe", "push_through")


def test_the_four_are_known() -> None:
    assert set(known()) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_it_leaves_the_first_picture_and_arrives_at_the_last_without_a_jump(name: str) -> None:
    pair = unlike()
    passage = known()[name](pair)
    start, end = passage.at(1), passage.at(pair.frames - 2)
    assert 0 < difference(start, pair.first.image) < 4
    assert 0 < difference(end, pair.last.image) < 4
    assert start.shape == end.shape == pair.first.image.shape


@pytest.mark.parametrize("name", NAMES)
def test_the_pictures_are_seen_through_one_another_for_less_than_half_a_second(name: str) -> None:
    pair = flat()
    passage = known()[name](pair)
    frames = np.stack([passage.at(index)[::8, ::8, 0] for index in range(1, pair.frames - 1)])
    mixed = ((frames > 50) & (frames < 205)).sum(axis=0)
    assert frames[0].max() < 10
    assert frames[-1].min() > 245
    assert mixed.max() <= 10
