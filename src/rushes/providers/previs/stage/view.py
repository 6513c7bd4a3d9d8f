"""A pin-hole camera over a set of plates: where each depth comes to lie in the frame at a moment of a move.

The camera can step sideways and up (`truck`, `crane`), go in (`push`), turn (`pan`, `tilt`), zoom and roll. Lengths are
pixels at the actors' plane.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.scene import Camera

#: Set pixels painted beyond the frame on each side, as shares of its width and height.
MARGIN_X, MARGIN_Y = 0.16, 0.10


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

    def matrix(self, depth: float, ground: tuple[float, float] | None = None, drift: float = 0.0) -> Floats:
        """The 3 × 3 map from set pixels to frame pixels for a depth or for the ground plane."""
        slope, base = 0.0, depth
        if ground is not None:
            horizon, line = ground
            slope = 1 / (line - horizon)
            base = -horizon * slope
        aim_x, aim_y = self.aim
        # Disparity is base + slope * y: the camera's step shifts by it, going in divides by 1 - push * disparity.
        step = np.array(
            [
                [1, -self.truck * slope, drift - self.truck * base - aim_x],
                [0, 1 - self.crane * slope, -self.crane * base - aim_y],
                [0, -self.push * slope, 1 - self.push * base],
            ]
        )
        cos, sin = self.zoom * math.cos(self.roll), self.zoom * math.sin(self.roll)
        rest_x = aim_x - (self.set_size[0] - self.width) / 2
        rest_y = aim_y - (self.set_size[1] - self.height) / 2
        screen = np.array([[cos, -sin, rest_x - self.pan], [sin, cos, rest_y - self.tilt], [0, 0, 1]])
        whole = screen @ step
        if ground is None:
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


@dataclass(frozen=True, slots=True)
class Operator:
    """Moves the camera through a shot."""

    camera: Camera
    width: int
    height: int
    set_size: tuple[int, int]
    aim: tuple[float, float]
    #: Pixels at the actors' plane that the camera follows a walker, from start to end.
    follow: tuple[float, float] = (0.0, 0.0)
    zoom: float = 1.0
    phase: float = field(default=0.0)

    def view(self, share: float, seconds: float) -> View:
        """The camera at `share` (0 … 1) of the shot."""
        eased = share * share * (3 - 2 * share) * 0.6 + share * 0.4
        numbers = self._move(eased, seconds)
        numbers["truck"] = numbers.get("truck", 0.0) + self.follow[0] + (self.follow[1] - self.follow[0]) * share
        numbers["zoom"] = numbers.get("zoom", 1.0) * self.zoom
        focus = None
        if self.camera.move == "rack_focus":
            focus = eased
        return View(self.width, self.height, self.aim, self.set_size, focus=focus, **numbers)

    def _move(self, t: float, seconds: float) -> dict[str, float]:
        amount, wide, high = self.camera.amount, self.width, self.height
        span = 2 * t - 1
        reach = min(wide, high * 16 / 9)
        match self.camera.move:
            case "push":
                return {"push": 0.17 * amount * t, "zoom": 1 + 0.03 * amount * t}
            case "pull":
                return {"push": 0.19 * amount * (1 - t), "zoom": 1 + 0.03 * amount * (1 - t)}
            case "pan_left" | "pan_right":
                sign = 1 if self.camera.move == "pan_right" else -1
                return {"pan": sign * 0.085 * reach * amount * span, "truck": sign * 0.03 * reach * amount * span, "zoom": 1.02}
            case "tilt_up" | "tilt_down":
                sign = -1 if self.camera.move == "tilt_up" else 1
                return {"tilt": sign * 0.075 * high * amount * span, "crane": sign * 0.02 * high * span * amount, "zoom": 1.03}
            case "truck_left" | "truck_right":
                sign = 1 if self.camera.move == "truck_right" else -1
                return {"truck": sign * 0.11 * reach * amount * span, "zoom": 1.02}
            case "crane_up" | "crane_down":
                sign = -1 if self.camera.move == "crane_up" else 1
                return {"crane": sign * 0.10 * high * amount * span, "tilt": -sign * 0.03 * high * span * amount, "zoom": 1.03}
            case "orbit":
                arc = math.sin(span * math.pi / 2)
                return {"truck": 0.13 * reach * amount * arc, "pan": -0.13 * reach * amount * arc * 0.75, "push": 0.05 * (1 - arc * arc), "zoom": 1.05}
            case "dolly_zoom":
                push = 0.24 * amount * t
                return {"push": push, "zoom": 1.28 * (1 - push) / (1 - 0.0)}
            case "whip_pan":
                return self._whip(t)
            case "handheld":
                return self._handheld(seconds, amount)
            case _:
                return {"push": 0.012 * t, "zoom": 1.005}

    def _whip(self, t: float) -> dict[str, float]:
        edge = min(1.0, t / 0.30)
        rest = 1 - (1 - edge) ** 3
        speed = 3 * (1 - edge) ** 2 / 0.30
        return {"pan": -0.9 * self.width * (1 - rest), "smear": 0.02 * self.width * speed, "push": 0.04 * t, "zoom": 1.02}

    def _handheld(self, seconds: float, amount: float) -> dict[str, float]:
        unit = min(self.width, self.height) / 720 * amount

        def drift(*terms: tuple[float, float]) -> float:
            return sum(size * math.sin(pace * seconds + self.phase * (1 + pace)) for size, pace in terms)

        return {
            "pan": unit * drift((7.0, 1.1), (3.2, 2.7), (1.1, 6.3)),
            "tilt": unit * drift((5.0, 1.5), (2.4, 3.3), (0.9, 7.1)),
            "truck": unit * drift((9.0, 0.7)),
            "roll": 0.0035 * amount * drift((1.0, 1.3), (0.4, 3.1)),
            "push": 0.02,
            "zoom": 1.045,
        }
