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
from rushes.providers.previs.picture import Floats, Image

#: Pixels of the frame per cell of the coarse grid.
CELL = 4
#: Cells high is a strip that is drawn at once.
STRIP = 16
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

    @property
    def plate(self) -> tuple[float, float]:
        """The plate's width and height."""
        rows, columns = self.depth.shape
        return columns * self.depth_scale[0], rows * self.depth_scale[1]


@dataclass(frozen=True, slots=True)
class Grid:
    """Source positions of a frame's cells, in the plate's pixels, with one cell more on every side."""

    x: Floats
    y: Floats

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of what is shown."""
        x, y = self.x, self.y
        return float(x[:, 1].min()), float(y[1].min()), float(x[:, -2].max()), float(y[-2].max())


def draw(plate: Image, geometry: Geometry, grid: Grid, detail: float = 1.0) -> Image:
    """The frame that the grid shows of a plate, which may be `detail` times as fine as the geometry's.

    Strip by strip, so that the maps stay in the processor's cache: whole ones cost twice the time at 1080p.
    """
    x, y = grid.x, grid.y
    if detail != 1.0:
        x, y = ((part + np.float32(0.5)) * np.float32(detail) - np.float32(0.5) for part in (x, y))
    height, width = geometry.height, geometry.width
    frame = np.empty((height, width, *plate.shape[2:]), plate.dtype)
    for first in range(0, y.shape[0] - 2, STRIP):
        cells = slice(first, first + STRIP + 2)
        strip = frame[first * CELL : (first + STRIP) * CELL]
        maps = [_fine(part[cells], strip.shape[0], width) for part in (x, y)]
        cv2.remap(plate, maps[0], maps[1], cv2.INTER_LINEAR, dst=strip, borderMode=cv2.BORDER_REFLECT_101)
    return frame


def _looked_up(geometry: Geometry, x: Floats, y: Floats) -> Floats:
    """The depth at positions on the plate."""
    scale_x, scale_y = (np.float32(scale) for scale in geometry.depth_scale)
    half = np.float32(0.5)
    depth = cv2.remap(
        geometry.depth,
        (x + half) / scale_x - half,
        (y + half) / scale_y - half,
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REFLECT,
    )
    return np.asarray(depth, np.float32)


def grid(geometry: Geometry, pose: Pose, lead: float = 1.0) -> Grid:
    """Where a frame's cells come from at a pose.

    `lead` is the extra zoom that keeps a travelling window inside of the picture.
    """
    width, height = geometry.width, geometry.height
    columns, rows = -(-width // CELL), -(-height // CELL)
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
        return Grid(x, y)
    subject = geometry.subject_depth
    # Begin as if all were the subject: where the sheet folds, the subject stays whole and the background goes under.
    depth = np.full_like(x, subject)
    for step in range(STEPS + 1):
        grown = np.float32(1.0) / (
            np.float32(1.0) + np.float32(pose.dolly / (FAR_DOLLY + subject)) * (depth + np.float32(FAR_DOLLY))
        )
        travel = np.float32(FAR_TRAVEL) + np.float32(1.0 - FAR_TRAVEL) * depth
        around = np.float32(pose.orbit * width) * (depth - np.float32(subject))
        relax = RELAX if step else np.float32(1.0)
        x += relax * (x0 * grown + to_x + turn_x + np.float32(pose.x * width) * travel + around - x)
        y += relax * (y0 * grown + to_y + turn_y - np.float32(pose.y * height) * travel - y)
        if step < STEPS:
            depth = _looked_up(geometry, x, y)
    return Grid(x, y)


def shown_at(geometry: Geometry, pose: Pose, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Where a pose shows places of the plate, in the frame's pixels: `grid` the other way round."""
    depth, subject = _looked_up(geometry, x, y), geometry.subject_depth
    to_x, to_y = geometry.towards
    grown = 1.0 / (1.0 + pose.dolly / (FAR_DOLLY + subject) * (depth + FAR_DOLLY))
    travel = FAR_TRAVEL + (1.0 - FAR_TRAVEL) * depth
    around = pose.orbit * geometry.width * (depth - subject)
    x0 = (x - to_x - pose.pan * geometry.width - pose.x * geometry.width * travel - around) / grown
    y0 = (y - to_y + pose.tilt * geometry.height + pose.y * geometry.height * travel) / grown
    cosine, sine = math.cos(pose.roll) * pose.zoom, math.sin(pose.roll) * pose.zoom
    across, down = x0 * cosine - y0 * sine, x0 * sine + y0 * cosine
    return (
        np.asarray(across - geometry.left + to_x, np.float32),
        np.asarray(down - geometry.top + to_y, np.float32),
    )


def sampled(values: Image, geometry: Geometry, grid: Grid) -> Image:
    """A soft plane of the plate, at any size, as the grid shows it, at half the frame's size."""
    half, size = CELL // 2, (-(-geometry.width // 2), -(-geometry.height // 2))
    rows, columns = grid.x.shape

    def looked_up(cells: Floats, scale: float) -> Floats:
        fine = cv2.resize(cells, (columns * half, rows * half), interpolation=cv2.INTER_LINEAR)
        part = fine[half : half + size[1], half : half + size[0]]
        return np.asarray((part + np.float32(0.5)) * np.float32(scale) - np.float32(0.5), np.float32)

    x, y = (
        looked_up(grid.x, values.shape[1] / geometry.plate[0]),
        looked_up(grid.y, values.shape[0] / geometry.plate[1]),
    )
    return np.asarray(cv2.remap(values, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101), np.uint8)


def _centres(cells: int) -> Floats:
    """The frame's pixel at the centre of each cell, and of one more at either end."""
    return np.asarray((np.arange(-1, cells + 1) + 0.5) * CELL - 0.5, np.float32)


def _fine(coarse: Floats, height: int, width: int) -> Floats:
    rows, columns = coarse.shape
    whole = cv2.resize(coarse, (columns * CELL, rows * CELL), interpolation=cv2.INTER_LINEAR)
    return np.asarray(whole[CELL : CELL + height, CELL : CELL + width], np.float32)
