"""Heads: skull and face from any side, hair, hats.

Head units: 1 is chin to crown, x forward from the ear, y up from the chin. Colours and poses come from elsewhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ...picture import Colour
from ..shape import Part, Points, blend, ellipse, plot, ribbon, shade, smooth

_Y = np.array((0, 0.05, 0.12, 0.17, 0.21, 0.25, 0.29, 0.335, 0.375, 0.42, 0.50, 0.56, 0.63, 0.73, 0.83, 0.92, 1.0))
_FACE = np.array(
    (0.27, 0.345, 0.35, 0.328, 0.358, 0.345, 0.368, 0.362, 0.435, 0.418, 0.365, 0.338, 0.362, 0.355, 0.305, 0.18, 0.0)
)
_NAPE = np.array(
    (
        0.16,
        0.06,
        -0.02,
        -0.06,
        -0.11,
        -0.18,
        -0.26,
        -0.33,
        -0.37,
        -0.40,
        -0.44,
        -0.455,
        -0.465,
        -0.45,
        -0.37,
        -0.24,
        -0.06,
    )
)
_WIDE = np.array(
    (0.10, 0.17, 0.225, 0.25, 0.27, 0.29, 0.305, 0.32, 0.33, 0.34, 0.352, 0.36, 0.362, 0.35, 0.30, 0.20, 0.03)
)

#: Hair as an outline in profile, from the front and from behind, point by point the same lock.
_SIDE = plot(
    "0.345 0.76, 0.375 0.82, 0.375 0.91, 0.29 1.01, 0.12 1.07, -0.08 1.085, -0.30 1.02, "
    "-0.45 0.88, -0.515 0.68, -0.47 0.42, -0.31 0.24, -0.18 0.31, -0.09 0.46, 0.04 0.55, "
    "0.15 0.64, 0.25 0.74"
)
_FRONT = plot(
    "0.335 0.52, 0.39 0.56, 0.40 0.73, 0.345 0.91, 0.20 1.04, 0.0 1.08, -0.20 1.04, "
    "-0.345 0.91, -0.40 0.73, -0.39 0.56, -0.335 0.52, -0.31 0.66, -0.18 0.78, 0.02 0.83, "
    "0.19 0.80, 0.31 0.68"
)
_BACK = plot(
    "0.22 0.20, 0.36 0.40, 0.395 0.70, 0.345 0.91, 0.20 1.04, 0.0 1.08, -0.20 1.04, "
    "-0.345 0.91, -0.395 0.70, -0.36 0.40, -0.22 0.20, -0.15 0.16, -0.07 0.14, 0.0 0.14, "
    "0.08 0.14, 0.15 0.16"
)
#: A fuller cut to the jaw.
_BOB = plot(
    "0.36 0.70, 0.40 0.80, 0.40 0.93, 0.30 1.04, 0.12 1.11, -0.10 1.12, -0.34 1.04, "
    "-0.50 0.88, -0.57 0.62, -0.57 0.32, -0.44 0.10, -0.22 0.06, -0.03 0.12, 0.03 0.34, "
    "0.10 0.58, 0.24 0.72"
)
_BOB_FRONT = plot(
    "0.30 0.12, 0.45 0.16, 0.45 0.62, 0.38 0.92, 0.20 1.07, 0.0 1.11, -0.20 1.07, -0.38 0.92, "
    "-0.45 0.62, -0.45 0.16, -0.30 0.12, -0.31 0.52, -0.18 0.76, 0.06 0.84, 0.22 0.76, "
    "0.31 0.52"
)
_BOB_BACK = plot(
    "0.34 0.06, 0.46 0.20, 0.45 0.64, 0.38 0.92, 0.20 1.07, 0.0 1.11, -0.20 1.07, -0.38 0.92, "
    "-0.45 0.64, -0.46 0.20, -0.34 0.06, -0.22 0.03, -0.10 0.02, 0.0 0.02, 0.10 0.02, "
    "0.22 0.03"
)
#: What is left round an old man's bald crown.
_RIM = plot(
    "0.02 0.66, 0.03 0.70, 0.0 0.76, -0.10 0.80, -0.22 0.82, -0.34 0.82, -0.44 0.78, "
    "-0.50 0.70, -0.52 0.58, -0.47 0.38, -0.31 0.22, -0.18 0.28, -0.09 0.44, 0.0 0.50, "
    "0.04 0.56, 0.04 0.62"
)
_CUTS = {"short": (_SIDE, _FRONT, _BACK), "full": (_BOB, _BOB_FRONT, _BOB_BACK)}
_LABEL_FACE, _LABEL_HAIR = 4, 5


@dataclass(frozen=True, slots=True)
class Look:
    """A head's looks: hair is "short", "bob", "long", "bun", "tail", "bald"; hat is "" or a name of `hats`."""

    skin: Colour
    hair: Colour
    cut: str = "short"
    hat: str = ""
    hat_colour: Colour = (0.2, 0.2, 0.25)
    beard: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the head is: its ear-and-chin origin, size, tilt, and the side it shows."""

    x: float
    y: float
    size: float
    tilt: float
    yaw: float

    def put(self, points: Points) -> Points:
        """Head units to the picture."""
        c, s = math.cos(self.tilt) * self.size, math.sin(self.tilt) * self.size
        placed: Points = points @ np.array(((c, s), (-s, c))) + (self.x, self.y)
        return placed

    def spot(self, f: float, y: float, r: float) -> tuple[float, float, bool]:
        """A point on the head in head units seen from this side, and whether it is seen."""
        c, s = math.cos(self.yaw), math.sin(self.yaw)
        return f * c - r * s, y, f * s + r * c > -0.02


def sided(side: Points, front: Points, back: Points, yaw: float) -> Points:
    """An outline between its three views."""
    c, s = math.cos(yaw), math.sin(yaw)
    far = front if s >= 0 else back
    profile = side if c >= 0 else side * (-1, 1)
    mixed: Points = profile * (c * c) + far * (s * s)
    return mixed


def skull(yaw: float) -> Points:
    """The outline of a bald head."""
    c, s = math.cos(yaw), math.sin(yaw)
    right, left = (_FACE, _NAPE) if c >= 0 else (-_NAPE, -_FACE)
    x1 = right * c * c + _WIDE * s * s
    x0 = left * c * c - _WIDE * s * s
    return np.concatenate([np.column_stack([x1, _Y]), np.column_stack([x0, _Y])[::-1]])


def behind(head: Placed, look: Look, sway: float) -> list[Part]:
    """Hair that hangs down the back or gathers behind the head."""
    c, s = math.cos(head.yaw), math.sin(head.yaw)
    if look.cut == "long":
        wide = 0.24 * abs(c) + 0.46 * abs(s)
        line = [
            (-0.14 * c, 0.78),
            (-0.30 * c, 0.35),
            (-(0.36 + 0.2 * sway) * c, -0.15),
            (-(0.40 + 0.9 * sway) * c, -0.62),
        ]
        line.append((-(0.42 + 1.6 * sway) * c + 0.25 * sway * s, -0.98))
        radii = (wide * 0.9, wide * 1.02, wide * 1.0, wide * 0.82, wide * 0.28)
        return [Part((head.put(ribbon(line, radii)),), shade(look.hair, 0.88), _LABEL_HAIR)]
    if look.cut == "tail":
        line = [
            (-0.42 * c, 0.80),
            (-0.66 * c, 0.76),
            (-(0.78 + 0.5 * sway) * c, 0.40),
            (-(0.74 + 1.4 * sway) * c, -0.10),
        ]
        line.append((-(0.70 + 2.0 * sway) * c, -0.42))
        return [Part((head.put(ribbon(line, (0.07, 0.11, 0.15, 0.11, 0.02))),), shade(look.hair, 0.9), _LABEL_HAIR)]
    if look.cut == "bun":
        return [Part((head.put(ellipse(-0.50 * c, 0.86, 0.20, 0.19)),), shade(look.hair, 0.92), _LABEL_HAIR)]
    return []


def draw(head: Placed, look: Look) -> list[Part]:
    """Face, ear, features and hair, without what hangs behind."""
    parts = [Part((head.put(smooth(skull(head.yaw), 3)),), look.skin, _LABEL_FACE)]
    if math.sin(head.yaw) > -0.55:
        parts += _features(head, look)
    if look.beard:
        parts.append(_beard(head, look))
    x, y, seen = head.spot(-0.01, 0.45, math.copysign(0.34, math.cos(head.yaw)))
    if seen and look.cut in {"short", "bun", "tail", "bald", "fringe"}:
        turn = abs(math.cos(head.yaw))
        parts.append(Part((head.put(ellipse(x, y, 0.03 + 0.05 * turn, 0.105, 0.15)),), shade(look.skin, 0.86)))
    if look.cut == "fringe" and math.sin(head.yaw) > -0.3:
        parts += _sides(head, look)
    elif look.cut != "bald":
        shapes = _CUTS["full" if look.cut in {"bob", "long"} else "short"]
        parts.append(Part((head.put(smooth(sided(*shapes, head.yaw), 4)),), look.hair, _LABEL_HAIR))
    return parts


def _sides(head: Placed, look: Look) -> list[Part]:
    """Hair above the ears and round the nape; the crown is bare."""
    c, s = math.cos(head.yaw), abs(math.sin(head.yaw))
    parts = []
    if abs(c) > 0.35:
        shape = _RIM * (math.copysign(1.0, c), 1.0) * (0.55 + 0.45 * abs(c), 1.0) - (0.12 * s * math.copysign(1, c), 0)
        parts.append(Part((head.put(smooth(shape, 3)),), look.hair, _LABEL_HAIR))
    for side in (-1, 1):
        if s > 0.3:
            tuft = ellipse(side * 0.36 - 0.06 * c, 0.60, 0.075 * s, 0.17)
            parts.append(Part((head.put(tuft),), look.hair, _LABEL_HAIR))
    return parts


def _features(head: Placed, look: Look) -> list[Part]:
    dark = blend(look.skin, (0.08, 0.06, 0.06), 0.82)
    white = blend((0.93, 0.94, 0.95), look.skin, 0.15)
    lip = blend(look.skin, (0.25, 0.20, 0.60), 0.55)
    parts = []
    for r in (0.155, -0.155):
        x, y, seen = head.spot(0.315, 0.515, r)
        squeeze = max(0.25, abs(math.sin(head.yaw) - math.copysign(0.25, r) * math.cos(head.yaw)))
        if seen:
            parts.append(Part((head.put(ellipse(x, y, 0.082 * squeeze + 0.010, 0.048)),), white))
            parts.append(Part((head.put(ellipse(x + 0.012, y, 0.044 * squeeze + 0.012, 0.044)),), dark))
            brow = ellipse(x, y + 0.098, 0.095 * squeeze + 0.012, 0.021, 0.0)
            parts.append(Part((head.put(brow),), blend(look.skin, shade(look.hair, 0.8), 0.75)))
    x, y, _ = head.spot(0.335, 0.215, 0.0)
    wide = 0.045 + 0.065 * abs(math.sin(head.yaw))
    parts.append(Part((head.put(ellipse(x - 0.02 * math.cos(head.yaw), y + 0.018, wide, 0.024)),), lip))
    if math.sin(head.yaw) > 0.4:
        x, y, _ = head.spot(0.40, 0.355, 0.0)
        parts.append(Part((head.put(ellipse(x, y, 0.05, 0.022)),), shade(look.skin, 0.82)))
    return parts


def _beard(head: Placed, look: Look) -> Part:
    side = plot("0.33 0.27, 0.36 0.18, 0.385 0.04, 0.27 -0.10, 0.06 -0.02, -0.06 0.14, 0.0 0.40, 0.08 0.42, 0.16 0.26")
    front = plot(
        "0.20 0.30, 0.31 0.36, 0.26 0.06, 0.0 -0.10, -0.26 0.06, -0.31 0.36, -0.20 0.30, -0.08 0.28, 0.08 0.28"
    )
    return Part((head.put(smooth(sided(side, front, front * 0.8, head.yaw), 4)),), look.hair, _LABEL_HAIR)
