"""Known values: EBU Tech 3341's cases and BS.1770's reference sine."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.sound.loudness import (
    NOTHING,
    integrated,
    levelled,
    peaks_between,
    rough,
    step_powers,
    true_peak,
)
from rushes.providers.previs.sound.noise import RATE, Wave, hiss, rng_for, silence


def sine(level: float, seconds: float = 3, hz: float = 997, phase: float = 0) -> Wave:
    t = np.arange(int(seconds * RATE)) / RATE
    return np.tile(10 ** (level / 20) * np.sin(2 * np.pi * hz * t + phase), (2, 1)).astype(np.float32)


def test_a_full_sine_in_one_channel_is_minus_three() -> None:
    left = sine(0)
    left[1] = 0
    assert integrated(left) == pytest.approx(-3.01, abs=0.03)


@pytest.mark.parametrize("level", [-20.0, -23.0, -33.0])
def test_a_stereo_sine_measures_its_level(level: float) -> None:
    assert integrated(sine(level)) == pytest.approx(level, abs=0.03)


def test_quiet_parts_are_gated_away() -> None:
    film = np.concatenate([sine(-36, 5), sine(-23, 20), sine(-36, 5)], axis=1)
    assert integrated(film) == pytest.approx(-23, abs=0.1)
    film = np.concatenate([sine(-72, 4), sine(-36, 4), sine(-23, 20), sine(-36, 4), sine(-72, 4)], axis=1)
    assert integrated(film) == pytest.approx(-23, abs=0.1)


def test_low_tones_count_less_and_high_ones_more() -> None:
    assert integrated(sine(-20, hz=60)) < -22
    assert integrated(sine(-20, hz=6000)) == pytest.approx(-16.7, abs=0.4)


def test_a_very_short_sound_is_measured_and_none_is_nothing() -> None:
    assert integrated(sine(-20, 0.25)) == pytest.approx(-20, abs=0.5)
    assert integrated(silence(RATE)) == NOTHING
    assert integrated(silence(10)) == NOTHING
    assert rough(silence(10)) == NOTHING


def test_a_third_of_the_steps_stands_for_all() -> None:
    noise = hiss(3 * RATE, rng_for(1, "x"), 100, 5000)
    assert rough(noise) == pytest.approx(integrated(noise), abs=0.4)
    assert len(step_powers(noise, every=3)) == len(step_powers(noise)) // 3


def test_levelling_brings_a_bus_to_its_level_and_leaves_silence() -> None:
    noise = hiss(2 * RATE, rng_for(1, "x"), 100, 5000)
    assert rough(levelled(noise, -30)) == pytest.approx(-30, abs=0.01)
    assert not levelled(silence(RATE), -30).any()


def test_the_true_peak_lies_between_the_samples() -> None:
    quarter = sine(-6, 0.5, RATE / 4, np.pi / 4)
    assert 20 * np.log10(np.abs(quarter).max()) == pytest.approx(-9.01, abs=0.02)
    assert true_peak(quarter) == pytest.approx(-6, abs=0.15)


def test_the_quick_look_misses_no_peak() -> None:
    noise = 0.2 * hiss(RATE, rng_for(3, "x"), 200, 16000)
    noise[:, 7000:7020] *= 4
    assert peaks_between(noise, 0.7).max() == peaks_between(noise).max()
