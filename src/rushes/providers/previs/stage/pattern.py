"""Patterns of walls, floors and roofs: what is painted at a place along a hall, with its light and its own glow.

How a pattern is laid into perspective is `places.hall`'s matter, which kinds there are `places.halls`'.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rushes.providers.previs.picture import Colour, Floats
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.noise import mix, smooth
from rushes.providers.previs.stage.palette import rgb

#: Length of a bay along the hall, in eye heights.
BAY = 2.4


@dataclass(slots=True)
class Lit:
    """What a pattern shows in each pixel."""

    colour: Floats
    #: How much daylight and how much lamplight falls there.
    light: Floats
    lamp: Floats
    #: Glass through which the outside is seen, and what shines by itself.
    pane: Floats
    glow: Floats
    cover: Floats


Pattern = Callable[[Easel, Floats, Floats, int], Lit]


def plain(shape: Floats, colour: object, light: float = 0.6, lamp: float = 0.5) -> Lit:
    """A bare surface."""
    body = np.broadcast_to(np.asarray(colour, np.float32), (*shape.shape, 3)).copy()
    zero = np.zeros_like(shape)
    return Lit(body, zero + light, zero + lamp, zero, np.zeros_like(body), zero + 1)


def lay(lit: Lit, where: Floats, colour: object, light: float | None = None) -> None:
    """Paint over a part."""
    lit.colour = mix(lit.colour, np.asarray(colour, np.float32), where[..., None])
    if light is not None:
        lit.light = mix(lit.light, light, where)
        lit.lamp = mix(lit.lamp, light, where)


def shine(lit: Lit, where: Floats, colour: Colour, strength: float = 1.0) -> None:
    """Let a part shine."""
    lit.glow = np.maximum(lit.glow, where[..., None] * np.asarray(colour, np.float32) * strength)


def chance(i: Floats, j: Floats | float = 0.0) -> Floats:
    """A number in 0 … 1 for each cell."""
    return np.asarray(np.mod(np.sin(i * 12.9898 + j * 78.233) * 43758.5453, 1.0), np.float32)


def band(x: Floats, low: float | Floats, high: float | Floats, soft: float = 0.02) -> Floats:
    """1 between two values."""
    return np.asarray(np.clip((x - low) / soft, 0, 1) * np.clip((high - x) / soft, 0, 1), np.float32)


def bays(along: Floats, length: float = BAY) -> tuple[Floats, Floats]:
    """Where in its bay each pixel is, -0.5 … 0.5 from the middle, and the bay's number."""
    share = along / length
    return np.asarray(np.mod(share, 1) - 0.5, np.float32), np.asarray(np.floor(share), np.float32)


def arch(x: Floats, up: Floats, half: float, spring: float, rise: float, pointed: float = 1.0) -> Floats:
    """An opening with straight sides to `spring` and an arch of height `rise` over it."""
    side = np.clip(np.abs(x) / half, 0, 1)
    top = spring + rise * (np.sqrt(np.clip(1 - side**2, 0, 1)) * (1 - 0.5 * pointed) + 0.5 * pointed * (1 - side))
    return np.asarray(band(np.abs(x), -1, half, 0.012) * smooth(0.02, -0.02, up - top), np.float32)


def slabs(lit: Lit, along: Floats, across: Floats, size: float, joint: object, tone: float = 0.10) -> None:
    """Joints and uneven tones of paving."""
    u, v = along / size, across * 2.6 / size
    cell = chance(np.floor(u), np.floor(v))
    lit.colour = np.asarray(lit.colour * (1 - tone / 2 + tone * cell)[..., None], np.float32)
    away = np.minimum(np.minimum(np.mod(u, 1), 1 - np.mod(u, 1)), np.minimum(np.mod(v, 1), 1 - np.mod(v, 1)))
    lay(lit, smooth(0.035, 0.0, away) * smooth(9.0, 3.0, along), joint)


def pools(lit: Lit, along: Floats, across: Floats, side: float, strength: float) -> None:
    """Windows' light that lies on a floor in each bay."""
    x, _ = bays(along - 0.5 * across)
    pool = band(np.abs(x), -1, 0.24, 0.06) * band(across * side, -0.55, 0.75, 0.25)
    lit.light = np.asarray(lit.light + strength * pool, np.float32)


def strips(
    lit: Lit, along: Floats, across: Floats, colour: str, rows: tuple[float, ...], strength: float = 1.0
) -> None:
    """Lamps in a ceiling."""
    x, _ = bays(along)
    for row in rows:
        shine(lit, band(np.abs(x), -1, 0.30) * band(np.abs(across - row), -1, 0.045, 0.01), rgb(colour), strength)
    lit.lamp = np.asarray(lit.lamp + 0.25 * np.exp(-((x / 0.3) ** 2)), np.float32)


def stone(shape: Floats, along: Floats, up: Floats, colour: str, course: float = 0.42) -> Lit:
    lit = plain(shape, rgb(colour), 0.5)
    row = np.floor(up / course)
    cell = chance(np.floor(along / 0.9 + 0.5 * np.mod(row, 2)), row)
    lit.colour = np.asarray(lit.colour * (0.93 + 0.12 * cell)[..., None], np.float32)
    seam = smooth(0.05, 0.0, np.mod(up / course, 1)) * smooth(8.0, 3.0, along)
    lit.colour = np.asarray(lit.colour * (1 - 0.16 * seam)[..., None], np.float32)
    return lit


def near_line(x: Floats, half: float) -> Floats:
    """1 within `half` of a whole number."""
    return np.asarray(smooth(half, 0.6 * half, np.minimum(np.mod(x, 1), 1 - np.mod(x, 1))), np.float32)
