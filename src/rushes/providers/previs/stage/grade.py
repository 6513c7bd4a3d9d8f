"""The last touch on every frame: bloom, a film-like curve, vignette and dither-level grain.

All tables are made once a shot; a frame costs a few byte-wise operations.
"""

from __future__ import annotations

import cv2
import numpy as np

from rushes.providers.previs.picture import Image
from rushes.providers.previs.styles import Look
from rushes.providers.previs.styles.strokes import paper

#: Where bloom begins, 0…255.
THRESHOLD = 190
_HIGHLIGHTS = np.clip(np.arange(256) - THRESHOLD, 0, 255).astype(np.uint8)


class Grade:
    """Finishes frames of one size. Holds only tables that never change."""

    def __init__(
        self, width: int, height: int, *, seed: int, grain: bool = True, bloom: float = 0.9, look: Look | None = None
    ) -> None:
        self.width, self.height = width, height
        self.line = None if look is None else look.line
        table = None if look is None else look.lut
        self.lut = film() if table is None else table
        vignette = 1.0 if look is None else look.vignette
        self.bloom = bloom * (1.0 if look is None else look.bloom)
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        away = ((x / width - 0.5) ** 2 + ((y / height - 0.5) * 0.95) ** 2) * 2
        shade = 1 - vignette * 0.42 * np.clip(away - 0.16, 0, 1) ** 1.15
        plane = (np.clip(shade, 0, 1) * 255).astype(np.uint8)
        self.vignette = cv2.merge((plane, plane, plane))
        if look is not None and look.sheet is not None:
            tooth, tint, weave = look.sheet
            sheet = paper(width, height, tooth=tooth, tint=tint, weave=weave)
            self.vignette = cv2.multiply(self.vignette, sheet, scale=1 / 255.0)
        noise = (
            np.random.default_rng(seed).normal(0, 1.0, (height + 64, width + 64))
            if grain
            else np.zeros((height + 64, width + 64))
        )
        values = np.clip(noise * 0.85 + 1.5, 0, 4).astype(np.uint8)
        self.grain = cv2.merge((values, values, values))

    def finish(self, frame: Image, index: int) -> Image:
        """The frame graded; `frame` may be written to."""
        if self.bloom > 0.01:
            self._bloom(frame)
        if self.line is not None:
            frame = self.line(frame)
        graded = cv2.LUT(frame, self.lut)
        cv2.multiply(graded, self.vignette, dst=graded, scale=1 / 255.0)
        left, top = (index * 37) % 61, (index * 53) % 59
        cv2.add(graded, self.grain[top : top + self.height, left : left + self.width], dst=graded)
        return np.asarray(graded, np.uint8)

    def _bloom(self, frame: Image) -> None:
        small = cv2.resize(frame, (self.width // 4, self.height // 4), interpolation=cv2.INTER_AREA)
        high = cv2.LUT(small, _HIGHLIGHTS)
        size = max(3, int(self.height / 45) | 1)
        glow = cv2.blur(cv2.blur(high, (size, size)), (size, size))
        glow = cv2.convertScaleAbs(glow, alpha=self.bloom)
        top, low, left, right = _lit(np.asarray(glow, np.uint8))
        if low <= top:
            return
        if frame.shape[0] % 4 or frame.shape[1] % 4:
            top, low, left, right = 0, glow.shape[0], 0, glow.shape[1]
            part = frame
        else:
            part = frame[4 * top : 4 * low, 4 * left : 4 * right]
        part[:] = cv2.add(
            part, cv2.resize(glow[top:low, left:right], part.shape[1::-1], interpolation=cv2.INTER_LINEAR)
        )


def _lit(glow: Image) -> tuple[int, int, int, int]:
    """Top, bottom, left and right of what glows, with one dark pixel about it where there is one."""
    rows = np.flatnonzero(cv2.reduce(glow, 1, cv2.REDUCE_MAX).reshape(glow.shape[0], -1).any(axis=1))
    columns = np.flatnonzero(cv2.reduce(glow, 0, cv2.REDUCE_MAX).reshape(glow.shape[1], -1).any(axis=1))
    if not len(rows):
        return 0, 0, 0, 0
    height, width = glow.shape[:2]
    return max(0, rows[0] - 1), min(height, rows[-1] + 2), max(0, columns[0] - 1), min(width, columns[-1] + 2)


def film() -> Image:
    """A gentle S curve, a trace of teal in the shadows and warmth in the lights: 1 × 256 × 3."""
    x = np.linspace(0, 1, 256)
    contrast = x + 0.050 * np.sin(2 * np.pi * (x - 0.5))
    blue = 0.012 + 0.968 * contrast + 0.012 * (1 - x) ** 3
    green = 0.004 + 0.988 * contrast
    red = -0.004 + 1.0 * contrast + 0.010 * x * (1 - x)
    return (np.clip(np.stack([blue, green, red], 1), 0, 1) * 255 - 1.4).clip(0, 255).astype(np.uint8).reshape(1, 256, 3)
