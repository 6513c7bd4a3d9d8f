"""Dense motion between two aligned pictures, both ways, with where it can be believed.

Works on small canvases (about 640 pixels); filling and the middle view are `middle`'s.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.morph.search import far_motion, levelled
from rushes.providers.previs.morph.smooth import softened, spread
from rushes.providers.previs.picture import Floats, Image

#: Forward and backward flow may disagree by so many pixels (and this share of the flow) and still be believed.
SLACK, SLACK_SHARE = 0.9, 0.06
#: Below this local contrast (grey levels) a pixel says nothing about motion.
TEXTURE = 2.5


@dataclass(frozen=True, slots=True)
class Flow:
    """Motion of each pixel of one picture to the other, H × W × 2 in pixels; `sure` 0…1: seen in both."""

    motion: Floats
    sure: Floats


def grid(height: int, width: int) -> Floats:
    """The pixels' own coordinates, H × W × 2 as (x, y)."""
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    return np.dstack([x, y])


def looked_up(field: NDArray[np.float32], at: Floats) -> Floats:
    """`field` sampled at the coordinates `at`, held at its borders."""
    return np.asarray(cv2.remap(field, at, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32)


def evened(image: Image) -> NDArray[np.uint8]:
    """Luminance divided by its local level and contrast: what flow is computed on."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.float32)
    sigma = max(4.0, max(grey.shape) / 32)
    level = softened(grey, sigma)
    contrast = np.sqrt(softened((grey - level) ** 2, sigma))
    return np.clip(128 + 42 * (grey - level) / (contrast + 6.0), 0, 255).astype(np.uint8)


def textured(image: Image) -> NDArray[np.bool_]:
    """Where the picture has enough detail to tell motion."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.float32)
    mean = cv2.blur(grey, (9, 9))
    return np.asarray(cv2.blur(grey * grey, (9, 9)) - mean * mean > TEXTURE**2)


def dense(a: NDArray[np.uint8], b: NDArray[np.uint8], start: Floats | None = None) -> Floats:
    """DIS optical flow from a to b (8-bit grey), optionally from a first guess."""
    finder = cv2.DISOpticalFlow_create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    finder.setUseSpatialPropagation(True)
    guess = None if start is None else start.copy()
    return np.asarray(finder.calc(a, b, guess), np.float32)


def believed(there: Floats, back: Floats, at: Floats) -> Floats:
    """0…1 per pixel: going there and back again returns to the start."""
    target = at + there
    error = np.linalg.norm(there + looked_up(back, target), axis=2)
    slack = SLACK + SLACK_SHARE * np.linalg.norm(there, axis=2)
    height, width = there.shape[:2]
    inside = (target[..., 0] > -1) & (target[..., 0] < width) & (target[..., 1] > -1) & (target[..., 1] < height)
    return np.asarray(np.clip(1.5 - 0.5 * error / slack, 0, 1) * (error < 3 * slack) * inside, np.float32)


def both_ways(a: Image, b: Image, seen_a: Floats, seen_b: Floats) -> tuple[Flow, Flow]:
    """The flow a → b and b → a; `seen_*` says where each canvas holds its picture."""
    grey_a, grey_b = evened(a), evened(b)
    shared = (np.minimum(seen_a, seen_b) > 0.5)[..., None]
    at = grid(*a.shape[:2])
    there = _motion(a, b, grey_a, grey_b, at) * shared
    back = _motion(b, a, grey_b, grey_a, at) * shared
    sure_there = believed(there, back, at) * np.minimum(seen_a, looked_up(seen_b, at + there))
    sure_back = believed(back, there, at) * np.minimum(seen_b, looked_up(seen_a, at + back))
    return Flow(filled(there, sure_there, a), sure_there), Flow(filled(back, sure_back, b), sure_back)


def _motion(a: Image, b: Image, grey_a: NDArray[np.uint8], grey_b: NDArray[np.uint8], at: Floats) -> Floats:
    """The better, pixel by pixel, of the flow from rest and the flow from a far search."""
    near, far = dense(grey_a, grey_b), dense(grey_a, grey_b, far_motion(a, b))
    level_a, level_b = levelled(a), levelled(b)
    costs = []
    for motion in (near, far):
        seen = cv2.remap(level_b, at + motion, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        off = cv2.transform(cv2.absdiff(level_a, np.asarray(seen, np.uint8)).astype(np.float32), np.ones((1, 3)))
        costs.append(softened(off, 3.0))
    further = (costs[1] < costs[0] - 4.0).astype(np.float32)
    share = cv2.medianBlur(further, 5)[..., None]
    return np.asarray(far * share + near * (1 - share), np.float32)


def filled(motion: Floats, sure: Floats, guide: Image) -> Floats:
    """Motion kept where it is believed, and taken from like-coloured neighbours where it is not."""
    kept = np.dstack([cv2.medianBlur(np.ascontiguousarray(motion[..., i]), 5) for i in range(2)])
    near = spread(kept, sure * sure + 1e-4, guide)
    share = (sure * sure)[..., None]
    return np.asarray(kept * share + near * (1 - share), np.float32)
