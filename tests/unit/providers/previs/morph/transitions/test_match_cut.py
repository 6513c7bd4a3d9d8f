from __future__ import annotations

from tests.unit.providers.previs.morph.pairs import subject_at, unlike

from rushes.providers.previs.morph.transitions.match_cut import MatchCut, meeting, size_of

BALL, STATUE = (110, 190, 240), (70, 90, 160)


def test_the_subjects_meet_in_one_place_and_size() -> None:
    pair = unlike()
    first, last = meeting(pair.first, pair.last)
    assert (first.x, first.y) == (last.x, last.y)
    assert abs(first.scale * size_of(pair.first) - last.scale * size_of(pair.last)) < 0.05


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
