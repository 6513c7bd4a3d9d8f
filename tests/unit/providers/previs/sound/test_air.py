from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.random import Generator
from tests.unit.providers.previs.sound.listening import centroid, clicks, correlation, envelope

from rushes.providers.previs.sound import air
from rushes.providers.previs.sound.noise import RATE, Wave, rng_for

BEDS = [
    air.wind, air.gale, air.breeze, air.leaves, air.hollow_wind, air.flapping, air.deep_rumble, air.sand_hiss, air.hush,
    air.high_air, air.room_tone, air.hall_air, air.deep_space, air.cave_air,
]  # fmt: skip


@pytest.mark.parametrize("bed", BEDS, ids=lambda bed: bed.__name__)
def test_a_bed_is_stereo_alive_and_free_of_clicks(bed: Callable[[int, Generator], Wave]) -> None:
    wave = bed(3 * RATE + 17, rng_for(1, "x"))
    assert wave.shape == (2, 3 * RATE + 17)
    assert np.isfinite(wave).all()
    assert 0.003 < wave.std() < 0.25
    assert -0.2 < correlation(wave) < 0.9
    assert clicks(wave) < 8
    levels = 20 * np.log10(envelope(wave, 200) + 1e-6)
    assert levels.std() > 0.25


def test_a_bed_does_not_repeat() -> None:
    wave = air.wind(6 * RATE, rng_for(1, "x"))[0]
    spectrum = np.fft.rfft(wave, 2 * len(wave))
    alike = np.fft.irfft(np.abs(spectrum) ** 2)[: len(wave)] / np.square(wave).sum()
    assert np.abs(alike[RATE // 2 :]).max() < 0.2


def test_leaves_and_sand_are_bright_and_deep_beds_are_dark() -> None:
    heard = {bed.__name__: centroid(bed(2 * RATE, rng_for(1, "x"))) for bed in BEDS}
    assert heard["sand_hiss"] > heard["leaves"] > 2 * heard["breeze"] > 2 * heard["cave_air"]
    assert heard["deep_space"] < 400
