"""The rubber sheet: where each pixel of a frame comes from in the photograph, for a pose of the camera.

Inverse maps with a few relaxed fixed-point look-ups of the depth, built on a coarse grid (depth is smooth) and
read at full size, so that there are no holes and no cut-out's halo. Which pose when is the matter of `moving`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from rushes.providers.previs.camera import Pose
from rushes.providers.previs.picture import Floats

#: Pixels of the frame per cell of the coarse grid.
CELL = 4
#: How much the far still answers to travel and to a dolly, against the subject.
FAR_TRAVEL, FAR_DOLLY = 0.15, 0.45

#: Look-ups of the depth, and how far each goes towards what it finds: a plain fixed point diverges where the sheet
#: is stretched by more than half.
STEPS, RELAX = 4, np.float32(0.6)


@dataclass(frozen=True, slots=True)
class Geometry:
    """Where the frame lies on the plate, in the plate's pixels, and what the sheet is made of."""

    width: int
    height: int
    #: The window's corner at the identity pose.
    left: float
    top: float
    #: What a dolly and a zoom run towards, in the plate's pixels.
    towards: tuple[float, float]
    #: The depth of the plate, at any size, and of the subject.
    depth: Floats
    subject_depth: float
    #: The plate's pixels per pixel of `depth`.
    depth_scale: tuple[float, float]


def maps(geometry: Geometry, pose: Pose, lead: float = 1.0) -> tuple[Floats, Floats]:
    """Map of x and map of y for cv2.remap on the plate, each height × width.

    `lead` is the extra zoom that keeps a travelling window inside of the picture.
    """
    columns, rows = -(-geometry.width // CELL), -(-geometry.height // CELL)
    x, y = _coarse(geometry, pose, lead, columns, rows)
    return _fine(x, geometry, columns, rows), _fine(y, geometry, columns, rows)


def extent(geometry: Geometry, pose: Pose, lead: float = 1.0) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what the pose shows, in the plate's pixels."""
    columns, rows = -(-geometry.width // CELL), -(-geometry.height // CELL)
    x, y = _coarse(geometry, pose, lead, columns, rows)
    return float(x[:, 1].min()), float(y[1].min()), float(x[:, -2].max()), float(y[-2].max())


def _coarse(geometry: Geometry, pose: Pose, lead: float, columns: int, rows: int) -> tuple[Floats, Floats]:
    """Source positions of the grid's cells, one cell more on every side, so that reading between them is exact."""
    width, height = geometry.width, geometry.height
    to_x, to_y = (np.float32(side) for side in geometry.towards)
    scale = np.float32(1.0 / (pose.zoom * lead))
    across = (_centres(columns) + np.float32(geometry.left) - to_x) * scale
    down = (_centres(rows) + np.float32(geometry.top) - to_y) * scale
    cosine, sine = np.float32(math.cos(pose.roll)), np.float32(math.sin(pose.roll))
    x0 = across[None] * cosine + down[:, None] * sine
    y0 = down[:, None] * cosine - across[None] * sine
    turn_x, turn_y = np.float32(pose.pan * width), np.float32(-pose.tilt * height)
    x, y = x0 + to_x + turn_x, y0 + to_y + turn_y
    if pose.x == pose.y == pose.dolly == pose.orbit == 0.0:
        return x, y
    depth_x, depth_y = geometry.depth_scale
    subject = geometry.subject_depth
    for _ in range(STEPS):
        depth = cv2.remap(
            geometry.depth,
            (x + np.float32(0.5)) / np.float32(depth_x) - np.float32(0.5),
            (y + np.float32(0.5)) / np.float32(depth_y) - np.float32(0.5),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REFLECT,
        )
        grown = np.float32(1.0) / (
            np.float32(1.0) + np.float32(pose.dolly / (FAR_DOLLY + subject)) * (depth + np.float32(FAR_DOLLY))
        )
        travel = np.float32(FAR_TRAVEL) + np.float32(1.0 - FAR_TRAVEL) * depth
        around = np.float32(pose.orbit * width) * (depth - np.float32(subject))
        x += RELAX * (x0 * grown + to_x + turn_x + np.float32(pose.x * width) * travel + around - x)
        y += RELAX * (y0 * grown + to_y + turn_y - np.float32(pose.y * height) * travel - y)
    return x, y


def _centres(cells: int) -> Floats:
    """The frame's pixel at the centre of each cell, and of one more at either end."""
    return np.asarray((np.arange(-1, cells + 1) + 0.5) * CELL - 0.5, np.float32)


def _fine(coarse: Floats, geometry: Geometry, columns: int, rows: int) -> Floats:
    size = ((columns + 2) * CELL, (rows + 2) * CELL)
    whole = cv2.resize(coarse, size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(whole[CELL : CELL + geometry.height, CELL : CELL + geometry.width], np.float32)
