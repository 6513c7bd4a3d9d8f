from __future__ import annotations

from rushes.providers.previs.morph.timing import Timing, clamped, smooth


def test_the_passage_lies_in_the_middle_and_lasts_as_long_as_asked() -> None:
    timing = Timing(121, 1.0)
    assert timing.through(48) == 0
    assert abs(timing.through(60) - 0.5) < 1e-9
    assert timing.through(73) == 1
    inside = [index for index in range(121) if 0 < timing.through(index) < 1]
    assert 22 <= len(inside) <= 25


def test_a_short_film_gives_the_passage_half_of_its_time() -> None:
    assert Timing(24, 2.0).passage == 0.5


def test_halves_meet_in_the_middle() -> None:
    timing = Timing(121, 1.0)
    assert timing.before(0) == timing.after(120) == 0
    assert timing.before(60) == timing.after(60) == 1
    assert 0 < timing.drift() < 0.12


def test_steps_hold_at_their_ends() -> None:
    assert [clamped(v) for v in (-1, 0.5, 2)] == [0, 0.5, 1]
    assert [smooth(v) for v in (-1, 0.5, 2)] == [0, 0.5, 1]
