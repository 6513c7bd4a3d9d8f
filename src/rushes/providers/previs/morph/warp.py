"""The morph of two related pictures: an eased camera move with every pixel on its own path.

Built once (about 0.3 s at 720p); a frame is two look-ups and a blend.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.morph.align import ANALYSIS_SIDE, Alignment, Matrix, Move, align, corners, moved, shrunk
from rushes.providers.previs.morph.flow import Flow, both_ways, grid, looked_up
from rushes.providers.previs.morph.gate import Verdict, judge
from rushes.providers.previs.morph.middle import Middle, halfway
from rushes.providers.previs.picture import Floats, Image

#: The analysis canvas is at most this much larger than the frame.
MAX_CANVAS = 1.7
#: Within so many pixels of its border a picture fades out.
FEATHER = 0.02
#: Where the pictures differ, one gives way to the other within so many seconds.
SWAP_SECONDS = 0.4


def eased(share: float) -> float:
    """Slow at both ends, with some speed left there so that nothing ever stands still."""
    smooth = share * share * (3 - 2 * share)
    return 0.2 * share + 0.8 * smooth


def ramp(share: float, width: float) -> float:
    """0…1 in a smooth step of `width` around the middle of the way."""
    x = min(1.0, max(0.0, (share - 0.5) / max(width, 1e-6) + 0.5))
    return x * x * (3 - 2 * x)


class Canvas:
    """The analysis canvas: small pixels of the middle view, wide enough for both pictures."""

    def __init__(self, move: Move, matrix: Matrix, width: int, height: int) -> None:
        half = move.at(0.5)
        frame = corners(width, height)
        points = np.vstack([moved(frame, half), moved(frame, half @ np.linalg.inv(matrix)), frame])
        low, high = points.min(0), points.max(0)
        centre, size = np.array([width, height]) / 2, np.array([width, height], np.float64)
        low = np.maximum(low, centre - size * MAX_CANVAS / 2)
        high = np.minimum(high, centre + size * MAX_CANVAS / 2)
        self.scale = min(1.0, ANALYSIS_SIDE / max(width, height))
        self.size = (round(float(high[0] - low[0]) * self.scale), round(float(high[1] - low[1]) * self.scale))
        place = np.array([[1 / self.scale, 0, low[0]], [0, 1 / self.scale, low[1]], [0, 0, 1]])
        #: From canvas pixels to the first and to the last picture, and to the middle view.
        self.to_first: Matrix = np.linalg.inv(half) @ place
        self.to_last: Matrix = matrix @ self.to_first
        self.to_middle: Matrix = place

    def view(self, image: Image, to_picture: Matrix) -> tuple[Image, Floats]:
        """The picture on the canvas, and where the canvas has it."""
        small, factor = shrunk(image)
        matrix = np.diag([factor, factor, 1.0]) @ to_picture
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        seen = cv2.warpPerspective(np.ones(small.shape[:2], np.float32), matrix, self.size, flags=flags)
        out = cv2.warpPerspective(small, matrix, self.size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(out, np.uint8), np.asarray(seen, np.float32)


class Related:
    """Two pictures studied: alignment, flow, middle view and verdict."""

    def __init__(self, first: Image, last: Image) -> None:
        self.height, self.width = first.shape[:2]
        self.alignment: Alignment = align(first, last)
        self.move = Move(self.alignment.matrix, self.width, self.height)
        self.canvas = Canvas(self.move, self.alignment.matrix, self.width, self.height)
        a, seen_a = self.canvas.view(first, self.canvas.to_first)
        b, seen_b = self.canvas.view(last, self.canvas.to_last)
        flows: tuple[Flow, Flow] = both_ways(a, b, seen_a, seen_b)
        self.middle: Middle = halfway(a, b, *flows, seen_a, seen_b)
        at = grid(*a.shape[:2])
        views = (
            np.asarray(cv2.remap(a, at - 0.5 * self.middle.motion, None, cv2.INTER_LINEAR), np.uint8),
            np.asarray(cv2.remap(b, at + 0.5 * self.middle.motion, None, cv2.INTER_LINEAR), np.uint8),
        )
        self.verdict: Verdict = judge(a, b, self.alignment, flows, self.middle, views)


class FlowMorph:
    """Frames between two related pictures, at any share 0…1 of the way."""

    def __init__(self, first: Image, last: Image, related: Related, seconds: float) -> None:
        self._first, self._last, self._r = first, last, related
        height, width = first.shape[:2]
        self._size = (width, height)
        step = max(1.0, max(width, height) / ANALYSIS_SIDE)
        self._cells = (round(width / step), round(height / step))
        #: Frame pixels at the centres of the cells, as the resize to full size has them.
        x = (np.arange(self._cells[0], dtype=np.float32) + 0.5) * (width / self._cells[0]) - 0.5
        y = (np.arange(self._cells[1], dtype=np.float32) + 0.5) * (height / self._cells[1]) - 0.5
        self._at = np.dstack(np.meshgrid(x, y)).astype(np.float32)
        self._full = grid(height, width)
        middle = related.middle
        self._masks = np.dstack([middle.in_first, middle.in_last, middle.alike]).astype(np.float32)
        self._swap = min(1.0, SWAP_SECONDS / max(seconds, 1e-3))
        self._relights = float(np.abs(middle.relight).mean()) > 1.0
        self._smaller = [_halved(image) for image in (first, last)]

    def at(self, share: float, clock: float) -> Image:
        """The view at `share` of the way (0…1); `clock` (0…1) is the unforced time, for how fast pictures swap."""
        if share <= 0:
            return self._first.copy()
        if share >= 1:
            return self._last.copy()
        r = self._r
        camera = r.move.at(share)
        to_canvas = np.linalg.inv(r.canvas.to_first) @ np.linalg.inv(camera)
        place = _through(self._at, to_canvas)
        motion = looked_up(r.middle.motion, place)
        lag = np.float32(share - 0.5)
        motion = looked_up(r.middle.motion, place - lag * motion)
        middle = place - lag * motion
        masks = looked_up(self._masks, middle)
        in_first = _through(middle - np.float32(0.5) * motion, r.canvas.to_first)
        in_last = _through(middle + np.float32(0.5) * motion, r.canvas.to_last)
        weight = self._weight(masks, in_first, in_last, share, clock)
        zoom = r.move.zoom
        a = self._read(0, in_first, zoom**-share)
        b = self._read(1, in_last, zoom ** (1 - share))
        return self._blended(a, b, weight, middle, share)

    def _weight(self, masks: Floats, in_first: Floats, in_last: Floats, share: float, clock: float) -> Floats:
        """How much of the last picture each cell shows, 0…1."""
        soft, hard = ramp(share, 0.9), ramp(clock, self._swap)
        late = hard + (soft - hard) * masks[..., 2]
        inside_first, inside_last = self._inside(in_first), self._inside(in_last)
        first = (1 - late) * masks[..., 0] * inside_first + 1e-4 * (1 - hard)
        last = late * masks[..., 1] * inside_last + 1e-4 * hard
        return np.asarray(last / np.maximum(first + last, 1e-7), np.float32)

    def _inside(self, at: Floats) -> Floats:
        width, height = self._size
        margin = np.float32(FEATHER * max(width, height))
        x = np.minimum(at[..., 0], width - 1 - at[..., 0])
        y = np.minimum(at[..., 1], height - 1 - at[..., 1])
        return np.asarray(np.clip((np.minimum(x, y) + 1) / margin, 0, 1), np.float32)

    def _read(self, which: int, at: Floats, shrink: float) -> Image:
        """A picture looked up at the cells' coordinates; from a smaller copy where it is shown much smaller."""
        image = (self._first, self._last)[which]
        offset = cv2.resize(at - self._at, self._size, interpolation=cv2.INTER_LINEAR)
        where = cv2.add(offset, self._full)
        if shrink > 1.7:
            image, where = self._smaller[which], where * np.float32(0.5) - np.float32(0.25)
        return np.asarray(cv2.remap(image, where, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT), np.uint8)

    def _blended(self, a: Image, b: Image, weight: Floats, middle: Floats, share: float) -> Image:
        full = cv2.resize(weight, self._size, interpolation=cv2.INTER_LINEAR)
        out = cv2.blendLinear(a, b, 1 - full, full)
        if self._relights:
            change = looked_up(self._r.middle.relight, middle) * (np.float32(share) - weight)[..., None]
            out = cv2.add(out, cv2.resize(change, self._size, interpolation=cv2.INTER_LINEAR), dtype=cv2.CV_8U)
        return np.asarray(out, np.uint8)


def _through(at: Floats, matrix: Matrix) -> Floats:
    """Coordinates H × W × 2 through a homography."""
    if np.abs(matrix[2, :2]).max() < 1e-12:
        return np.asarray(cv2.transform(at, (matrix / matrix[2, 2])[:2]), np.float32)
    return np.asarray(cv2.perspectiveTransform(at, matrix), np.float32)


def _halved(image: Image) -> Image:
    size = (max(1, image.shape[1] // 2), max(1, image.shape[0] // 2))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


__all__ = ["FlowMorph", "Related", "eased", "ramp"]
_Mask = NDArray[np.float32]
