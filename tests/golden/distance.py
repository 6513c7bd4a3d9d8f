"""How different two pictures look: in colour, and in structure. Each is that of the worst of a few dozen tiles.

The worst tile, for a small subject that moves changes little of the mean of a whole picture.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.picture import Floats, Image

TILES = (8, 5)
#: SSIM's constants for L* in 0…100: (0.01 · 100)² and, wider than usual so that flat parts may differ, (0.05 · 100)².
C1, C2 = 1.0, 25.0


@dataclass(frozen=True, slots=True)
class Distance:
    """ΔE*ab of the worst tile, and 1 − SSIM of the worst tile."""

    colour: float
    structure: float


def distance(one: Image, other: Image) -> Distance:
    """Between two pictures of one size."""
    here, there = (cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_BGR2Lab) for picture in (one, other))
    apart = np.sqrt(((_small(here, 4) - _small(there, 4)) ** 2).sum(axis=2))
    return Distance(_worst(apart), _worst(1 - _ssim(_small(here[..., 0], 2), _small(there[..., 0], 2))))


def _small(values: NDArray[np.floating], by: int) -> Floats:
    soft = cv2.GaussianBlur(values, (0, 0), by / 2)
    size = (values.shape[1] // by, values.shape[0] // by)
    return np.asarray(cv2.resize(soft, size, interpolation=cv2.INTER_AREA), np.float32)


def _ssim(a: Floats, b: Floats) -> Floats:
    def mean(values: Floats) -> Floats:
        return np.asarray(cv2.GaussianBlur(values, (0, 0), 1.5), np.float32)

    x, y = mean(a), mean(b)
    spread = mean(a * a) - x * x + mean(b * b) - y * y
    alike = (2 * x * y + C1) * (2 * (mean(a * b) - x * y) + C2)
    return np.asarray(alike / ((x * x + y * y + C1) * (spread + C2)), np.float32)


def _worst(values: Floats) -> float:
    return float(cv2.resize(values, TILES, interpolation=cv2.INTER_AREA).max())
