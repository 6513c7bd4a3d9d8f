from __future__ import annotations

import numpy as np
import pytest
from tests.unit.providers.previs.sound.listening import centroid, envelope

from rushes.providers.previs.sound.lasting import LASTING, SAME_LASTING, engine, siren, wheels
from rushes.providers.previs.sound.noise import RATE, rng_for


@pytest.mark.parametrize("kind", LASTING)
def test_a_lasting_sound_lasts(kind: str) -> None:
    sound, level = LASTING[kind]
    wave = sound(2 * RATE, rng_for(1, kind), "")
    assert wave.shape == (2 * RATE,)
    assert 0 < level < 1
    levels = envelope(wave, 250)
    assert levels.min() > 0.1 * levels.max()


def test_other_words_lead_to_known_sounds() -> None:
    assert set(SAME_LASTING.values()) <= set(LASTING)


def test_engines_have_their_pitch() -> None:
    heard = {kind: centroid(engine(RATE, rng_for(1, kind), kind)) for kind in ("ship", "car", "drone")}
    assert heard["ship"] < heard["car"] < heard["drone"]


def test_a_sirens_two_tones_take_turns() -> None:
    wave = siren(2 * RATE, rng_for(1, "x"), "")
    spectrum = np.abs(np.fft.rfft(wave))
    assert spectrum[2 * 425 : 2 * 445].max() > 8 * spectrum[2 * 490 : 2 * 530].max()
    assert spectrum[2 * 575 : 2 * 595].max() > 8 * spectrum[2 * 490 : 2 * 530].max()


def test_wheels_knock_over_the_joints() -> None:
    levels = envelope(wheels(3 * RATE, rng_for(1, "x"), ""), 10)
    assert levels.max() > 2.5 * np.median(levels)
