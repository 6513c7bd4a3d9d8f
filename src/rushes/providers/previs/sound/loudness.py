"""How loud a film is: integrated loudness and true peak after ITU-R BS.1770-4.

The K-weighting's two biquads are those of the recommendation at 48 kHz. They run in the frequency domain, block by
block: their impulse response has fallen by 200 dB after 100 ms, the overlap of the blocks.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.sound.noise import RATE, Wave

#: 100 ms: the step between the 400 ms gating blocks, and the overlap of the filter's blocks.
STEP = RATE // 10
STEPS_A_BLOCK = 4
OFFSET = -0.691
ABSOLUTE_GATE = -70.0
RELATIVE_GATE = -10.0
#: What silence measures.
NOTHING = -120.0

_SHELF_B = (1.53512485958697, -2.69169618940638, 1.19839281085285)
_SHELF_A = (1.0, -1.69065929318241, 0.73248077421585)
_HIGHPASS_B = (1.0, -2.0, 1.0)
_HIGHPASS_A = (1.0, -1.99004745483398, 0.99007225036621)

#: Half the taps of the interpolator that looks between the samples, and its phases (4 x oversampling).
_REACH = 8
_PHASES = (0.25, 0.5, 0.75)
#: No input rises above this multiple of its samples' peak in the interpolator, so quieter blocks need no look.
_WORST_RISE = 2.0
_LOOK = 2048


def _weighting() -> NDArray[np.complex64]:
    z = np.exp(-1j * np.pi * np.arange(STEP + 1) / STEP)
    response = np.ones(STEP + 1, complex)
    for b, a in ((_SHELF_B, _SHELF_A), (_HIGHPASS_B, _HIGHPASS_A)):
        response *= (b[0] + b[1] * z + b[2] * z * z) / (a[0] + a[1] * z + a[2] * z * z)
    return response.astype(np.complex64)


_RESPONSE = _weighting()


def step_powers(bus: Wave, every: int = 1) -> NDArray[np.float64]:
    """The K-weighted power (both channels added) of each 100 ms of the bus; `every` 3 looks at a third of them."""
    count = bus.shape[1] // STEP
    if count == 0:
        return np.zeros(0)
    padded = np.concatenate([np.zeros((2, STEP), np.float32), bus[:, : count * STEP]], axis=1)
    starts = np.arange(0, count, every)
    powers = np.zeros(len(starts))
    for channel in padded:
        steps = channel.reshape(count + 1, STEP)
        blocks = np.concatenate([steps[starts], steps[starts + 1]], axis=1)
        heard = np.fft.irfft(np.fft.rfft(blocks) * _RESPONSE)[:, STEP:]
        powers += np.einsum("ij,ij->i", heard, heard, dtype=np.float64) / STEP
    return powers


def _level(power: float) -> float:
    return OFFSET + 10 * math.log10(power) if power > 1e-12 else NOTHING


def integrated(bus: Wave) -> float:
    """The integrated loudness of a bus in LUFS, gated at -70 LUFS and 10 LU under the ungated mean."""
    powers = step_powers(bus)
    if len(powers) == 0:
        return NOTHING
    width = min(STEPS_A_BLOCK, len(powers))
    blocks = np.convolve(powers, np.full(width, 1 / width), "valid")
    blocks = blocks[blocks > 10 ** ((ABSOLUTE_GATE - OFFSET) / 10)]
    if len(blocks) == 0:
        return NOTHING
    threshold = blocks.mean() * 10 ** (RELATIVE_GATE / 10)
    return _level(float(blocks[blocks > threshold].mean()))


def rough(bus: Wave) -> float:
    """The ungated loudness from every third 100 ms: for balancing buses, at a third of the cost."""
    powers = step_powers(bus, every=3)
    return _level(float(powers.mean())) if len(powers) else NOTHING


def levelled(bus: Wave, level: float) -> Wave:
    """The bus brought to a loudness in LUFS, by its rough measure; silence stays."""
    now = rough(bus)
    return bus if now <= NOTHING else np.asarray(bus * np.float32(10 ** ((level - now) / 20)), np.float32)


def _taps() -> NDArray[np.float32]:
    k = np.arange(-_REACH + 1, _REACH + 1)
    rows = []
    for phase in _PHASES:
        row = np.sinc(k - phase) * np.cos(np.pi / 2 * (k - phase) / (_REACH + 0.5)) ** 2
        rows.append(row / row.sum())
    return np.asarray(rows, np.float32)


_TAPS = _taps()


def peaks_between(bus: Wave, floor: float = 0.0) -> Wave:
    """For every sample the largest magnitude, over both channels, at it and at three moments before the next.

    Where nothing can reach `floor` only the samples themselves are looked at.
    """
    n = bus.shape[1]
    out = np.abs(bus).max(axis=0)
    padded = np.pad(bus, ((0, 0), (_REACH, _REACH + _LOOK)))
    for start in range(0, n, _LOOK):
        stop = min(n, start + _LOOK)
        around = padded[:, start : start + _LOOK + 2 * _REACH]
        if np.abs(around).max(initial=0.0) * _WORST_RISE < floor:
            continue
        for taps in _TAPS:
            between = np.zeros((2, stop - start), np.float32)
            for k, tap in enumerate(taps):
                between += tap * around[:, k + 1 : k + 1 + stop - start]
            np.maximum(out[start:stop], np.abs(between).max(axis=0), out=out[start:stop])
    return np.asarray(out, np.float32)


def true_peak(bus: Wave) -> float:
    """The true peak in dBTP."""
    loudest = float(np.abs(bus).max(initial=0.0))
    top = float(peaks_between(bus, loudest).max(initial=0.0))
    return 20 * math.log10(top) if top > 1e-6 else NOTHING
