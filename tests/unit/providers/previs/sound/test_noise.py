from __future__ import annotations

import numpy as np
import pytest
from tests.unit.providers.previs.sound.listening import bands, centroid, correlation

from rushes.providers.previs.sound.noise import (
    RATE,
    TICK,
    fall,
    fast_length,
    hiss,
    pan_gains,
    place,
    rng_for,
    silence,
    soften,
    stretch,
    ticks,
    tone,
    wander,
)


def test_every_part_has_its_own_reproducible_chance() -> None:
    assert rng_for(7, "wind").random() == rng_for(7, "wind").random()
    assert rng_for(7, "wind").random() != rng_for(7, "rain").random()
    assert rng_for(-1, "wind").random() != rng_for(7, "wind").random()


@pytest.mark.parametrize("n", [1, 7, 479, 480, 481, 24_001, 131_073])
def test_a_stretched_curve_covers_its_samples(n: int) -> None:
    curve = np.linspace(0, 1, ticks(n), dtype=np.float32)
    long = stretch(curve, TICK, n)
    assert long.shape == (n,)
    assert np.all(np.diff(long) > 0)


@pytest.mark.parametrize("n", [2, 11, 97, 719_999, 720_001])
def test_a_fast_length_has_small_factors_only(n: int) -> None:
    length = fast_length(n)
    rest = length
    for factor in (2, 3, 5):
        while rest % factor == 0:
            rest //= factor
    assert rest == 1
    assert n <= length <= 1.2 * n + 2


@pytest.mark.parametrize(("low", "high"), [(60, 240), (300, 1400), (2500, 9000)])
def test_hiss_has_unit_power_inside_its_band(low: float, high: float) -> None:
    wave = hiss(2 * RATE, rng_for(1, "x"), low, high)
    assert wave.dtype == np.float32
    assert wave.shape == (2, 2 * RATE)
    assert float(wave.std()) == pytest.approx(1, rel=0.08)
    assert low < centroid(wave) < high


def test_dark_noise_made_at_a_fraction_of_the_rate_has_no_images() -> None:
    levels = bands(hiss(2 * RATE, rng_for(2, "x"), 60, 700))
    assert levels[1:4].max() - levels[-1] > 40


@pytest.mark.parametrize(("width", "alike"), [(0.0, 1.0), (1.0, 0.0)])
def test_width_goes_from_mono_to_unrelated(width: float, alike: float) -> None:
    wave = hiss(RATE, rng_for(3, "x"), 500, 4000, width=width)
    assert correlation(wave) == pytest.approx(alike, abs=0.08)


def test_a_curve_shapes_the_noise_in_time() -> None:
    n = RATE
    curve = np.linspace(0, 1, ticks(n), dtype=np.float32)
    wave = hiss(n, rng_for(4, "x"), 500, 4000, curve=curve)
    assert wave[:, -n // 8 :].std() > 5 * wave[:, : n // 8].std()


def test_a_wandering_curve_stays_in_its_limits_and_moves() -> None:
    curve = wander(5 * RATE, rng_for(5, "x"), 1.0, 0.2, 0.8, channels=2)
    assert curve.min() >= 0.2
    assert curve.max() <= 0.8
    assert curve.std(axis=1).min() > 0.05
    assert np.abs(np.diff(curve)).max() < 0.05


def test_a_tone_glides_where_it_is_told() -> None:
    wave = tone(0.4, 400, 1600)
    assert centroid(wave[: len(wave) // 4]) < 700
    assert centroid(wave[-len(wave) // 4 :]) > 1300


def test_a_fall_reaches_a_third_after_its_decay() -> None:
    envelope = fall(RATE, 0.25)
    assert envelope[RATE // 4] == pytest.approx(np.exp(-1), rel=0.01)


def test_softened_ends_are_silent() -> None:
    wave = soften(np.ones(4800, np.float32))
    assert wave[0] == 0
    assert wave[-1] == 0
    assert wave[2400] == 1


@pytest.mark.parametrize("pan", [-1.0, -0.4, 0.0, 0.7, 1.0])
def test_panning_keeps_the_power(pan: float) -> None:
    left, right = pan_gains(pan)
    assert left**2 + right**2 == pytest.approx(1)


def test_placing_cuts_what_lies_outside_the_bus() -> None:
    bus = silence(100)
    place(bus, np.ones(50, np.float32), -20)
    place(bus, np.ones(50, np.float32), 90, pan=1)
    place(bus, np.ones((2, 10), np.float32), 200)
    assert np.count_nonzero(bus[0]) == 30 + 10
    assert bus[0, 95] == pytest.approx(0, abs=1e-6)
    assert bus[1, 95] == pytest.approx(1)
    place(bus, np.ones((2, 4), np.float32), 50)
    assert bus[:, 51] == pytest.approx([1, 1])
