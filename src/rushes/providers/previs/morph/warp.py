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
SLOW_SWAP, SWAP_SECONDS = 0.6, 0.4
#: A picture shown this much smaller is read from its smaller copy.
SMALLER = 1.7
#: However late or early it is, a picture that alone shows a cell is shown there; where neither does, both are.
FAINT, NOWHERE = 1e-3, 1e-7
#: Within this share of its own end a picture is believed to show everything.
HOME = 0.12
#: Rows that are drawn at once.
STRIP = 32
#: Less weight than this changes no pixel.
UNSEEN = 1 / 512


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
        self._height, self._width = first.shape[:2]
        self._pictures = (first, last)
        half = (max(1, self._width // 2), max(1, self._height // 2))
        self._smaller = (shrunk(first, half), shrunk(last, half))
        self._move, self._canvas = related.move, related.canvas
        self._views = related.views
        self._relight = related.views[0].relight
        self._relights = float(np.abs(self._relight).mean()) > 1.0
        self._swap = min(1.0, SWAP_SECONDS / max(seconds, 1e-3))
        self._cell = max(1, round(max(self._width, self._height) / ANALYSIS_SIDE))
        self._strip = max(1, STRIP // self._cell)
        columns, rows = -(-self._width // self._cell), -(-self._height // self._cell)
        #: Frame pixels at the cells' centres, one cell more on each side so that reading between them is exact.
        self._at = (grid(rows + 2, columns + 2) - np.float32(0.5)) * np.float32(self._cell) - np.float32(0.5)

    def at(self, share: float, clock: float) -> Image:
        """The view at `share` of the way (0…1); `clock` (0…1) is the unforced time, for how fast pictures swap."""
        if share <= 0 or share >= 1:
            return self._pictures[share >= 1].copy()
        view = min(self._views, key=lambda known: abs(known.share - share))
        place = through(self._at, inverse(self._move.at(share) @ self._canvas.to_first))
        lag = np.float32(share - view.share)
        motion = looked_up(view.motion, place)
        motion = looked_up(view.motion, floats(place - lag * motion))
        place = floats(place - lag * motion)
        in_first = through(floats(place - np.float32(view.share) * motion), self._canvas.to_first)
        in_last = through(floats(place + np.float32(1 - view.share) * motion), self._canvas.to_last)
        weight = self._weight(looked_up(view.shown, place), (in_first, in_last), share, clock)
        change = looked_up(self._relight, place) * (np.float32(share) - weight)[..., None] if self._relights else None
        return self._mixed(in_first, in_last, weight, share, None if change is None else floats(change))

    def _weight(self, shown: Floats, sources: tuple[Floats, Floats], share: float, clock: float) -> Floats:
        """How much of the last picture each cell shows, 0…1."""
        soft, hard = ramp(share, SLOW_SWAP), ramp(clock, self._swap)
        late = np.clip(np.float32(hard) + np.float32(soft - hard) * shown[..., 2], FAINT, 1 - FAINT)
        own_first, own_last = min(1.0, share / HOME), min(1.0, (1 - share) / HOME)
        in_first = 1 + np.float32(own_first) * (shown[..., 0] - 1)
        in_last = 1 + np.float32(own_last) * (shown[..., 1] - 1)
        first = (1 - late) * in_first * self._inside(sources[0]) + np.float32(NOWHERE * (1.01 - hard))
        last = late * in_last * self._inside(sources[1]) + np.float32(NOWHERE * (0.01 + hard))
        return floats(last / (first + last))

    def _inside(self, at: Floats) -> Floats:
        x = np.minimum(at[..., 0], self._width - 1 - at[..., 0])
        y = np.minimum(at[..., 1], self._height - 1 - at[..., 1])
        return floats(np.clip((np.minimum(x, y) + 1) / np.float32(FEATHER * max(self._width, self._height)), 0, 1))

    def _mixed(self, in_first: Floats, in_last: Floats, weight: Floats, share: float, change: Floats | None) -> Image:
        """Both pictures by weight, in another light; the one with less to show is read only where it shows.

        Strip by strip, so that the coordinates stay in the processor's cache.
        """
        zoom = self._move.zoom
        ways = [(0, in_first, zoom**-share), (1, in_last, zoom ** (1 - share))]
        if weight.mean() < 0.5:
            (under, over), amount = ways, weight
        else:
            (over, under), amount = ways, floats(1 - weight)
        out = np.empty((self._height, self._width, 3), np.uint8)
        for first in range(0, amount.shape[0] - 2, self._strip):
            cells = slice(first, first + self._strip + 2)
            strip = out[first * self._cell : (first + self._strip) * self._cell]
            strip[:] = self._read(*under, cells, len(strip))
            shown = self._fine(amount[cells], len(strip))
            columns = np.flatnonzero(cv2.reduce(shown, 0, cv2.REDUCE_MAX) > UNSEEN)
            if len(columns):
                box = slice(columns[0], columns[-1] + 1)
                strip[:, box] = blended(strip[:, box], self._read(*over, cells, len(strip), box), shown[:, box])
            if change is not None:
                cv2.add(strip, self._fine(change[cells], len(strip)), dst=strip, dtype=cv2.CV_8U)
        return out

    def _fine(self, field: Floats, height: int) -> Floats:
        """Some rows of cells, with one more on each side, at the frame's size."""
        rows, columns = field.shape[:2]
        wide = resized(field, (columns * self._cell, rows * self._cell))
        return wide[self._cell : self._cell + height, self._cell : self._cell + self._width]

    def _read(
        self, which: int, at: Floats, shrink: float, cells: slice, height: int, columns: slice = slice(None)
    ) -> Image:
        """A strip of a picture by its cells' coordinates; from its smaller copy where it is shown much smaller."""
        if shrink <= SMALLER:
            return sampled(self._pictures[which], self._fine(at[cells], height)[:, columns], cv2.BORDER_REFLECT)
        small = floats(at[cells] * np.float32(0.5) - np.float32(0.25))
        return sampled(self._smaller[which], self._fine(small, height)[:, columns], cv2.BORDER_REFLECT)
