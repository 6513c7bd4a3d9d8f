"""Two pictures studied as views of one thing: the camera move, the flow, the views between and the verdict."""

from __future__ import annotations

from functools import partial

import cv2
import numpy as np

from rushes.providers.previs.morph.align import ANALYSIS_SIDE, Move, align, corners, moved, reduced
from rushes.providers.previs.morph.between import Between, between
from rushes.providers.previs.morph.flow import View, both_ways
from rushes.providers.previs.morph.gate import Verdict, judge
from rushes.providers.previs.morph.parallel import side_by_side
from rushes.providers.previs.morph.pixels import Matrix, floats
from rushes.providers.previs.picture import Image

#: The analysis canvas is at most this much larger than the frame.
MAX_CANVAS = 1.7
#: Less motion than this share of the longer side is none.
STILL = 0.006
#: Motion that differs by more than this share of the longer side is followed through more views between.
FAR_APART = 0.07
MORE_VIEWS = (0.06, 0.17, 0.33, 0.67, 0.83, 0.94)


class Canvas:
    """The analysis canvas: small pixels of the view halfway, wide enough for both pictures."""

    def __init__(self, move: Move, matrix: Matrix, width: int, height: int) -> None:
        half = move.at(0.5)
        frame = corners(width, height)
        points = np.vstack([moved(frame, half), moved(frame, half @ np.linalg.inv(matrix)), frame])
        centre, size = np.array([width, height]) / 2, np.array([width, height], np.float64)
        low = np.maximum(points.min(0), centre - size * MAX_CANVAS / 2)
        high = np.minimum(points.max(0), centre + size * MAX_CANVAS / 2)
        scale = min(1.0, ANALYSIS_SIDE / max(width, height))
        #: Width and height.
        self.size = (round(float(high[0] - low[0]) * scale), round(float(high[1] - low[1]) * scale))
        place = np.array([[1 / scale, 0, low[0]], [0, 1 / scale, low[1]], [0, 0, 1]])
        #: From canvas pixels to the first and to the last picture.
        self.to_first: Matrix = np.asarray(np.linalg.inv(half) @ place, np.float64)
        self.to_last: Matrix = np.asarray(matrix @ self.to_first, np.float64)

    def view(self, image: Image, to_picture: Matrix) -> View:
        """The picture on the canvas."""
        small, factor = reduced(image)
        matrix = np.diag([factor, factor, 1.0]) @ to_picture
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        seen = cv2.warpPerspective(np.ones(small.shape[:2], np.float32), matrix, self.size, flags=flags)
        out = cv2.warpPerspective(small, matrix, self.size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
        return View(np.asarray(out, np.uint8), floats(seen))


class Related:
    """What is known of two pictures; `views` holds the view halfway first."""

    def __init__(self, first: Image, last: Image) -> None:
        height, width = first.shape[:2]
        alignment = align(first, last)
        self.move = Move(alignment.matrix, width, height)
        self.canvas = Canvas(self.move, alignment.matrix, width, height)
        a = self.canvas.view(first, self.canvas.to_first)
        b = self.canvas.view(last, self.canvas.to_last)
        flows = both_ways(a, b)
        middle = between(a, b, flows)
        self.verdict: Verdict = judge(a, b, alignment, flows, middle)
        frame, side = corners(width, height), max(self.canvas.size)
        panned = float(np.abs(moved(frame, alignment.matrix) - frame).max()) / max(width, height)
        strayed = np.linalg.norm(middle.motion, axis=2) / side
        #: Nothing moves between the two: the film needs a movement of its own.
        self.still = self.verdict.featureless or (panned < STILL and float(strayed.mean()) < STILL)
        seen = middle.in_both
        apart = float(np.ptp(np.quantile(middle.motion[seen], (0.02, 0.98), axis=0), axis=0).max()) if seen.any() else 0
        rest = MORE_VIEWS if self.verdict.related and apart > FAR_APART * side else ()
        others = [
            view
            for pair in zip(rest[::2], rest[1::2], strict=True)
            for view in side_by_side(*(partial(between, a, b, flows, share, refine=False) for share in pair))
        ]
        self.views: tuple[Between, ...] = (middle, *others)
