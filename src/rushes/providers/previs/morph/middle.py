"""The view halfway between two aligned pictures: one motion field through it, and which picture shows each pixel.

Both pictures are read along the same field, so an edge can never appear twice.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from rushes.providers.previs.morph.flow import Flow, dense, evened, grid, looked_up
from rushes.providers.previs.morph.smooth import softened
from rushes.providers.previs.picture import Floats, Image

#: How strongly what both pictures show covers what only one shows.
COVER = 5.0
THIN = 0.25


@dataclass(frozen=True, slots=True)
class Middle:
    """`motion` (first → last, H × W × 2) through each pixel halfway; the rest is H × W, 0…1."""

    motion: Floats
    #: How far the first picture shows this pixel; and the last.
    in_first: Floats
    in_last: Floats
    #: How alike the two are there, once their light is evened.
    alike: Floats
    #: last - first, as a slow change of colour (H × W × 3, grey levels).
    relight: Floats


def splat(at: Floats, values: Floats) -> Floats:
    """Values (H × W × C) dropped at the coordinates `at`, bilinearly; sums, not means."""
    height, width, channels = values.shape
    left = np.floor(at).astype(np.int32)
    part = at - left
    out = np.zeros((channels, height * width), np.float32)
    for dx in (0, 1):
        for dy in (0, 1):
            x, y = left[..., 0] + dx, left[..., 1] + dy
            weight = np.abs(1 - dx - part[..., 0]) * np.abs(1 - dy - part[..., 1])
            inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
            index, weight = (y * width + x)[inside], weight[inside]
            for channel in range(channels):
                out[channel] += np.bincount(index, weight * values[..., channel][inside], height * width)
    return np.ascontiguousarray(out.reshape(channels, height, width).transpose(1, 2, 0))


def pulled(field: Floats, weight: Floats) -> Floats:
    """Weighted values with the gaps filled from coarser and coarser means (push and pull)."""
    height, width = weight.shape
    mean = field / np.maximum(weight, 1e-6)[..., None]
    if min(height, width) <= 4:
        total = max(float(weight.sum()), 1e-6)
        flat = field.reshape(-1, field.shape[2]).sum(axis=0) / total
        gap = np.clip(1 - weight / THIN, 0, 1)[..., None]
        return np.asarray(mean * (1 - gap) + flat * gap, np.float32)
    size = ((width + 1) // 2, (height + 1) // 2)
    small = np.atleast_3d(cv2.resize(field, size, interpolation=cv2.INTER_AREA))
    coarse = pulled(small, cv2.resize(weight, size, interpolation=cv2.INTER_AREA))
    smooth = np.atleast_3d(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR))
    gap = np.clip(1 - weight / THIN, 0, 1)[..., None]
    return np.asarray(mean * (1 - gap) + smooth * gap, np.float32)


def _gathered(there: Flow, back: Flow, seen_a: Floats, seen_b: Floats) -> tuple[Floats, Floats, Floats]:
    """Both flows moved to the middle: the motion, and how far each picture shows it."""
    at = grid(*there.sure.shape)
    sums = None
    for flow, sign, own, seen in ((there, 1.0, 0, seen_a), (back, -1.0, 1, seen_b)):
        mass = np.exp(COVER * (flow.sure - 1)) * (seen + 1e-3)
        shown = (np.ones_like(flow.sure), flow.sure) if own == 0 else (flow.sure, np.ones_like(flow.sure))
        parts = np.dstack([flow.motion * sign, shown[0], shown[1], np.ones_like(mass)]) * mass[..., None]
        dropped = splat(at + 0.5 * flow.motion, parts.astype(np.float32))
        sums = dropped if sums is None else sums + dropped
    assert sums is not None
    mass = sums[..., 4]
    scale = np.exp(-COVER) * 0.5
    full = pulled(sums[..., :4] / scale, np.minimum(mass / scale, 1e6))
    return full[..., :2], np.clip(full[..., 2], 0, 1), np.clip(full[..., 3], 0, 1)


def _likeness(a: Image, b: Image, shared: Floats) -> tuple[Floats, Floats]:
    """How alike two views are (0…1) with their slow colour change taken out, and that change."""
    sigma = max(a.shape[:2]) / 24
    change = (b.astype(np.float32) - a) * shared[..., None]
    weight = softened(shared, sigma)
    wide = softened(change, sigma)
    relight = pulled(wide, weight + 1e-6)
    rest = cv2.blur(np.abs(evened(a).astype(np.float32) - evened(b)), (5, 5))
    return np.clip(1.6 - rest / 22, 0, 1).astype(np.float32), relight.astype(np.float32)


def halfway(a: Image, b: Image, there: Flow, back: Flow, seen_a: Floats, seen_b: Floats) -> Middle:
    """The middle view of two canvases, refined once by the flow that is left between them."""
    motion, in_a, in_b = _gathered(there, back, seen_a, seen_b)
    at = grid(*there.sure.shape)
    for _ in range(1):
        from_a = np.asarray(cv2.remap(a, at - 0.5 * motion, None, cv2.INTER_LINEAR), np.uint8)
        from_b = np.asarray(cv2.remap(b, at + 0.5 * motion, None, cv2.INTER_LINEAR), np.uint8)
        rest = dense(evened(from_a), evened(from_b))
        both = np.minimum(in_a, in_b) * (np.linalg.norm(rest, axis=2) < 3)
        motion = motion + cv2.GaussianBlur(rest * both[..., None], (0, 0), 1.0)
    motion = np.dstack([cv2.medianBlur(np.ascontiguousarray(motion[..., i]), 3) for i in range(2)])
    from_a = np.asarray(cv2.remap(a, at - 0.5 * motion, None, cv2.INTER_LINEAR), np.uint8)
    from_b = np.asarray(cv2.remap(b, at + 0.5 * motion, None, cv2.INTER_LINEAR), np.uint8)
    inside = np.minimum(looked_up(seen_a, at - 0.5 * motion), looked_up(seen_b, at + 0.5 * motion))
    alike, relight = _likeness(from_a, from_b, np.minimum(np.minimum(in_a, in_b), inside))
    return Middle(motion, in_a, in_b, alike, relight)
