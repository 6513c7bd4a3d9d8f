"""Where hands grip, and the simple shapes that tools are made of, in statures on the picture plane."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ..shape import Part, bgr, ellipse, line, vec
from .skeleton import Seen

LABEL = 60
WOOD, STEEL, DARK, ROPE, PAPER = bgr(0x8A5F3A), bgr(0xB4BCC4), bgr(0x2C2E34), bgr(0xC2A878), bgr(0xF0EBDD)
Spot = NDArray[np.float64]


def way_of(seen: Seen) -> float:
    return math.copysign(1.0, math.cos(seen.yaw))


def hand(seen: Seen, k: int = 0) -> Spot:
    """The grip of a hand, a little beyond the wrist."""
    elbow, wrist = seen.flat(seen.elbows[k]), seen.flat(seen.wrists[k])
    way = wrist - elbow
    spot: Spot = wrist + way / max(math.hypot(*way), 1e-6) * 0.04
    return spot


def between(seen: Seen) -> Spot:
    spot: Spot = (hand(seen, 0) + hand(seen, 1)) / 2
    return spot


def piece(points: NDArray[np.float64], colour: int, label: int = 0, glow: float = 0.0) -> Part:
    return Part((points,), bgr(colour), LABEL + label, glow=glow)


def stick(
    reach: float, behind: float, thick: float, colour: tuple[float, float, float], angle: float
) -> Callable[[Seen, float], list[Part]]:
    """A shaft through the near hand at an angle to the ground."""

    def draw(seen: Seen, t: float) -> list[Part]:
        del t
        grip, c = hand(seen), way_of(seen)
        way = vec(math.cos(angle) * c, math.sin(angle))
        return [line([grip - way * behind, grip + way * reach], thick, colour, LABEL)]

    return draw


def shaft(seen: Seen, past: float) -> tuple[Spot, Spot, Spot]:
    """Both hands on one shaft: near grip, its way towards the far hand, the end beyond it."""
    near, far = hand(seen, 0), hand(seen, 1)
    way = far - near
    way = way / max(math.hypot(*way), 1e-6) if math.hypot(*way) > 0.03 else vec(0.35 * way_of(seen), 0.94)
    return near, way, far + way * past


def steam(x: float, y: float, t: float, size: float = 1.0) -> list[Part]:
    """Wisps that rise and thin out."""
    parts = []
    for k in range(4):
        q = (t / 2.2 + k / 4) % 1.0
        spot = ellipse(x + size * (0.03 * math.sin(5 * q + 2 * k)), y + size * 0.24 * q, size * (0.016 + 0.035 * q))
        parts.append(Part((spot,), (0.93, 0.93, 0.93), 0, alpha=0.34 * (1 - q), glow=0.8))
    return parts
