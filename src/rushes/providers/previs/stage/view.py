"""A pin-hole camera over a set of plates: where each depth comes to lie in the frame at a moment of a move.

The camera can step sideways and up (`truck`, `crane`), go in (`push`), turn (`pan`, `tilt`), zoom and roll. Lengths are
pixels at the actors' plane.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from rushes.providers.previs.camera import pose
from rushes.providers.previs.picture import Floats
from rushes.providers.previs.scene import Camera

#: Set pixels painted beyond the frame on each side, as shares of its width and height.
MARGIN_X, MARGIN_Y = 0.16, 0.10
#: A plane that recedes: its disparity is base + across * x + down * y at set pixel (x, y).
Plane = tuple[float, float, float]


def ground_plane(horizon: float, line: float) -> Plane:
    """The ground: disparity 0 at the horizon's row, 1 at the actors' line."""
    return -horizon / (line - horizon), 0.0, 1 / (line - horizon)


def wall_plane(vanishing: float, edge: float) -> Plane:
    """A wall along the view: disparity 0 at the vanishing column, 1 at the column `edge`."""
    return -vanishing / (edge - vanishing), 1 / (edge - vanishing), 0.0


@dataclass(frozen=True, slots=True)
class View:
    """The camera at one moment."""

    width: int
    height: int
    #: The set's point the camera goes towards, set pixels.
    aim: tuple[float, float]
    #: Size of the set.
    set_size: tuple[int, int]
    truck: float = 0.0
    crane: float = 0.0
    #: Share of the way to the actors' plane.
    push: float = 0.0
    pan: float = 0.0
    tilt: float = 0.0
    zoom: float = 1.0
    #: Radians.
    roll: float = 0.0
    #: Horizontal motion blur, pixels.
    smear: float = 0.0
    #: 0 sharp far away … 1 sharp at the actors; None: everything is sharp.
    focus: float | None = None

    def sees(self, depth: float) -> bool:
        """Is that depth still before the camera?"""
        return 1 - self.push * depth > 0.22

    def matrix(self, depth: float, plane: Plane | None = None, drift: float = 0.0) -> Floats:
        """The 3 × 3 map from set pixels to frame pixels for a depth, or for a plane that recedes."""
        base, across, slope = (depth, 0.0, 0.0) if plane is None else plane
        aim_x, aim_y = self.aim
        # A step shifts by the disparity, base + across * x + slope * y; going in divides by 1 - push times it.
        step = np.array(
            [
                [1 - self.truck * across, -self.truck * slope, drift - self.truck * base - aim_x],
                [-self.crane * across, 1 - self.crane * slope, -self.crane * base - aim_y],
                [-self.push * across, -self.push * slope, 1 - self.push * base],
            ]
        )
        cos, sin = self.zoom * math.cos(self.roll), self.zoom * math.sin(self.roll)
        rest_x = aim_x - (self.set_size[0] - self.width) / 2
        rest_y = aim_y - (self.set_size[1] - self.height) / 2
        screen = np.array([[cos, -sin, rest_x - self.pan], [sin, cos, rest_y - self.tilt], [0, 0, 1]])
        whole = screen @ step
        if plane is None:
            whole = whole / whole[2, 2]
        return np.asarray(whole, np.float32)

    def place(self, x: float, y: float, depth: float) -> tuple[float, float, float]:
        """Where a set point at a depth falls in the frame, and how large a set pixel is there."""
        matrix = self.matrix(depth)
        return (
            float(matrix[0, 0] * x + matrix[0, 1] * y + matrix[0, 2]),
            float(matrix[1, 0] * x + matrix[1, 1] * y + matrix[1, 2]),
            self.zoom / (1 - self.push * depth),
        )


@dataclass(frozen=True, slots=True)
class Moment:
    """One frame's time and camera."""

    index: int
    seconds: float
    #: 0 … 1 over the shot.
    share: float
    view: View
    #: The light of a flash of lightning, 0 … 1.
    flash: float = 0.0


#: How much farther the camera may go through a painted set than through a photograph.
REACH = 1.45
#: The same for going in or out, and for going around.
DOLLY, AROUND = 1.5, 3.0
#: Growth at the actors' plane that a pull starts from, so that it never shows the paper's edge.
PULL_FROM = 1.26


@dataclass(frozen=True, slots=True)
class Operator:
    """Moves the camera through a shot along the path that `camera.pose` gives."""

    camera: Camera
    width: int
    height: int
    set_size: tuple[int, int]
    aim: tuple[float, float]
    #: Pixels at the actors' plane that the camera follows a walker, from start to end.
    follow: tuple[float, float] = (0.0, 0.0)
    zoom: float = 1.0
    seed: int = 0

    def view(self, share: float, seconds: float) -> View:
        """The camera at `share` (0 … 1) of the shot."""
        move = self.camera.move
        now, end = pose(self.camera, share, seconds, self.seed), pose(self.camera, 1.0, seconds, self.seed)
        off = 0.0 if move == "handheld" else 0.5
        x, y, pan, tilt, orbit = (
            (getattr(now, name) - off * getattr(end, name)) * REACH for name in ("x", "y", "pan", "tilt", "orbit")
        )
        if abs(self.follow[1] - self.follow[0]) > 0.4 * self.width:
            # Going along with somebody is the move itself.
            x = 0.0
        pan = min(max(pan, -0.13), 0.13) if move != "whip_pan" else pan / REACH * 0.85
        tilt = min(max(tilt, -0.085), 0.085)
        growth = (1 + DOLLY * now.dolly) * (PULL_FROM if move == "pull" else 1.0)
        return View(
            self.width,
            self.height,
            self.aim,
            self.set_size,
            truck=(x + AROUND * orbit) * self.width + self.follow[0] + (self.follow[1] - self.follow[0]) * share,
            crane=-y * self.height,
            push=1 - 1 / max(growth, 0.5),
            pan=(pan - AROUND * orbit) * self.width,
            tilt=-tilt * self.height,
            zoom=(1.36 / growth if move == "dolly_zoom" else 1.02 * now.zoom) * self.zoom,
            roll=now.roll,
            smear=now.smear * self.width,
            focus=now.focus if move == "rack_focus" else None,
        )
