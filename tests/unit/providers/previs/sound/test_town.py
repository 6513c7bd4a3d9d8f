from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.random import Generator
from tests.unit.providers.previs.sound.listening import centroid, clicks, envelope, onsets

from rushes.providers.previs.sound import town
from rushes.providers.previs.sound.noise import RATE, Wave, rng_for

BEDS = [
    town.traffic, town.passing_cars, town.murmur, town.city_hum, town.fridge, town.sizzle, town.pulse_of_machines,
    town.far_horns,
]  # fmt: skip


@pytest.mark.parametrize("bed", BEDS, ids=lambda bed: bed.__name__)
def test_a_town_bed_has_no_clicks(bed: Callable[[int, Generator], Wave]) -> None:
    wave = bed(4 * RATE, rng_for(2, "x"))
    assert wave.shape == (2, 4 * RATE)
    assert wave.any()
    assert clicks(wave) < 8


def test_a_car_goes_from_one_side_to_the_other() -> None:
    wave = town.passing_cars(8 * RATE, rng_for(2, "x"))
    left, right = (envelope(channel, 100) for channel in wave)
    balance = np.log((left + 1e-4) / (right + 1e-4))
    assert balance.max() > 0.5
    assert balance.min() < -0.5


def test_a_murmur_lies_where_voices_lie() -> None:
    assert 250 < centroid(town.murmur(4 * RATE, rng_for(2, "x"))) < 1500


def test_a_clock_ticks_twice_a_second() -> None:
    moments = onsets(town.clock(4 * RATE, rng_for(2, "x")) + 1e-4, 12)
    gaps = np.diff(sorted({round(at, 1) for at in moments}))
    assert np.median(gaps) == pytest.approx(0.5, abs=0.02)


def test_a_fire_snaps() -> None:
    wave = town.crackling(4 * RATE, rng_for(2, "x"))
    peaks = np.abs(wave).max() / wave.std()
    assert peaks > 6
