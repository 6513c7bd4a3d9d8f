"""What a look does to a figure: tones of a cel, a contour in ink, dabs of paint, each once a sprite.

Plates have brushes of their own (`strokes`); a sprite grows by `pad` pixels on every side where it gets a contour.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from rushes.providers.previs.styles.strokes import Plated, brushed, vivid

#: A contour is no thicker than this share of the figure's height.
THICKEST = 0.011
#: Coverage from which a pixel belongs to the body: smoke and veils get no contour.
BODY = 190


@dataclass(frozen=True, slots=True)
class Cutout:
    """How a figure is finished; lengths are pixels of a 720-line frame."""

    #: (sprite, unit) -> sprite of the same size.
    tone: Callable[[Plated, float], Plated]
    contour: float = 0.0
    ink: tuple[int, int, int] = (24, 16, 14)

    def finished(self, sprite: Plated, unit: float) -> tuple[Plated, int]:
        """The sprite, and by how many pixels it grew on each side."""
        toned = self.tone(sprite, unit)
        thick = round(min(self.contour * unit, THICKEST * sprite.shape[0]))
        return (toned, 0) if thick < 1 else (contoured(toned, thick, self.ink), thick + 1)


def contoured(sprite: Plated, thick: int, ink: tuple[int, int, int]) -> Plated:
    """Premultiplied BGRA with a line about it and finer ones where its tones meet."""
    pad = thick + 1
    wide = cv2.copyMakeBorder(sprite, pad, pad, pad, pad, cv2.BORDER_CONSTANT)
    body = np.asarray(cv2.threshold(cv2.extractChannel(wide, 3), BODY, 255, cv2.THRESH_BINARY)[1], np.uint8)
    round_ = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * thick + 1, 2 * thick + 1))
    around = cv2.GaussianBlur(cv2.dilate(body, round_), (3, 3), 0)
    # Inside, a line only where two colours lie side by side, not where one goes over into the other.
    inner = cv2.morphologyEx(cv2.medianBlur(wide, 3)[..., :3], cv2.MORPH_GRADIENT, np.ones((2, 2), np.uint8))
    sharp = cv2.min(cv2.convertScaleAbs(inner.max(axis=2), alpha=3.2, beta=-130), cv2.erode(body, round_))
    keep = cv2.bitwise_not(cv2.convertScaleAbs(sharp, alpha=0.75))
    lined = cv2.multiply(wide, cv2.merge((keep, keep, keep, np.full_like(keep, 255))), scale=1 / 255.0)
    rest = cv2.subtract(around, cv2.extractChannel(wide, 3))
    line = cv2.merge([*(cv2.convertScaleAbs(rest, alpha=tone / 255) for tone in ink), rest])
    return np.asarray(cv2.add(lined, line), np.uint8)


def cel(sprite: Plated, unit: float) -> Plated:
    """Two or three flat tones of every colour."""
    return vivid(brushed(sprite, max(1, round(2 * unit))), 1.25, steps=4)


def flat(sprite: Plated, unit: float) -> Plated:
    """Print colours."""
    return vivid(brushed(sprite, max(1, round(2 * unit))), 1.5, steps=3)


def dabs(sprite: Plated, unit: float) -> Plated:
    """Short strokes with crisp borders that hide the smooth shading."""
    return vivid(brushed(sprite, max(1, round(min(4.5 * unit, 0.02 * sprite.shape[0])))), 1.2)


def wash(sprite: Plated, unit: float) -> Plated:
    """A wash that dries a little uneven."""
    return vivid(brushed(sprite, max(1, round(2 * unit))), 1.15)
