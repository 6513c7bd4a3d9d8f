"""The raw material: seeded noise of any colour, slow random curves, and placing short sounds in a stereo bus.

A bus is a float32 array of shape (2, n) at 48 kHz. Control curves run at 100 Hz (one value every `TICK` samples).
Dark noise is made at a fraction of the sample rate and stretched: it costs less and sounds the same.
"""

from __future__ import annotations

import math
import zlib
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from rushes.providers.previs.brief import SAMPLE_RATE

RATE = SAMPLE_RATE
#: Samples between two values of a control curve.
TICK = 480
TICKS_PER_SECOND = RATE // TICK
#: Noise is made at 1/k of the rate while its upper edge lies this far below that rate: images stay under -34 dB.
STRETCH_MARGIN = 8

#: Shape (n,) or (2, n).
Wave = NDArray[np.float32]
#: A control curve or anything else that becomes a wave.
Curve = NDArray[np.floating[Any]]


def rng_for(seed: int, name: str) -> Generator:
    """A generator of its own for every part of the sound, so that parts do not shift one another."""
    return np.random.default_rng(np.random.SeedSequence([seed % 2**63, zlib.crc32(name.encode())]))


def silence(n: int) -> Wave:
    """An empty bus of n samples."""
    return np.zeros((2, n), np.float32)


def ticks(n: int) -> int:
    """How many control values cover n samples."""
    return n // TICK + 3


def moments(n: int) -> Wave:
    """The time in seconds of every control value over n samples."""
    return np.arange(ticks(n), dtype=np.float32) / np.float32(TICKS_PER_SECOND)


def stretch(curve: Curve, factor: int, n: int) -> Wave:
    """`curve` (…, k) drawn out by straight lines to n samples; (k - 1) · factor ≥ n."""
    if factor == 1:
        return np.asarray(curve[..., :n], np.float32)
    ramp = np.arange(factor, dtype=np.float32) / np.float32(factor)
    points = np.asarray(curve, np.float32)
    lines = points[..., :-1, None] + np.diff(points, axis=-1)[..., None] * ramp
    return lines.reshape(*curve.shape[:-1], -1)[..., :n]


def wander(n: int, rng: Generator, hz: float, low: float = 0.0, high: float = 1.0, *, channels: int = 1) -> Wave:
    """A smooth random control curve (channels, ticks(n)) between low and high, turning about `hz` times a second."""
    position = np.arange(ticks(n)) * (hz / TICKS_PER_SECOND)
    whole = position.astype(int)
    part = position - whole
    part *= part * (3 - 2 * part)
    knots = rng.random((channels, int(whole[-1]) + 2))
    curve = knots[:, whole] * (1 - part) + knots[:, whole + 1] * part
    return np.asarray(low + (high - low) * curve, np.float32)


def fast_length(n: int) -> int:
    """The least length ≥ n that an FFT likes: 2^a · 3^b · 5^c."""
    best = 1 << (n - 1).bit_length()
    five = 1
    while five < best:
        three = five
        while three < best:
            two = three << max(0, (-(-n // three) - 1).bit_length())
            best = min(best, two)
            three *= 3
        five *= 5
    return best


def band_shape(freqs: NDArray[np.floating], low: float, high: float, tilt: float = 0.0) -> Wave:
    """The amplitude of a band: -24 dB an octave outside low … high Hz, (f / 500 Hz)^tilt inside."""
    f = np.maximum(freqs, 1.0)
    shape = 1 / (1 + (low / f) ** 4) / (1 + (f / high) ** 4)
    if tilt:
        shape = shape * (f / 500.0) ** tilt
    return np.asarray(shape, np.float32)


def hiss(
    n: int,
    rng: Generator,
    low: float,
    high: float,
    tilt: float = 0.0,
    *,
    curve: Curve | None = None,
    width: float = 0.7,
    channels: int = 2,
) -> Wave:
    """Noise (channels, n) of RMS 1 between low and high Hz, shaped in time by a control curve.

    `width` 0 is mono, 1 is two unrelated channels.
    """
    factor = next((k for k in (8, 4, 2) if high * STRETCH_MARGIN * k <= RATE), 1)
    m = fast_length(n // factor + 3)
    freqs = np.arange(m // 2 + 1) * (RATE / factor / m)
    shape = band_shape(freqs, low, high, tilt)
    shape *= m / (2 * math.sqrt(float(np.square(shape).sum())))
    spectrum = rng.standard_normal((channels, len(shape), 2), dtype=np.float32).view(np.complex64)[..., 0]
    spectrum *= shape
    wave = np.fft.irfft(spectrum, m)[:, : n // factor + 3]
    if channels == 2 and width < 1:
        across = math.sin(math.pi / 4 * width)
        along = math.cos(math.pi / 4 * width)
        wave = np.stack([along * wave[0] + across * wave[1], along * wave[0] - across * wave[1]])
    if curve is not None:
        wave = wave * stretch(curve, TICK // factor, wave.shape[1])
    return stretch(np.asarray(wave, np.float32), factor, n)


def tone(seconds: float, start_hz: float, end_hz: float | None = None, *, decay: float = 0.0) -> Wave:
    """A sine gliding from start_hz to end_hz; `decay` is its fall to 1/e in seconds (0: none)."""
    t = np.arange(int(seconds * RATE), dtype=np.float32) / np.float32(RATE)
    glide = 0.0 if end_hz is None else (end_hz - start_hz) / max(seconds, 1e-3)
    wave = np.sin(2 * np.pi * (start_hz * t + (0.5 * glide) * t * t))
    if decay:
        wave *= np.exp(-t / decay)
    return np.asarray(wave, np.float32)


def fall(n: int, decay: float, attack: float = 0.001) -> Wave:
    """An envelope that rises in `attack` seconds and falls to 1/e every `decay` seconds."""
    t = np.arange(n, dtype=np.float32) / np.float32(RATE)
    return np.asarray(np.minimum(1, t / attack) * np.exp(-t / decay), np.float32)


def soften(wave: Wave, head: float = 0.002, tail: float = 0.01) -> Wave:
    """The wave with short raised-cosine fades at both ends, so that it joins silence without a click."""
    n = wave.shape[-1]
    out = wave.copy()
    for length, at_end in ((min(n, int(head * RATE)), False), (min(n, int(tail * RATE)), True)):
        if length < 2:
            continue
        ramp = np.asarray(0.5 - 0.5 * np.cos(np.pi * np.arange(length) / (length - 1)), np.float32)
        if at_end:
            out[..., n - length :] *= ramp[::-1]
        else:
            out[..., :length] *= ramp
    return out


def pan_gains(pan: float) -> tuple[float, float]:
    """Left and right gain of equal power for a pan of -1 … 1; the centre is 0.707 each."""
    angle = (min(1.0, max(-1.0, pan)) + 1) * math.pi / 4
    return math.cos(angle), math.sin(angle)


def place(bus: Wave, wave: Wave, at: int, gain: float = 1.0, pan: float = 0.0) -> None:
    """Add a mono (k,) or stereo (2, k) wave to the bus from sample `at` on; what lies outside is left away."""
    first, last = max(0, at), min(bus.shape[1], at + wave.shape[-1])
    if first >= last:
        return
    piece = wave[..., first - at : last - at]
    for channel, share in enumerate(pan_gains(pan)):
        source = piece if piece.ndim == 1 else piece[channel] * math.sqrt(2)
        bus[channel, first:last] += np.float32(gain * share) * source
