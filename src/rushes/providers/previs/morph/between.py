"""The view at a share of the way between two aligned pictures: one motion through it, and which picture shows what.

Both pictures are read along the same field, so an edge can never appear twice.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.morph.flow import Flow, View, dense, evened
from rushes.providers.previs.morph.pixels import floats, grid, looked_up, median, sampled
from rushes.providers.previs.morph.smooth import softened
from rushes.providers.previs.picture import Floats, Image

#: How strongly what both pictures show covers what only one shows.
COVER = 5.0
#: A cell that got less than this of what falls on a cell is a gap.
THIN = 0.25
#: The last refinement moves nothing farther than this many pixels.
REFINED = 3.0

#: A pixel's own motion may differ by so many pixels from the motion it is read along.
AGREED = 1.5


@dataclass(frozen=True, slots=True)
class Between:
    """`motion` (first → last, H × W × 2) through each pixel at `share` of the way."""

    share: float
    motion: Floats
    #: H × W × 3, 0…1: how far the first picture shows this pixel, how far the last one does, and how alike the two
    #: are there once their light is evened.
    shown: Floats
    #: last - first, as a slow change of colour (H × W × 3, grey levels).
    relight: Floats

    @property
    def in_both(self) -> NDArray[np.bool_]:
        """Where both pictures show the pixel."""
        return np.asarray(self.shown[..., :2].min(axis=2) > 0.5)


def splat(at: Floats, values: Floats) -> Floats:
    """Values (H × W × C) dropped at the coordinates `at`, bilinearly; sums, not means."""
    height, width, channels = values.shape
    left = np.floor(at).astype(np.int32)
    part = at - left
    planes = [np.ascontiguousarray(values[..., channel]) for channel in range(channels)]
    out = np.zeros((channels, height * width), np.float32)
    for dx in (0, 1):
        for dy in (0, 1):
            x, y = left[..., 0] + dx, left[..., 1] + dy
            weight = np.abs(1 - dx - part[..., 0]) * np.abs(1 - dy - part[..., 1])
            inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
            index, weight = (y * width + x)[inside], weight[inside]
            for channel, plane in enumerate(planes):
                out[channel] += np.bincount(index, weight * plane[inside], height * width)
    return np.ascontiguousarray(out.reshape(channels, height, width).transpose(1, 2, 0))


def pulled(field: Floats, weight: Floats) -> Floats:
    """Weighted sums (H × W × C) as means, the gaps filled from coarser and coarser means (push and pull)."""
    height, width = weight.shape
    mean = field / np.maximum(weight, 1e-6)[..., None]
    gap = np.clip(1 - weight / THIN, 0, 1)[..., None]
    if min(height, width) <= 4:
        flat = field.reshape(-1, field.shape[2]).sum(axis=0) / max(float(weight.sum()), 1e-6)
        return floats(mean * (1 - gap) + flat * gap)
    size = ((width + 1) // 2, (height + 1) // 2)
    small = np.atleast_3d(floats(cv2.resize(field, size, interpolation=cv2.INTER_AREA)))
    coarse = pulled(small, floats(cv2.resize(weight, size, interpolation=cv2.INTER_AREA)))
    smooth = np.atleast_3d(floats(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)))
    return floats(mean * (1 - gap) + smooth * gap)


def _gathered(a: View, b: View, flows: tuple[Flow, Flow], share: float) -> tuple[Floats, Floats, Floats]:
    """Both flows moved to the share: the motion, and how far each picture shows it."""
    there, back = flows
    at = grid(*there.sure.shape)
    seen = np.ones_like(there.sure)
    sums = np.zeros((*there.sure.shape, 5), np.float32)
    for flow, view, sign, gone, shown in (
        (there, a, 1.0, share, (seen, there.sure)),
        (back, b, -1.0, 1 - share, (back.sure, seen)),
    ):
        mass = np.exp(COVER * (flow.sure - 1)) * (view.seen + 1e-3)
        parts = np.dstack([flow.motion * sign, *shown, seen]) * mass[..., None]
        sums += splat(floats(at + np.float32(gone) * flow.motion), floats(parts))
    lone = np.float32(np.exp(-COVER) * 0.5)
    full = pulled(floats(sums[..., :4] / lone), floats(sums[..., 4] / lone))
    return full[..., :2], floats(np.clip(full[..., 2], 0, 1)), floats(np.clip(full[..., 3], 0, 1))


def ends(a: Image, b: Image, motion: Floats, share: float) -> tuple[Image, Image]:
    """Both pictures read along the motion through the view at the share."""
    at = grid(*motion.shape[:2])
    return sampled(a, at - np.float32(share) * motion), sampled(b, at + np.float32(1 - share) * motion)


def _likeness(views: tuple[Image, Image], shared: Floats) -> tuple[Floats, Floats]:
    """How alike two views are (0…1) with their slow colour change taken out, and that change."""
    a, b = views
    sigma = max(a.shape[:2]) / 24
    change = floats((b.astype(np.float32) - a) * shared[..., None])
    relight = pulled(softened(change, sigma), softened(shared, sigma) + np.float32(1e-6))
    rest = cv2.blur(np.abs(evened(a).astype(np.float32) - evened(b)), (5, 5))
    return floats(np.clip(1.6 - rest / 22, 0, 1)), relight


def _agreed(flow: Floats, at: Floats, motion: Floats) -> Floats:
    """0…1: whether the pixel that is read moves as the view takes it to; a rim of another thing does not.

    Never quite 0: where neither picture agrees, what is known of hiding still decides.
    """
    return floats(np.clip(2 - np.linalg.norm(looked_up(flow, at) - motion, axis=2) / AGREED, 0.02, 1))


def between(a: View, b: View, flows: tuple[Flow, Flow], share: float = 0.5, *, refine: bool = True) -> Between:
    """The view of two canvases at a share of the way, refined by the flow that is left between them."""
    motion, in_a, in_b = _gathered(a, b, flows, share)
    if refine:
        from_a, from_b = ends(a.image, b.image, motion, share)
        rest = dense(evened(from_a), evened(from_b))
        both = np.minimum(in_a, in_b) * (np.linalg.norm(rest, axis=2) < REFINED)
        motion = motion + softened(floats(rest * both[..., None]), 1.0)
    motion = median(floats(motion), 3)
    at = grid(*motion.shape[:2])
    at_a, at_b = floats(at - np.float32(share) * motion), floats(at + np.float32(1 - share) * motion)
    in_a = floats(in_a * _agreed(flows[0].motion, at_a, motion))
    in_b = floats(in_b * _agreed(flows[1].motion, at_b, -motion))
    shared = floats(np.minimum(np.minimum(in_a, in_b), np.minimum(looked_up(a.seen, at_a), looked_up(b.seen, at_b))))
    alike, relight = _likeness(ends(a.image, b.image, motion, share), shared)
    return Between(share, motion, floats(np.dstack([in_a, in_b, alike])), relight)
