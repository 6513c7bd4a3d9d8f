"""The last step: the mix at -16 LUFS under a ceiling, without distortion, fading in and out."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.sound.loudness import NOTHING, integrated, peaks_between
from rushes.providers.previs.sound.noise import RATE, Wave

TARGET = -16.0
#: dBTP. Half a decibel under what is promised: the AAC encoder adds a little.
CEILING = -1.6
FADE_IN = 0.02
FADE_OUT = 0.4
#: The gain turns down over this many samples before a peak, and up again over as many after it (20 ms).
LOOK_AHEAD = 960
#: How near the loudness has to be before no further pass is made, in LU, and the most passes.
NEAR = 0.15
PASSES = 5
#: Where the limiter works, more gain raises the loudness by less: ask for more.
_INSIST = 1.5


def _lowest_around(gain: Wave, reach: int) -> Wave:
    """The least value within `reach` samples on both sides, by doubling windows."""
    width = 2 * reach + 1
    lowest = np.pad(gain, reach, constant_values=1.0)
    have = 1
    while have < width:
        step = min(have, width - have)
        lowest = np.minimum(lowest[:-step], lowest[step:])
        have += step
    return lowest


def _mean_around(gain: Wave, reach: int) -> Wave:
    padded = np.pad(gain, (reach + 1, reach), mode="edge").astype(np.float64)
    sums = np.cumsum(padded)
    return np.asarray((sums[2 * reach + 1 :] - sums[: -2 * reach - 1]) / (2 * reach + 1), np.float32)


def limit(bus: Wave, ceiling_db: float = CEILING) -> Wave:
    """The bus with no true peak above the ceiling: a look-ahead gain, never a clipped wave."""
    ceiling = 10 ** (ceiling_db / 20)
    peaks = peaks_between(bus, ceiling)
    if float(peaks.max(initial=0.0)) <= ceiling:
        return bus
    wanted = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9)).astype(np.float32)
    gain = _lowest_around(wanted, LOOK_AHEAD)
    half = LOOK_AHEAD // 2
    return np.asarray(bus * _mean_around(_mean_around(gain, half), LOOK_AHEAD - half), np.float32)


def fade(bus: Wave) -> Wave:
    """The bus without DC, faded in over 20 ms and out over 0.4 s (less in a very short film)."""
    out = bus - bus.mean(axis=1, keepdims=True)
    n = out.shape[1]
    head, tail = min(n // 4, int(FADE_IN * RATE)), min(n // 3, int(FADE_OUT * RATE))
    out[:, :head] *= np.sin(np.linspace(0, np.pi / 2, head, dtype=np.float32)) ** 2
    out[:, n - tail :] *= np.cos(np.linspace(0, np.pi / 2, tail, dtype=np.float32)) ** 2
    return np.asarray(out, np.float32)


def finish(bus: Wave) -> Wave:
    """The mix as it goes into the film: faded, at -16 LUFS, true peak under the ceiling."""
    faded = fade(bus)
    loudness = integrated(faded)
    if loudness <= NOTHING:
        return faded
    gain = TARGET - loudness
    done = faded
    for _ in range(PASSES):
        louder = np.asarray(faded * np.float32(10 ** (gain / 20)), np.float32)
        done = limit(louder)
        missing = TARGET - integrated(done)
        if abs(missing) < NEAR:
            break
        gain += missing if done is louder else _INSIST * missing
    return done
