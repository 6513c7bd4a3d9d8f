"""Ears for tests: onsets, clicks, brightness, how alike two sounds are."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.sound.noise import RATE, Wave

FRAME = 1 / 24


def envelope(wave: Wave, milliseconds: float = 2) -> NDArray[np.float64]:
    """The RMS of every block of so many milliseconds, channels added."""
    block = int(RATE * milliseconds / 1000)
    mono = np.atleast_2d(wave)
    count = mono.shape[1] // block
    return np.sqrt(np.square(mono[:, : count * block].astype(float)).reshape(len(mono), count, block).mean(axis=(0, 2)))


def onset(wave: Wave, share: float = 0.25) -> float:
    """Seconds until the envelope first reaches a share of its maximum."""
    levels = envelope(wave)
    return float(np.flatnonzero(levels >= share * levels.max())[0]) * 0.002


def onsets(wave: Wave, rise: float = 6.0) -> list[float]:
    """The moments at which the level jumps by at least `rise` dB over what was just before, in bright and dark."""
    mono = np.atleast_2d(wave).mean(axis=0)
    bright = np.diff(mono, prepend=mono[:1])
    found: list[float] = []
    for heard in (mono, bright):
        levels = 20 * np.log10(envelope(heard) + 1e-7)
        before = np.array([levels[max(0, k - 20) : max(1, k - 1)].mean() for k in range(len(levels))])
        after = np.array([levels[k : k + 4].mean() for k in range(len(levels))])
        jump = after - before
        for k in range(20, len(jump) - 20):
            if jump[k] > rise and jump[k] == jump[k - 15 : k + 16].max():
                found.append(k * 0.002)
    return sorted(found)


def clicks(wave: Wave) -> float:
    """The largest jump between samples against the RMS of the jumps in its 20 ms; noise has about 4 to 6."""
    worst = 0.0
    block = RATE // 50
    for channel in np.atleast_2d(wave):
        jumps = np.diff(channel.astype(float))
        jumps = jumps[: len(jumps) // block * block].reshape(-1, block)
        usual = np.sqrt(np.square(jumps).mean(axis=1)) + 1e-5
        worst = max(worst, float((np.abs(jumps).max(axis=1) / usual).max()))
    return worst


def bands(wave: Wave) -> NDArray[np.float64]:
    """The level in dB of every octave from 60 Hz up, the mean taken away: the colour of a sound."""
    mono = np.atleast_2d(wave).mean(axis=0)
    power = np.abs(np.fft.rfft(mono)) ** 2
    freqs = np.fft.rfftfreq(len(mono), 1 / RATE)
    edges = 60 * 2.0 ** np.arange(9)
    levels = [10 * np.log10(power[(freqs >= a) & (freqs < b)].sum() + 1e-9) for a, b in pairwise(edges)]
    return np.asarray(levels) - np.mean(levels)


def centroid(wave: Wave) -> float:
    """The centre of the power spectrum in Hz."""
    mono = np.atleast_2d(wave).mean(axis=0)
    power = np.abs(np.fft.rfft(mono)) ** 2
    return float((power * np.fft.rfftfreq(len(mono), 1 / RATE)).sum() / power.sum())


def correlation(wave: Wave) -> float:
    """How alike left and right are: 1 mono, 0 unrelated, -1 out of phase."""
    return float(np.corrcoef(wave)[0, 1])
