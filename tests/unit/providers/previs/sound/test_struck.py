from __future__ import annotations

import numpy as np
import pytest
from tests.unit.providers.previs.sound.listening import FRAME, centroid, envelope, onset

from rushes.providers.previs.sound.noise import RATE, rng_for
from rushes.providers.previs.sound.struck import SAME_AS, STRUCK, horn, thunder


@pytest.mark.parametrize("kind", STRUCK)
def test_a_sound_starts_within_a_frame_and_joins_silence(kind: str) -> None:
    wave = STRUCK[kind].sound(rng_for(1, kind), "")
    assert wave.dtype == np.float32
    assert onset(wave) < 0.8 * FRAME
    assert 0.3 < np.abs(wave).max() < 4
    assert abs(float(wave[0])) < 0.05
    assert abs(float(wave[-1])) < 1e-5


def test_other_words_lead_to_known_sounds() -> None:
    assert set(SAME_AS.values()) <= set(STRUCK)
    assert not set(SAME_AS) & set(STRUCK)


def test_thunder_cracks_first_and_rolls_after() -> None:
    wave = thunder(rng_for(1, "x"), "")
    assert centroid(wave[: RATE // 10]) > 5 * centroid(wave[RATE:])
    levels = envelope(wave, 100)
    assert levels[10:20].mean() > 0.02 * levels.max()


def test_a_ships_horn_is_deeper_and_longer_than_a_cars() -> None:
    ship, car = horn(rng_for(1, "x"), "ship"), horn(rng_for(1, "x"), "")
    assert len(ship) > 2 * len(car)
    assert centroid(ship) < centroid(car)
