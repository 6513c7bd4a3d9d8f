"""The morph of two related pictures: an eased camera move with every pixel on its own path.

What is known of the pictures is `related`'s; here a frame is a few look-ups and a blend.
"""

from __future__ import annotations

import cv2
import numpy as np

from rushes.providers.previs.morph.align import ANALYSIS_SIDE
from rushes.providers.previs.morph.pixels import (
    blended,
    floats,
    grid,
    inverse,
    looked_up,
    resized,
    sampled,
    shrunk,
    through,
)
from rushes.providers.previs.morph.related import Related
from rushes.providers.previs.picture import Floats, Image

#: Within this share of its longer side from its border a picture fades out.
FEATHER = 0.02
#: Where the pictures agree they fade slowly; where they differ, one gives way to the other in so many seconds.
SLOW_SWAP, SWAP_SECONDS = 0.9, 0.4
#: A picture shown this much smaller is read from its smaller copy.
SMALLER = 1.7
#: Where neither picture shows a cell, so little of both is shown.
FAINT = 1e-4


def eased(share: float) -> float:
    """Slow at both ends, with some speed left there so that nothing ever stands still."""
    smooth = share * share * (3 - 2 * share)
    return 0.2 * share + 0.8 * smooth


def ramp(share: float, width: float) -> float:
    """0…1 in a smooth step of `width` around the middle of the way."""
    x = min(1.0, max(0.0, (share - 0.5) / max(width, 1e-6) + 0.5))
    return x * x * (3 - 2 * x)


class FlowMorph:
    """Frames between two related pictures, at any share 0…1 of the way."""

    def __init__(self, first: Image, last: Image, related: Related, seconds: float) -> None:
        height, width = first.shape[:2]
        self._pictures = (first, last)
        self._smaller = tuple(shrunk(image, (max(1, width // 2), max(1, height // 2))) for image in (first, last))
        self._move, self._canvas = related.move, related.canvas
        self._views = [(v, floats(np.dstack([v.in_first, v.in_last, v.alike]))) for v in related.views]
        self._relights = float(np.abs(related.views[0].relight).mean()) > 1.0
        self._size = (width, height)
        self._swap = min(1.0, SWAP_SECONDS / max(seconds, 1e-3))
        #: Frame pixels at the centres of the cells of the maps, as a resize to full size has them.
        step = max(1.0, max(width, height) / ANALYSIS_SIDE)
        columns, rows = max(1, round(width / step)), max(1, round(height / step))
        x = (np.arange(columns, dtype=np.float32) + 0.5) * (width / columns) - 0.5
        y = (np.arange(rows, dtype=np.float32) + 0.5) * (height / rows) - 0.5
        self._at = floats(np.dstack(np.meshgrid(x, y)))
        self._full = grid(height, width)

    def at(self, share: float, clock: float) -> Image:
        """The view at `share` of the way (0…1); `clock` (0…1) is the unforced time, for how fast pictures swap."""
        if share <= 0 or share >= 1:
            return self._pictures[share >= 1].copy()
        view, masks = min(self._views, key=lambda known: abs(known[0].share - share))
        place = through(self._at, inverse(self._move.at(share) @ self._canvas.to_first))
        lag = np.float32(share - view.share)
        motion = looked_up(view.motion, place)
        motion = looked_up(view.motion, floats(place - lag * motion))
        place = floats(place - lag * motion)
        in_first = through(floats(place - np.float32(view.share) * motion), self._canvas.to_first)
        in_last = through(floats(place + np.float32(1 - view.share) * motion), self._canvas.to_last)
        weight = self._weight(looked_up(masks, place), (in_first, in_last), share, clock)
        zoom = self._move.zoom
        first = self._read(0, in_first, zoom**-share)
        last = self._read(1, in_last, zoom ** (1 - share))
        out = blended(first, last, resized(weight, self._size))
        if not self._relights:
            return out
        change = looked_up(view.relight, place) * (np.float32(share) - weight)[..., None]
        return np.asarray(cv2.add(out, resized(floats(change), self._size), dtype=cv2.CV_8U), np.uint8)

    def _weight(self, masks: Floats, sources: tuple[Floats, Floats], share: float, clock: float) -> Floats:
        """How much of the last picture each cell shows, 0…1."""
        soft, hard = ramp(share, SLOW_SWAP), ramp(clock, self._swap)
        late = np.float32(hard) + np.float32(soft - hard) * masks[..., 2]
        first = (1 - late) * masks[..., 0] * self._inside(sources[0]) + np.float32(FAINT * (1 - hard))
        last = late * masks[..., 1] * self._inside(sources[1]) + np.float32(FAINT * hard)
        return floats(last / (first + last))

    def _inside(self, at: Floats) -> Floats:
        width, height = self._size
        x = np.minimum(at[..., 0], width - 1 - at[..., 0])
        y = np.minimum(at[..., 1], height - 1 - at[..., 1])
        return floats(np.clip((np.minimum(x, y) + 1) / np.float32(FEATHER * max(width, height)), 0, 1))

    def _read(self, which: int, at: Floats, shrink: float) -> Image:
        """A picture looked up at the cells' coordinates; from a smaller copy where it is shown much smaller."""
        where = floats(cv2.add(resized(floats(at - self._at), self._size), self._full))
        if shrink <= SMALLER:
            return sampled(self._pictures[which], where, cv2.BORDER_REFLECT)
        return sampled(self._smaller[which], floats(where * np.float32(0.5) - np.float32(0.25)), cv2.BORDER_REFLECT)
