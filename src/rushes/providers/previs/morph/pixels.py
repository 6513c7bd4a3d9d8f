"""Reading pictures and fields at coordinates: the few array operations that the whole package shares."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.picture import Floats, Image

Matrix = NDArray[np.float64]
_NO_SECOND_MAP = np.empty(0, np.float32)


def floats(values: Any) -> Floats:
    """Any array as float32."""
    return np.asarray(values, np.float32)


def grid(height: int, width: int) -> Floats:
    """The pixels' own coordinates, H × W × 2 as (x, y)."""
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    return floats(np.dstack([x, y]))


def looked_up(field: Floats, at: Floats) -> Floats:
    """A field sampled at the coordinates `at` (H × W × 2), held at its borders."""
    return floats(cv2.remap(field, at, _NO_SECOND_MAP, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))


def sampled(image: Image, at: Floats, border: int = cv2.BORDER_REPLICATE) -> Image:
    """A picture sampled at the coordinates `at`."""
    return np.asarray(cv2.remap(image, at, _NO_SECOND_MAP, cv2.INTER_LINEAR, borderMode=border), np.uint8)


def through(at: Floats, matrix: Matrix) -> Floats:
    """Coordinates H × W × 2 through a homography."""
    if np.abs(matrix[2, :2]).max() < 1e-12:
        return floats(cv2.transform(at, (matrix / matrix[2, 2])[:2]))
    return floats(cv2.perspectiveTransform(at, matrix))


def inverse(matrix: Matrix) -> Matrix:
    """The homography that undoes `matrix`."""
    return np.asarray(np.linalg.inv(matrix), np.float64)


def resized(field: Floats, size: tuple[int, int]) -> Floats:
    """A field at another (width, height), linearly."""
    return floats(cv2.resize(field, size, interpolation=cv2.INTER_LINEAR))


def shrunk(image: Image, size: tuple[int, int]) -> Image:
    """A picture at a smaller (width, height), by areas."""
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def blended(a: Image, b: Image, weight: Floats) -> Image:
    """`b` over `a` with `weight` (H × W, 0…1), in steps of 1/255: half the time of cv2.blendLinear."""
    share = cv2.merge([cv2.convertScaleAbs(weight, alpha=255)] * 3)
    over, under = cv2.multiply(b, share, scale=1 / 255), cv2.multiply(a, cv2.bitwise_not(share), scale=1 / 255)
    return np.asarray(cv2.add(over, under), np.uint8)


def median(field: Floats, size: int) -> Floats:
    """Each channel's median over size × size (3 or 5)."""
    return floats(np.dstack([cv2.medianBlur(np.ascontiguousarray(field[..., i]), size) for i in range(field.shape[2])]))
