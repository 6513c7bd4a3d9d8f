"""Smoothing of float fields: wide blurs that cost little, and edge-aware filling.

The filling is a recursive domain transform (Gastal & Oliveira, 2011) with a confidence: values spread from where
they are trusted, and stop at the picture's edges.
"""

from __future__ import annotations

import cv2
import numpy as np

from rushes.providers.previs.picture import Floats, Image

#: A blur narrower than this is done at full size.
NARROW = 3.0


def softened(field: Floats, sigma: float) -> Floats:
    """A Gaussian blur of H × W or H × W × C; wide ones are done on a smaller copy."""
    step = int(sigma / NARROW)
    if step <= 1:
        return np.asarray(cv2.GaussianBlur(field, (0, 0), sigma), np.float32)
    height, width = field.shape[:2]
    size = (max(2, width // step), max(2, height // step))
    small = cv2.resize(field, size, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), sigma * size[0] / width)
    return np.asarray(cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def guided(guide: Floats, field: Floats, radius: int, epsilon: float) -> Floats:
    """He's guided filter: `field` (H × W) smoothed along the edges of `guide` (H × W, 0…1)."""
    size = (2 * radius + 1, 2 * radius + 1)
    mean, level = cv2.blur(guide, size), cv2.blur(field, size)
    slope = (cv2.blur(guide * field, size) - mean * level) / (cv2.blur(guide * guide, size) - mean * mean + epsilon)
    return np.asarray(cv2.blur(slope, size) * guide + cv2.blur(level - slope * mean, size), np.float32)


def spread(field: Floats, trust: Floats, guide: Image, reach: float, *, edge: float = 90.0, rounds: int = 2) -> Floats:
    """`field` (H × W × C) averaged over its trusted neighbours, within `reach` pixels and the edges of `guide`.

    `trust` is H × W, 0…1; `edge` is the step in the guide (grey levels, channels
    added) that is as far as `reach`.
    """
    weighted = np.concatenate([field * trust[..., None], trust[..., None]], axis=2).astype(np.float32)
    colour = cv2.GaussianBlur(guide, (0, 0), 1.0).astype(np.float32)
    across = 1 + np.abs(np.diff(colour, axis=1)).sum(axis=2) * (reach / edge)
    down = 1 + np.abs(np.diff(colour, axis=0)).sum(axis=2) * (reach / edge)
    for turn in range(rounds):
        sigma = reach * np.sqrt(3) * 2.0 ** (rounds - turn - 1) / np.sqrt(4.0**rounds - 1)
        decay = np.exp(-np.sqrt(2) / sigma)
        weighted = np.ascontiguousarray(weighted.transpose(1, 0, 2))
        _sweep(weighted, np.power(decay, across.T).astype(np.float32))
        weighted = np.ascontiguousarray(weighted.transpose(1, 0, 2))
        _sweep(weighted, np.power(decay, down).astype(np.float32))
    return np.asarray(weighted[..., :-1] / np.maximum(weighted[..., -1:], 1e-6), np.float32)


def _sweep(rows: Floats, keep: Floats) -> None:
    """Runs down and up over the first axis in place; `keep[i]` passes between the rows i and i + 1."""
    held = keep[..., None]
    for i in range(1, len(rows)):
        rows[i] += held[i - 1] * (rows[i - 1] - rows[i])
    for i in range(len(rows) - 2, -1, -1):
        rows[i] += held[i] * (rows[i + 1] - rows[i])
