from __future__ import annotations

import copy

import numpy as np
import pytest
from tests.unit.providers.previs.morph.pairs import subject_at, unlike

from rushes.providers.previs.morph.transitions.match_cut import MatchCut, meeting, size_of
from rushes.providers.previs.photo.subject import measured

BALL, STATUE = (110, 190, 240), (70, 90, 160)


def test_the_subjects_meet_in_one_place_and_size() -> None:
    pair = unlike()
    first, last = meeting(pair.first, pair.last)
    assert (first.x, first.y) == (last.x, last.y)
    assert abs(first.scale * size_of(pair.first) - last.scale * size_of(pair.last)) < 0.05


@pytest.mark.parametrize("box", [(0.05, 0.06, 0.35, 0.9), (0.62, 0.3, 0.97, 0.62), (0.3, 0.2, 0.7, 1.0)])
def test_a_whole_subject_stays_whole(box: tuple[float, float, float, float]) -> None:
    """Whatever it meets, and wherever it stands; the side that the picture cuts may stay cut."""
    pair = unlike()
    high, wide = pair.first.subject.mask.shape
    mask = np.zeros((high, wide), np.float32)
    mask[round(box[1] * high) : round(box[3] * high), round(box[0] * wide) : round(box[2] * wide)] = 1
    moved = copy.copy(pair.first)
    moved.subject = measured(mask, neural=False)
    moved.pivot = (min(0.8, max(0.2, moved.subject.centre[0])), min(0.75, max(0.25, box[1] + 0.36 * (box[3] - box[1]))))
    for living, look in zip((moved, pair.last), meeting(moved, pair.last), strict=True):
        left, top, right, bottom = living.subject.box
        x, y = living.pivot
        assert look.x + look.scale * (left - x) >= -1e-6 and look.x + look.scale * (right - x) <= 1 + 1e-6
        assert look.y + look.scale * (top - y) >= -1e-6
        assert bottom == 1.0 or look.y + look.scale * (bottom - y) <= 1 + 1e-6


def test_at_the_meeting_no_rim_shows() -> None:
    pair = unlike()
    for living, look in zip((pair.first, pair.last), meeting(pair.first, pair.last), strict=True):
        scale = living.far_scale(look.scale)
        for pivot, shown in zip(living.pivot, (look.x, look.y), strict=True):
            assert pivot - shown / scale >= -1e-6
            assert pivot + (1 - shown) / scale <= 1 + 1e-6


def test_one_subject_leaves_where_the_other_comes() -> None:
    pair = unlike()
    passage = MatchCut(pair)
    before, after = passage.at(pair.frames // 2 - 7), passage.at(pair.frames // 2 + 7)
    goal = meeting(pair.first, pair.last)[0]
    assert abs(subject_at(before, STATUE, 45)[0] / pair.first.width - goal.x) < 0.08
    assert abs(subject_at(after, BALL)[0] / pair.first.width - goal.x) < 0.08
