"""Push through: the camera rushes into the first picture's subject and arrives, still rushing, in the last one.

Both sides move forward, so that it reads as one flight; a zoom blur carries the change.
"""

from __future__ import annotations

import cv2
import numpy as np

from rushes.providers.previs.morph.living import Living, Look
from rushes.providers.previs.morph.timing import Timing, smooth
from rushes.providers.previs.morph.transitions import Pair
from rushes.providers.previs.picture import Image

SECONDS = 1.1
#: How near the first picture comes, and how small (mirrored beyond its rim) the last one starts.
NEAR, SMALL = 2.6, 0.55
#: Of one frame's growth, what the open shutter sees.
SHUTTER = 1.5
#: The change itself, as a share of the passage.
SWAP = 0.16
#: Doublings of the blur's samples.
DOUBLINGS = 4


class PushThrough:
    """The passage; see the module."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair
        self._time = Timing(pair.frames, SECONDS)
        self._drift = self._time.drift()

    def at(self, index: int) -> Image:
        """The frame `index`."""
        through = self._time.through(index)
        share = smooth((through - 0.5) / SWAP + 0.5)
        if share <= 0:
            return self._seen(self._pair.first, self._first, index)
        if share >= 1:
            return self._seen(self._pair.last, self._last, index)
        a = self._seen(self._pair.first, self._first, index)
        b = self._seen(self._pair.last, self._last, index)
        return np.asarray(cv2.addWeighted(a, 1 - share, b, share, 0), np.uint8)

    def _first(self, index: int) -> Look:
        living = self._pair.first
        rush = min(1.0, 2 * self._time.through(index)) ** 2.6
        scale = (1 + self._drift * self._time.before(index)) * NEAR**rush
        x, y = living.pivot
        return Look(scale, x + (0.5 - x) * rush * 0.6, y + (0.5 - y) * rush * 0.6)

    def _last(self, index: int) -> Look:
        living = self._pair.last
        left = min(1.0, 2 * (1 - self._time.through(index))) ** 2.6
        scale = (1 - 0.0 * self._drift) * SMALL**left * (1 + self._drift * self._settle(index))
        x, y = living.pivot
        return Look(scale, x + (0.5 - x) * left * 0.6, y + (0.5 - y) * left * 0.6)

    def _settle(self, index: int) -> float:
        """A slow breath after the arrival: on past the picture and back to it."""
        rest = min(1.0, self._time.after(index))
        return 4 * rest * (1 - rest) * 0.6

    def _seen(self, living: Living, path: object, index: int) -> Image:
        look = self._first(index) if living is self._pair.first else self._last(index)
        after = self._first(index + 1) if living is self._pair.first else self._last(index + 1)
        image = living.view(look)
        growth = (after.scale / look.scale) ** SHUTTER
        reach = abs(np.log(growth)) * max(living.width, living.height) / 2
        if reach < 2.0:
            return image
        return zoom_blurred(image, growth, (look.x * living.width, look.y * living.height))


def zoom_blurred(image: Image, growth: float, centre: tuple[float, float]) -> Image:
    """The picture smeared along its own growth by `growth` about `centre`, in log2 steps of averaging."""
    height, width = image.shape[:2]
    out = image
    x, y = centre
    doublings = DOUBLINGS
    for turn in range(doublings):
        scale = growth ** (0.5 ** (turn + 1))
        matrix = np.array([[scale, 0, x - scale * x], [0, scale, y - scale * y]], np.float64)
        moved = cv2.warpAffine(out, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
        out = np.asarray(cv2.addWeighted(out, 0.5, moved, 0.5, 0), np.uint8)
    return out
