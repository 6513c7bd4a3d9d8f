"""Smooth random fields and curves for painting, and the small image operations that painting needs.

Fields repeat seamlessly from right to left, so a plate painted with them may scroll for ever. What is painted with
them is the plates' matter.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.picture import Floats

Rng = np.random.Generator
#: Float arrays of any width, as arithmetic leaves them.
Values = NDArray[np.floating[Any]]


def smooth(low: float, high: float, x: Values) -> Floats:
    """The smooth step from 0 at `low` to 1 at `high` (either may be the greater)."""
    t = np.clip((x - low) / (high - low), 0.0, 1.0)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def mix(a: object, b: object, t: object) -> Floats:
    """`a` where t is 0, `b` where t is 1."""
    first, second, share = np.asarray(a, np.float32), np.asarray(b, np.float32), np.asarray(t, np.float32)
    if share.ndim == 3 and share.shape[2] == 1 and 3 in (first.shape[-1:] + second.shape[-1:]):
        return _mixed_planes(first, second, share[..., 0])
    return np.asarray(first + (second - first) * share, np.float32)


def _mixed_planes(first: Floats, second: Floats, share: Floats) -> Floats:
    """`mix` of colours plane by plane: several times faster than broadcasting over three channels."""
    planes = []
    for channel in range(3):
        a, b = first[..., channel], second[..., channel]
        plane = np.subtract(b, a) * share
        plane += a
        planes.append(plane)
    return np.asarray(cv2.merge(planes), np.float32)


def blur(image: Values, sigma: float, sigma_y: float | None = None) -> Floats:
    """Gaussian blur; one sigma, or one for each axis."""
    return np.asarray(
        cv2.GaussianBlur(np.asarray(image, np.float32), (0, 0), sigma, sigmaY=sigma if sigma_y is None else sigma_y),
        np.float32,
    )


def resized(image: Values, width: int, height: int, interpolation: int = cv2.INTER_LINEAR) -> Floats:
    """The field at another size."""
    return np.asarray(
        cv2.resize(np.asarray(image, np.float32), (width, height), interpolation=interpolation), np.float32
    )


def _octave(width: int, height: int, wave_x: float, wave_y: float, rng: Rng) -> Floats:
    columns, rows = max(1, round(width / wave_x)), max(1, int(height / wave_y) + 1)
    grid = np.pad(rng.random((rows + 4, columns), dtype=np.float32), ((0, 0), (2, 2)), mode="wrap")
    step_x, step_y = width / columns, max(1.0, wave_y)
    big = resized(grid, round((columns + 4) * step_x), round((rows + 4) * step_y), cv2.INTER_CUBIC)
    left, top = round(2 * step_x), round(2 * step_y)
    return big[top : top + height, left : left + width]


def field(
    width: int,
    height: int,
    wave: tuple[float, float],
    octaves: int,
    rng: Rng,
    *,
    gain: float = 0.5,
    ridged: bool = False,
) -> Floats:
    """Fractal noise in 0…1, height × width; `wave` is the longest wavelength in pixels, across and down."""
    total, weight, amplitude = np.zeros((height, width), np.float32), 0.0, 1.0
    wave_x, wave_y = wave
    for _ in range(octaves):
        if min(wave_x, wave_y) < 1.2:
            break
        octave = _octave(width, height, wave_x, wave_y, rng)
        total += amplitude * (1 - np.abs(2 * octave - 1) if ridged else octave)
        weight += amplitude
        amplitude, wave_x, wave_y = amplitude * gain, wave_x / 2, wave_y / 2
    return total / max(weight, 1e-6)


def stretched(values: Values) -> Floats:
    """The same field with its range drawn out to 0…1."""
    low, high = float(values.min()), float(values.max())
    return np.asarray((values - low) / max(high - low, 1e-6), np.float32)


def curve(n: int, wave: float, octaves: int, rng: Rng, *, gain: float = 0.5, ridged: bool = False) -> Floats:
    """One-dimensional fractal noise in 0…1 of `n` samples, periodic."""
    total, weight, amplitude = np.zeros(n, np.float32), 0.0, 1.0
    x = np.arange(n, dtype=np.float32)
    for _ in range(octaves):
        knots = max(1, round(n / max(wave, 1.5)))
        values = rng.random(knots).astype(np.float32)
        position = x * (knots / n)
        index = position.astype(np.int64)
        share = position - index
        if not ridged:
            share = share * share * (3 - 2 * share)
        octave = values[index % knots] * (1 - share) + values[(index + 1) % knots] * share
        total += amplitude * (1 - np.abs(2 * octave - 1) if ridged else octave)
        weight += amplitude
        amplitude, wave = amplitude * gain, wave / 2
    return total / weight


def warped(image: Values, dx: Values, dy: Values) -> Floats:
    """`image` looked up at x + dx, y + dy; wraps around sideways."""
    height, width = image.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    return np.asarray(
        cv2.remap(
            np.asarray(image, np.float32),
            np.asarray(np.mod(x + dx, width - 1), np.float32),
            np.asarray(y + dy, np.float32),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REFLECT,
        ),
        np.float32,
    )


def kuwahara(image: NDArray[np.uint8], radius: int) -> NDArray[np.uint8]:
    """Brush the picture: each pixel takes the mean of the calmest of four neighbouring squares; edges stay crisp."""
    if radius < 1:
        return image
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.float32)
    squares, size = grey * grey, (radius + 1, radius + 1)
    best, result = np.full(grey.shape, np.inf, np.float32), image.copy()
    for anchor in ((0, 0), (radius, 0), (0, radius), (radius, radius)):
        mean = cv2.blur(grey, size, anchor=anchor, borderType=cv2.BORDER_REFLECT)
        spread = np.asarray(cv2.blur(squares, size, anchor=anchor, borderType=cv2.BORDER_REFLECT) - mean * mean)
        calm = cv2.compare(spread, best, cv2.CMP_LT)
        best = np.minimum(best, spread)
        cv2.copyTo(cv2.blur(image, size, anchor=anchor, borderType=cv2.BORDER_REFLECT), calm, result)
    return result
