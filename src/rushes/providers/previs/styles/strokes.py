"""Brushes for plates and lines for frames: what a look does to pixels."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.picture import Image

Plated = NDArray[np.uint8]
#: As in `stage.noise`, which builds on this package and cannot be imported here.
Values = NDArray[np.floating[Any]]


def brushed(plate: Plated, radius: int) -> Plated:
    """Kuwahara on premultiplied BGRA: flat strokes with crisp borders, edges of the plate included."""
    if radius < 1:
        return plate
    colour = np.asarray(cv2.cvtColor(plate, cv2.COLOR_BGRA2GRAY), np.float32)
    grey = np.asarray(cv2.addWeighted(colour, 1.0, plate[..., 3].astype(np.float32), 0.5, 0.0), np.float32)
    squares, size = grey * grey, (radius + 1, radius + 1)
    best, result = np.full(grey.shape, np.inf, np.float32), plate.copy()
    for anchor in ((0, 0), (radius, 0), (0, radius), (radius, radius)):
        mean = cv2.blur(grey, size, anchor=anchor, borderType=cv2.BORDER_REFLECT)
        spread = np.asarray(cv2.blur(squares, size, anchor=anchor, borderType=cv2.BORDER_REFLECT) - mean * mean)
        calm = cv2.compare(spread, best, cv2.CMP_LT)
        best = np.minimum(best, spread)
        cv2.copyTo(cv2.blur(plate, size, anchor=anchor, borderType=cv2.BORDER_REFLECT), calm, result)
    return result


def pooled(plate: Plated, radius: int, strength: float = 0.35) -> Plated:
    """Watercolour: brushed washes that dry darker along their borders and run a little."""
    washed = brushed(plate, radius)
    apart = cv2.absdiff(washed, cv2.GaussianBlur(washed, (0, 0), radius * 0.9))
    edge = cv2.max(cv2.max(cv2.extractChannel(apart, 0), cv2.extractChannel(apart, 1)), cv2.extractChannel(apart, 2))
    rng = np.random.default_rng(3)
    bloom = cv2.resize(
        rng.random((24, 40), dtype=np.float32), (plate.shape[1], plate.shape[0]), interpolation=cv2.INTER_CUBIC
    )
    drying = (1 - np.clip(np.arange(256, dtype=np.float32) / 60, 0, 1) * strength).astype(np.float32)
    tone = cv2.LUT(edge, drying) * (0.94 + 0.12 * np.asarray(bloom))
    alone = np.ones_like(tone)
    dried = np.asarray(cv2.multiply(washed, cv2.merge((tone, tone, tone, alone)), dtype=cv2.CV_8U), np.uint8)
    np.minimum(dried, dried[..., 3:], out=dried)
    return dried


def paper(
    width: int, height: int, *, tooth: float, tint: tuple[float, float, float] = (1.0, 1.0, 1.0), weave: bool = False
) -> Image:
    """A sheet to multiply the frame with: grain of paper, or the weave of canvas."""
    rng = np.random.default_rng(11)
    fine = cv2.GaussianBlur(rng.normal(0, 1, (height, width)).astype(np.float32), (0, 0), 1.1)
    coarse = cv2.resize(
        rng.normal(0, 1, (height // 6 + 1, width // 6 + 1)).astype(np.float32),
        (width, height),
        interpolation=cv2.INTER_CUBIC,
    )
    grain = np.asarray(fine) / 0.28 * 0.5 + np.asarray(coarse) * 0.35
    if weave:
        x, y = np.arange(width)[None], np.arange(height)[:, None]
        grain = grain * 0.5 + np.sin(x * 1.9) * np.sin(y * 1.9 + (x // 3 % 2) * np.pi) * 0.9
    sheet = 1 - tooth * np.clip(grain + 0.6, 0, 3)
    return np.asarray(np.clip(sheet[..., None] * np.asarray(tint) * 255, 0, 255), np.uint8)


#: Graphite never gets as dark as paint: tones of the shading.
_TONE = (255 * np.clip(0.34 + 0.80 * np.linspace(0, 1, 256) ** 0.72, 0, 1)).astype(np.uint8)


def pencil(frame: Image) -> Image:
    """Graphite: shading by dodge, with lines where tone turns."""
    grey = cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY)
    inverse = cv2.bitwise_not(grey)
    half = cv2.resize(inverse, (grey.shape[1] // 2, grey.shape[0] // 2), interpolation=cv2.INTER_AREA)
    soft = cv2.resize(cv2.GaussianBlur(half, (0, 0), max(2.0, grey.shape[0] / 110)), (grey.shape[1], grey.shape[0]))
    sketch = cv2.divide(grey, cv2.bitwise_not(soft), scale=246.0)
    tone = cv2.LUT(grey, _TONE)
    drawn = cv2.multiply(sketch, tone, scale=1 / 255.0)
    return np.asarray(cv2.cvtColor(drawn, cv2.COLOR_GRAY2BGR), np.uint8)


def _line_table(strength: float) -> Plated:
    return np.asarray(np.clip((np.arange(256) - 3) * 7 * strength, 0, 255), np.uint8)


def lined(frame: Image, strength: float = 1.0, broad: float = 1.0) -> Image:
    """Ink lines over the colours: a difference of two blurs, only its dark side."""
    grey = cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY)
    size = max(0.8, frame.shape[0] / 800 * broad)
    near, far = cv2.GaussianBlur(grey, (0, 0), size), cv2.blur(grey, (int(size * 4) | 1, int(size * 4) | 1))
    line = cv2.LUT(cv2.subtract(far, near), _line_table(strength))
    keep = cv2.bitwise_not(line)
    return np.asarray(cv2.multiply(frame, cv2.merge((keep, keep, keep)), scale=1 / 255.0), np.uint8)


def grey(frame: Image) -> Image:
    """Without colour."""
    return np.asarray(cv2.cvtColor(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR), np.uint8)


def vivid(plate: Plated, saturation: float, steps: int = 0) -> Plated:
    """Stronger colour and, with `steps`, a few flat tones of it."""
    weights = np.array([0.114, 0.587, 0.299])
    mixed = np.eye(4)
    mixed[:3, :3] = saturation * np.eye(3) + (1 - saturation) * weights
    strong = np.asarray(cv2.transform(plate, mixed), np.uint8)
    if steps:
        luma = np.arange(256, dtype=np.float32)
        level = luma / 255 * steps
        soft = np.floor(level) + np.clip((level - np.floor(level) - 0.5) * 3.5 + 0.5, 0, 1)
        flat = (0.45 + 0.55 * (soft / steps * 255) / np.maximum(luma, 1)).astype(np.float32)
        tone = cv2.LUT(cv2.cvtColor(plate, cv2.COLOR_BGRA2GRAY), flat)
        strong = np.asarray(
            cv2.multiply(strong, cv2.merge((tone, tone, tone, np.ones_like(tone))), dtype=cv2.CV_8U), np.uint8
        )
    np.minimum(strong, plate[..., 3:], out=strong)
    return strong


def painted(plate: Plated, unit: float) -> Plated:
    """Oil: the plate laid anew in strokes, broad ones first, that follow its forms and take its colours."""
    canvas = plate.copy()
    smooth = cv2.GaussianBlur(plate, (0, 0), 5 * unit)
    grey = cv2.cvtColor(smooth, cv2.COLOR_BGRA2GRAY).astype(np.float32)
    across, down = cv2.Sobel(grey, cv2.CV_32F, 1, 0, ksize=5), cv2.Sobel(grey, cv2.CV_32F, 0, 1, ksize=5)
    steep = np.hypot(across, down)
    height, width = grey.shape
    rng = np.random.default_rng(17)
    lean = cv2.resize(rng.normal(0, 0.5, (7, 11)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    for long, thick, every, least in ((30, 9, 9.0, 0.0), (17, 5, 5.6, 60.0)):
        count = int(width * height / (every * unit) ** 2)
        x, y = rng.integers(0, width, count), rng.integers(0, height, count)
        tones = rng.normal(1.0, 0.045, count)
        drawn = (steep[y, x] >= least) & (plate[y, x, 3] > 6)
        x, y, tones = x[drawn], y[drawn], tones[drawn]
        angle = np.where(steep[y, x] > 25, np.arctan2(across[y, x], -down[y, x]), np.asarray(lean)[y, x])
        half = long * unit * (0.35 + 0.3 * tones)
        place, reach = np.stack([x, y], 1), np.stack([half * np.cos(angle), half * np.sin(angle)], 1)
        ends = np.rint(np.hstack([place - reach, place + reach]) * 8).astype(int).tolist()
        alpha = plate[y, x, 3:].astype(np.float64)
        inks = np.hstack([np.minimum(plate[y, x, :3] * tones[:, None], alpha), alpha]).tolist()
        broad = max(1, round(thick * unit))
        for (x0, y0, x1, y1), ink in zip(ends, inks, strict=True):
            # Smooth edges would cost twice the time, and `dabbed` smooths them.
            cv2.line(canvas, (x0, y0), (x1, y1), ink, broad, cv2.LINE_8, 3)
    return canvas


def dabbed(frame: Image) -> Image:
    """What moves in oil: small dabs instead of fine detail."""
    return np.asarray(cv2.medianBlur(frame, 5 if frame.shape[0] >= 500 else 3), np.uint8)


@lru_cache(maxsize=4)
def _screen(width: int, height: int) -> Plated:
    """A halftone screen at 45 degrees: 0 in the gaps to its full value in the middle of the dots."""
    pitch = max(4.0, height / 96)
    x, y = np.arange(width, dtype=np.float32)[None], np.arange(height, dtype=np.float32)[:, None]
    wave = np.cos((x + y) * np.float32(math.pi / pitch)) * np.cos((x - y) * np.float32(math.pi / pitch))
    return np.asarray(np.clip(118 * (0.5 + 0.5 * wave), 0, 255), np.uint8)


def printed(frame: Image, strength: float = 1.5) -> Image:
    """Comic print: halftone dots where it is dark, and heavy lines."""
    grey = cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY)
    dots = cv2.convertScaleAbs(cv2.subtract(_screen(frame.shape[1], frame.shape[0]), grey), alpha=5.0)
    keep = cv2.bitwise_not(cv2.min(dots, np.full_like(dots, 140)))
    dotted = cv2.multiply(frame, cv2.merge((keep, keep, keep)), scale=1 / 255.0)
    return lined(np.asarray(dotted, np.uint8), strength, 1.9)
