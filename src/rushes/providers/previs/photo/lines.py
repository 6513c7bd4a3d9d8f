"""Lines in a photograph, and how much relief they bear: a move must bow no long straight one and turn no edge.

`depth` guesses the relief, `warp` says where it shows; this file only measures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from rushes.providers.previs.camera import Pose
from rushes.providers.previs.photo.warp import Geometry, shown_at
from rushes.providers.previs.picture import Floats, Image

#: The longer side at which lines are sought, the least length of one and the gaps that it may have, in its pixels.
SIDE, LEAST, GAP = 480, 84, 5
#: Places on a line whose bend is measured.
STATIONS = 13
#: How far a line may bow, a share of the frame's width: two and a half pixels of 1280.
BOW = 0.002
#: How far an edge may turn or stretch, and how many of its pixels may do so all the same.
TURN, STRAYS = 0.3, 40
#: Points of edges that are looked at, at most.
POINTS = 16_000


@dataclass(frozen=True, slots=True)
class Lines:
    """What would be seen to bend, in any one unit: straight lines as n × 4 (x, y, x, y), edges' points as m × 2."""

    straight: Floats
    edges: Floats

    def on(self, size: tuple[int, int], corner: tuple[int, int]) -> Lines:
        """From shares of a picture to the pixels of a part of it that begins at `corner`."""
        wide, shift = np.array(size, np.float32), np.array(corner, np.float32)
        return Lines(self.straight * np.tile(wide, 2) - np.tile(shift, 2), self.edges * wide - shift)


def found(picture: Image) -> Lines:
    """The lines of a picture, in shares of its width and height."""
    height, width = picture.shape[:2]
    scale = SIDE / max(height, width)
    size = (max(2, round(width * scale)), max(2, round(height * scale)))
    small = cv2.GaussianBlur(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), (0, 0), 0.8)
    edges = cv2.Canny(small, 40, 110)
    seen = cv2.HoughLinesP(edges, 1, np.pi / 360, 48, minLineLength=LEAST, maxLineGap=GAP)
    straight = np.zeros((0, 4)) if seen is None else seen.reshape(-1, 4)
    points = np.argwhere(edges)[:, ::-1]
    points = points[:: 1 + len(points) // POINTS]
    return Lines(np.asarray(straight / np.tile(size, 2), np.float32), np.asarray(points / np.array(size), np.float32))


def borne(lines: Lines, geometry: Geometry, poses: Sequence[Pose]) -> float:
    """The share 0…1 of the relief at which no line bows and no edge turns too far at any of the poses."""
    bow = max((_bow(lines.straight, geometry, pose) for pose in poses), default=0.0)
    turn = max((_turn(lines.edges, geometry, pose) for pose in poses), default=0.0)
    return min(1.0, BOW * geometry.width / max(bow, 1e-6), TURN / max(turn, 1e-6))


def _bow(straight: Floats, geometry: Geometry, pose: Pose) -> float:
    """How far the worst line leaves its chord, in pixels of the frame."""
    if not len(straight):
        return 0.0
    along = np.linspace(0.0, 1.0, STATIONS, dtype=np.float32)[None]
    starts, ends = straight[:, :2, None], straight[:, 2:, None]
    places = starts * (1 - along) + ends * along
    x, y = shown_at(geometry, pose, *(np.ascontiguousarray(places[:, k]) for k in (0, 1)))
    across, down = x[:, -1:] - x[:, :1], y[:, -1:] - y[:, :1]
    off = (x - x[:, :1]) * down - (y - y[:, :1]) * across
    return float((np.abs(off) / np.maximum(np.hypot(across, down), 1.0)).max())


def _turn(edges: Floats, geometry: Geometry, pose: Pose) -> float:
    """How far the worst edges but STRAYS pixels turn or are drawn out of shape."""
    if len(edges) <= STRAYS:
        return 0.0
    step = np.float32(max(geometry.depth_scale))
    x, y = (np.ascontiguousarray(edges[:, k][None]) for k in (0, 1))
    here, right, below = (shown_at(geometry, pose, x + dx, y + dy) for dx, dy in ((0, 0), (step, 0), (0, step)))
    (a, c), (b, d) = ([(there[k] - here[k])[0] / step for k in (0, 1)] for there in (right, below))
    size = np.maximum(np.abs(a + d) / 2, 0.1)
    turned = (np.hypot(a - d, b + c) + np.abs(b - c)) / 2 / size
    return float(np.partition(turned, -STRAYS)[-STRAYS])
