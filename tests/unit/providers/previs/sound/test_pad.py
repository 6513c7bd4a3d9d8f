from __future__ import annotations

import numpy as np
import pytest
from tests.unit.providers.previs.sound.listening import clicks, correlation, envelope

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.sound.harmony import MOODS, bars
from rushes.providers.previs.sound.heard import Heard
from rushes.providers.previs.sound.noise import RATE
from rushes.providers.previs.sound.pad import SOUNDS, hertz, pad


def film(mood: str, seconds: float = 5.0) -> list[Heard]:
    return [Heard(Scene("x", "sea", mood=mood), (), 0.0, seconds)]


def test_every_mood_has_its_sound() -> None:
    assert set(SOUNDS) == set(MOODS)


@pytest.mark.parametrize("mood", MOODS)
def test_music_rises_slowly_stays_clean_and_fades(mood: str) -> None:
    music = pad(film(mood), 5 * RATE, 2)
    assert music.shape == (2, 5 * RATE)
    assert clicks(music) < 9
    assert 0.0 < correlation(music) < 0.98
    levels = envelope(music, 50)
    assert levels[-1] < 0.1 * levels.max()
    assert levels[2:-20].min() > 0.02 * levels.max()


def test_the_last_chord_sounds_its_tonic() -> None:
    music = pad(film("calm", 6.0), 6 * RATE, 2)
    last = bars(film("calm", 6.0), 6.0, 2)[-1]
    tail = music[:, int((last.start + 1.2) * RATE) :].mean(axis=0)
    spectrum = np.abs(np.fft.rfft(tail * np.hanning(len(tail))))
    hz = np.fft.rfftfreq(len(tail), 1 / RATE)
    for note in (last.bass, *last.voices):
        at = np.abs(hz - hertz(note)) < 3
        off = (np.abs(hz - hertz(note + 0.5)) < 1.0) | (np.abs(hz - hertz(note - 0.5)) < 1.0)
        assert spectrum[at].max() > 3 * spectrum[off].mean()


def test_the_same_seed_plays_the_same_and_another_does_not() -> None:
    assert np.array_equal(pad(film("playful"), 3 * RATE, 2), pad(film("playful"), 3 * RATE, 2))
    assert not np.array_equal(pad(film("playful"), 3 * RATE, 2), pad(film("playful"), 3 * RATE, 3))


def test_a_is_440() -> None:
    assert hertz(69) == 440
    assert hertz(57) == pytest.approx(220)
