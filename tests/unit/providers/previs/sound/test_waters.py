from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.random import Generator
from tests.unit.providers.previs.sound.listening import centroid, clicks, correlation, envelope

from rushes.providers.previs.sound import waters
from rushes.providers.previs.sound.noise import RATE, Wave, rng_for, silence

BEDS = [
    waters.surf, waters.swell, waters.laps, waters.brook, waters.waterfall, waters.fountain, waters.under_water,
    waters.dripping,
]  # fmt: skip


@pytest.mark.parametrize("bed", BEDS, ids=lambda bed: bed.__name__)
def test_water_is_stereo_and_free_of_clicks(bed: Callable[[int, Generator], Wave]) -> None:
    wave = bed(3 * RATE, rng_for(2, "x"))
    assert wave.shape == (2, 3 * RATE)
    assert wave.std() > 0.002
    assert correlation(wave) < 0.97
    assert clicks(wave) < 9


def test_waves_break_and_run_back() -> None:
    levels = 20 * np.log10(envelope(waters.surf(12 * RATE, rng_for(2, "x")), 100))
    assert np.percentile(levels, 95) - np.percentile(levels, 5) > 6


def test_even_a_short_film_hears_a_wave() -> None:
    for seed in range(6):
        levels = envelope(waters.surf(3 * RATE, rng_for(seed, "x")), 100)
        assert levels.max() > 1.4 * levels.min()


def test_below_the_surface_it_is_dark() -> None:
    under, over = (centroid(bed(2 * RATE, rng_for(1, "x"))) for bed in (waters.under_water, waters.brook))
    assert under < 0.4 * over


def test_bubbles_come_as_often_as_asked() -> None:
    few, many = silence(RATE), silence(RATE)
    waters.bubbles(few, rng_for(1, "x"), 3, 1)
    waters.bubbles(many, rng_for(1, "x"), 60, 1)
    assert np.count_nonzero(envelope(many)) > 3 * np.count_nonzero(envelope(few))
