from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.sound.loudness import integrated, true_peak
from rushes.providers.previs.sound.master import CEILING, fade, finish, limit
from rushes.providers.previs.sound.noise import RATE, Wave, fall, hiss, place, rng_for, silence


def bed(seconds: float = 3, gain: float = 0.05) -> Wave:
    return (gain * hiss(int(seconds * RATE), rng_for(1, "bed"), 200, 4000)).astype(np.float32)


def test_under_the_ceiling_nothing_is_touched() -> None:
    quiet = bed()
    assert limit(quiet) is quiet


def test_no_true_peak_passes_the_ceiling() -> None:
    loud = bed()
    for at in (3000, 40_000, 40_500, 90_000):
        place(loud, fall(4000, 0.01), at, 3.0)
    assert true_peak(limit(loud)) <= CEILING + 0.01


def test_limiting_turns_down_and_does_not_bend_the_wave() -> None:
    t = np.arange(RATE) / RATE
    sine = np.tile(2 * np.sin(2 * np.pi * 440 * t), (2, 1)).astype(np.float32)
    spectrum = np.abs(np.fft.rfft(limit(sine)[0] * np.hanning(RATE)))
    overtones = spectrum[[880, 1320, 1760, 2200]].max()
    assert overtones < 1e-3 * spectrum[440]


def test_far_from_a_peak_the_level_is_the_old_one() -> None:
    loud = bed()
    place(loud, fall(4000, 0.01), RATE, 3.0)
    limited = limit(loud)
    assert np.array_equal(limited[:, : RATE // 2], loud[:, : RATE // 2])
    assert np.allclose(limited[:, 2 * RATE :], loud[:, 2 * RATE :], rtol=1e-5)


def test_a_faded_film_begins_and_ends_in_silence_without_dc() -> None:
    faded = fade(bed() + np.float32(0.2))
    assert faded[:, 0] == pytest.approx([0, 0])
    assert np.abs(faded[:, -5:]).max() < 1e-4
    assert abs(float(faded[:, RATE : 2 * RATE].mean())) < 2e-3


@pytest.mark.parametrize("gain", [0.0005, 0.05, 4.0])
def test_a_finished_mix_is_at_minus_sixteen(gain: float) -> None:
    assert integrated(finish(bed(gain=gain))) == pytest.approx(-16, abs=0.3)


def test_a_mix_of_few_hard_blows_keeps_both_promises() -> None:
    blows = bed(gain=0.02)
    for at in range(10_000, 140_000, 26_000):
        place(blows, (0.6 * fall(9000, 0.03) * hiss(9000, rng_for(at, "x"), 200, 3000)).astype(np.float32), at)
    done = finish(blows)
    assert integrated(done) == pytest.approx(-16, abs=1)
    assert true_peak(done) <= -1


def test_silence_stays_silence() -> None:
    assert not finish(silence(RATE)).any()
