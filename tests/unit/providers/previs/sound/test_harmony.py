from __future__ import annotations

import itertools

import pytest

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.sound.harmony import MOODS, bars, lead, spans, tonic
from rushes.providers.previs.sound.heard import Heard


def film(*lengths: float, mood: str = "calm") -> list[Heard]:
    starts = itertools.accumulate(lengths, initial=0.0)
    return [
        Heard(Scene("x", "sea", mood=mood), (), start, length) for start, length in zip(starts, lengths, strict=False)
    ]


@pytest.mark.parametrize("mood", [*MOODS, "unheard of"])
@pytest.mark.parametrize("seconds", [3.0, 5.0, 15.0])
def test_a_film_comes_home(mood: str, seconds: float) -> None:
    score = bars(film(seconds, mood=mood), seconds, 5)
    assert score[0].start == 0
    assert score[-1].end == pytest.approx(seconds)
    assert all(a.end == pytest.approx(b.start) for a, b in itertools.pairwise(score))
    root = tonic(5) % 12
    assert score[-1].bass % 12 == root
    assert root in {voice % 12 for voice in score[-1].voices}
    assert len(score) >= 2


def test_chords_change_on_cuts() -> None:
    starts = {round(start, 6) for start, _, _ in spans(film(4.0, 3.5, 5.0), 12.5)}
    assert {0.0, 4.0, 7.5} <= starts


def test_a_very_short_shot_keeps_its_neighbours_chord() -> None:
    assert len(spans(film(3.0, 0.6, 3.0), 6.6)) == 2


@pytest.mark.parametrize("mood", MOODS)
@pytest.mark.parametrize("seed", range(4))
def test_voices_move_little_and_stay_in_their_register(mood: str, seed: int) -> None:
    score = bars(film(15.0, mood=mood), 15.0, seed)
    for before, after in itertools.pairwise(score):
        moves = [abs(a - b) for a, b in zip(before.voices, after.voices, strict=True)]
        assert max(moves) <= 7
        assert sum(moves) / len(moves) <= 4.5
    assert all(48 <= voice <= 79 for bar in score for voice in bar.voices)


def test_the_voices_are_those_of_the_chord() -> None:
    voices = lead(None, (0, 4, 7, 14), 50)
    assert {voice % 12 for voice in voices} == {(50 + step) % 12 for step in (0, 4, 7, 14)}


def test_seeds_choose_the_key() -> None:
    assert len({tonic(seed) for seed in range(30)}) > 4
