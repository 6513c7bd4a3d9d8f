"""Push through: the camera rushes into the first picture's subject and arrives, still rushing, in the last one.

Both sides move forward, so that it reads as one flight: the last picture opens within the first one's subject and
fills the frame, in a zoom blur.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import cv2
import numpy as np

from rushes.providers.previs.morph.living import Living, Look
from rushes.providers.previs.morph.pixels import blended, floats, shrunk
from rushes.providers.previs.morph.timing import Timing
from rushes.providers.previs.morph.transitions import Pair
from rushes.providers.previs.picture import Image

SECONDS = 1.1
#: How near the first picture comes, and how small the last one starts.
NEAR, SMALL = 2.8, 0.7
#: Of one frame's growth, what the open shutter sees.
SHUTTER = 1.2
#: How late the rush comes, and how soon it is over: a power of time.
RUSH = 2.8
#: How long the opening takes to fill the frame, a share of the passage, and how soft its edge is, of its reach.
OPENS, SOFT = 0.42, 0.35
#: A smear shorter than this share of the longer side is not drawn; from a certain length half the size is enough.
SHARP, HALF_SIZE = 0.0015, 0.012
#: Doublings of the blur's samples.
DOUBLINGS = 5


class PushThrough:
    """The passage; see the module."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair
        self._time = Timing(pair.frames, SECONDS)
        self._drift = self._time.drift()
        height, width = pair.first.image.shape[:2]
        self._columns = np.arange(width, dtype=np.float32)[None]
        self._rows = np.arange(height, dtype=np.float32)[:, None]
        #: From the opening's centre to the farthest corner, at most.
        self._reach = 0.62 * float(np.hypot(width, height))

    def at(self, index: int) -> Image:
        """The frame `index`."""
        opened = (self._time.through(index) - 0.5) / OPENS + 0.5
        if opened <= 0:
            return _seen(self._pair.first, self._first, index)
        if opened >= 1:
            return _seen(self._pair.last, self._last, index)
        a, b = _seen(self._pair.first, self._first, index), _seen(self._pair.last, self._last, index)
        look = self._first(index)
        away = np.hypot(self._columns - look.x * a.shape[1], self._rows - look.y * a.shape[0]) / np.float32(self._reach)
        edge = np.float32(SOFT * (0.4 + 0.6 * opened))
        turn = np.clip((np.float32(opened**1.7 * (1 + SOFT)) - away) / edge, 0, 1)
        weight = turn * turn * (3 - 2 * turn)
        return blended(a, b, floats(weight))

    def _first(self, index: int) -> Look:
        living = self._pair.first
        rush = (2 * self._time.through(index)) ** RUSH
        scale = (1 + self._drift * self._time.before(index)) * NEAR**rush
        x, y = living.pivot
        return Look(scale, x + (0.5 - x) * rush * 0.6, y + (0.5 - y) * rush * 0.6)

    def _last(self, index: int) -> Look:
        living = self._pair.last
        left = (2 * (1 - self._time.through(index))) ** RUSH
        scale = SMALL**left * (1 + self._drift * self._settle(index))
        x, y = living.pivot
        return Look(scale, x + (0.5 - x) * left * 0.6, y + (0.5 - y) * left * 0.6)

    def _settle(self, index: int) -> float:
        """A slow breath after the arrival: on past the picture and back to it."""
        rest = min(1.0, self._time.after(index))
        return 4 * rest * (1 - rest) * 0.6


def _seen(living: Living, path: Callable[[int], Look], index: int) -> Image:
    """The picture on its path, smeared by what the open shutter sees of its growth."""
    look, after = path(index), path(index + 1)
    image = living.view(look)
    growth = (after.scale / look.scale) ** SHUTTER
    reach = abs(math.log(growth)) / 2
    if reach < SHARP:
        return image
    size = (living.width, living.height)
    if reach < HALF_SIZE:
        return zoom_blurred(image, growth, (look.x * size[0], look.y * size[1]))
    half = (size[0] // 2, size[1] // 2)
    smeared = zoom_blurred(shrunk(image, half), growth, (look.x * half[0], look.y * half[1]))
    return np.asarray(cv2.resize(smeared, size, interpolation=cv2.INTER_LINEAR), np.uint8)


def zoom_blurred(image: Image, growth: float, centre: tuple[float, float]) -> Image:
    """The picture smeared along its own growth by `growth` about `centre`, in log2 steps of averaging."""
    height, width = image.shape[:2]
    out = image
    x, y = centre
    for turn in range(DOUBLINGS):
        scale = growth ** (0.5 ** (turn + 1))
        matrix = np.array([[scale, 0, x - scale * x], [0, scale, y - scale * y]], np.float64)
        moved = cv2.warpAffine(out, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
        out = np.asarray(cv2.addWeighted(out, 0.5, moved, 0.5, 0), np.uint8)
    return out
