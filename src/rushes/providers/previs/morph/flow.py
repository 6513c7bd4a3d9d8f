"""Dense motion between two aligned pictures, both ways, with where it can be believed.

Works on small canvases (about 640 pixels). Its layers are `layers`', the view between is `between`'s.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.morph.layers import chosen, continued, followed, motions
from rushes.providers.previs.morph.parallel import side_by_side
from rushes.providers.previs.morph.pixels import floats, grid, looked_up, median
from rushes.providers.previs.morph.search import far_motion
from rushes.providers.previs.morph.smooth import softened
from rushes.providers.previs.picture import Floats, Image

#: Forward and backward flow may disagree by so many pixels (and this share of the flow) and still be believed.
SLACK, SLACK_SHARE = 0.9, 0.06
#: Below this local contrast (grey levels) a pixel says nothing about motion.
TEXTURE = 2.5


@dataclass(frozen=True, slots=True)
class View:
    """A picture on the analysis canvas; `seen` (H × W, 0…1) says where the canvas holds it."""

    image: Image
    seen: Floats


@dataclass(frozen=True, slots=True)
class Flow:
    """Motion of each pixel of one picture to the other, H × W × 2 in pixels; `sure` 0…1: seen in both."""

    motion: Floats
    sure: Floats


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
    finder = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    guess = np.zeros((*a.shape, 2), np.float32) if start is None else start.copy()
    return floats(finder.calc(a, b, guess))


def believed(there: Floats, back: Floats, at: Floats) -> Floats:
    """0…1 per pixel: going there and back again returns to the start."""
    target = at + there
    error = np.linalg.norm(there + looked_up(back, target), axis=2)
    slack = SLACK + SLACK_SHARE * np.linalg.norm(there, axis=2)
    height, width = there.shape[:2]
    inside = (target[..., 0] > -1) & (target[..., 0] < width) & (target[..., 1] > -1) & (target[..., 1] < height)
    return floats(np.clip(1.5 - 0.5 * error / slack, 0, 1) * (error < 3 * slack) * inside)


def both_ways(a: View, b: View) -> tuple[Flow, Flow]:
    """The flow a → b and b → a."""
    at = grid(*a.seen.shape)
    shared = (np.minimum(a.seen, b.seen) > 0.5)[..., None]
    grey_a, grey_b = side_by_side(lambda: evened(a.image), lambda: evened(b.image))
    free_a, free_b = side_by_side(
        lambda: floats(_free(a.image, b.image, (grey_a, grey_b), at) * shared),
        lambda: floats(_free(b.image, a.image, (grey_b, grey_a), at) * shared),
    )
    layers_a, layers_b = side_by_side(
        lambda: _layered(a.image, b.image, free_a, free_b, at), lambda: _layered(b.image, a.image, free_b, free_a, at)
    )
    there, back = side_by_side(
        lambda: _whole(a, b, layers_a, layers_b, at), lambda: _whole(b, a, layers_b, layers_a, at)
    )
    return there, back


@dataclass(frozen=True, slots=True)
class _Layers:
    motions: list[Floats]
    labels: NDArray[np.uint8]
    motion: Floats


def _layered(a: Image, b: Image, free: Floats, back: Floats, at: Floats) -> _Layers:
    candidates = [*motions(free, believed(free, back, at), at), free]
    labels = chosen(a, b, candidates, at)
    return _Layers(candidates, labels, followed(labels, candidates))


def _whole(a: View, b: View, mine: _Layers, other: _Layers, at: Floats) -> Flow:
    """The flow with what is hidden filled in."""
    sure = believed(mine.motion, other.motion, at) * np.minimum(a.seen, looked_up(b.seen, at + mine.motion))
    return Flow(continued(mine.labels, mine.motions, mine.motion, sure, a.image), sure)


def _free(a: Image, b: Image, greys: tuple[NDArray[np.uint8], ...], at: Floats) -> Floats:
    """The better, pixel by pixel, of the flow from rest and the flow from a far search."""
    candidates = [dense(greys[0], greys[1]), dense(greys[0], greys[1], far_motion(a, b))]
    return median(followed(chosen(a, b, candidates, at), candidates), 5)
