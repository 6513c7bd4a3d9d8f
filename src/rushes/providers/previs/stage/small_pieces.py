"""Small set pieces: tent, campfire, cottage, column, lanterns; the great ones are in `pieces`."""

from __future__ import annotations

import math

import numpy as np

from rushes.providers.previs.picture import Colour
from rushes.providers.previs.stage.drawing import SNOW, Drawing
from rushes.providers.previs.stage.noise import Rng
from rushes.providers.previs.stage.palette import rgb

STONE, DARK_STONE, WOOD, WHITE, RED = (rgb(word) for word in ("9c9488", "5f5a58", "6b4a32", "e6dfd2", "b0453a"))

#: How often a column is broken.
BROKEN = 0.45


def tower(
    draw: Drawing, x: float, foot: float, top: float, low_half: float, top_half: float, colour: Colour, side: int
) -> None:
    """A round tower: dark on one flank, light on the other."""
    strips = 9
    for n in range(strips):
        a, b = -1 + 2 * n / strips, -1 + 2 * (n + 1.05) / strips
        light = 0.20 + 0.62 * max(0.0, math.cos((((a + b) / 2) * side - 0.55) * 1.45))
        draw.fill(
            [(x + a * top_half, top), (x + b * top_half, top), (x + b * low_half, foot), (x + a * low_half, foot)],
            colour,
            light,
        )


def tent(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A ridge tent with a light in it."""
    w = height * 0.85
    apex = (x - side * w * 0.10, foot - height)
    draw.fill([(x - w, foot), apex, (x + w * 0.95, foot)], rgb("d98a3d"), 0.50, 0.30)
    draw.fill([apex, (x + side * w * 0.95, foot), (x + side * w * 0.30, foot)], rgb("c06a2c"), 0.75, 0.18)
    draw.fill([apex, (x - side * w * 0.42, foot), (x - side * w * 0.02, foot)], rgb("3a2418"), 0.2, 0.75)
    draw.fill(
        [
            (apex[0] - 1, apex[1] - height * 0.05),
            (apex[0] + 1, apex[1] - height * 0.05),
            (apex[0] + 1, foot),
            (apex[0] - 1, foot),
        ],
        WOOD,
        0.4,
    )


def campfire(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """Crossed logs and flames."""
    for lean in (-1, 1):
        draw.fill(
            [
                (x - lean * height * 0.42, foot),
                (x - lean * height * 0.36, foot - height * 0.10),
                (x + lean * height * 0.40, foot - height * 0.02),
                (x + lean * height * 0.38, foot + height * 0.05),
            ],
            WOOD,
            0.3,
        )
    for size, colour, glow in ((1.0, "ff6a1f", 0.70), (0.74, "ffa02f", 0.90), (0.46, "fff0b0", 1.0)):
        for tongue, tall in ((-0.26, 0.50), (0.22, 0.62), (0.0, 1.0)):
            high, half = height * size * tall, height * 0.20 * size
            bx, bend = x + tongue * height * size, height * size * (0.10 * rng.random() - 0.05 + tongue * 0.25)
            t = np.linspace(0, 1, 12)
            swell = half * np.sin(np.pi * np.clip(t * 0.86 + 0.14, 0, 1)) ** 0.8 * (1 - t) ** 0.35
            sway = bend * t**1.5 + half * 0.35 * np.sin(t * 5)
            left = [(bx + sway[k] - swell[k], foot - high * t[k]) for k in range(12)]
            right = [(bx + sway[k] + swell[k], foot - high * t[k]) for k in range(12)]
            draw.fill([*left, *right[::-1]], rgb(colour), 1.0, glow)


def column(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A fluted column, whole or broken."""
    half = height * 0.075
    broken = rng.random() < BROKEN
    top = foot - height * (0.45 + 0.35 * rng.random() if broken else 0.92)
    draw.box(x - half * 1.6, foot - height * 0.06, half * 3.2, height * 0.07, STONE, 0.5)
    tower(draw, x, foot - height * 0.05, top, half, half * 0.86, rgb("c9bda6"), side)
    for n in range(4):
        px = x - half * 0.7 + n * half * 0.47
        draw.box(px, top + 2, max(1.0, half * 0.10), foot - height * 0.07 - top, DARK_STONE, 0.25)
    if broken:
        draw.fill(
            [
                (x - half, top + 2),
                (x - half * 0.3, top - height * 0.05),
                (x + half * 0.2, top - height * 0.01),
                (x + half, top + 2),
            ],
            rgb("c9bda6"),
            0.6,
        )
    else:
        draw.box(x - half * 1.5, top - height * 0.05, half * 3.0, height * 0.055, rgb("c9bda6"), 0.65)


def lanterns(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """Paper lanterns that float in the air."""
    for _ in range(11):
        px, py = x + (rng.random() - 0.5) * height * 4.2, foot - height * (0.35 + 1.5 * rng.random())
        size = height * (0.045 + 0.07 * rng.random())
        draw.fill(
            [
                (px - size * 0.62, py - size),
                (px + size * 0.62, py - size),
                (px + size * 0.80, py + size * 0.3),
                (px + size * 0.5, py + size),
                (px - size * 0.5, py + size),
                (px - size * 0.80, py + size * 0.3),
            ],
            rgb("ff9a3c"),
            1.0,
            0.80,
        )
        draw.round(px, py + size * 0.5, size * 0.40, size * 0.42, rgb("fff0b8"), 1.0, 1.0)


def house(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A gabled cottage with a chimney and lit windows."""
    walls = (rgb("e2d3b8"), rgb("c9b093"), rgb("b98f74"), rgb("d5d8d2"))
    roofs = (rgb("8a4a38"), rgb("5e5a5e"), rgb("74503a"))
    wall, roof = walls[int(rng.integers(0, 4))], roofs[int(rng.integers(0, 3))]
    if draw.snowed:
        roof = SNOW
    w, eave, ridge = height * 0.58, foot - height * 0.50, foot - height * 0.92
    draw.box(
        x + side * w * 0.35 - height * 0.05, ridge - height * 0.08, height * 0.10, height * 0.30, rgb("7d5a4c"), 0.5
    )
    draw.box(x - w, eave, 2 * w, foot - eave, wall, 0.50)
    draw.fill(
        [(x - w, eave), (x - w * 0.35 * side - w * 0.3, ridge), (x + w * 0.3 - w * 0.35 * side, ridge), (x + w, eave)],
        roof,
        0.5,
    )
    gable = x - side * w * 0.48
    draw.fill(
        [
            (gable - w * 0.50, foot),
            (gable - w * 0.50, eave),
            (gable, ridge + height * 0.03),
            (gable + w * 0.50, eave),
            (gable + w * 0.50, foot),
        ],
        wall,
        0.34,
    )
    draw.fill(
        [(gable - w * 0.62, eave + height * 0.05), (gable, ridge - height * 0.03), (gable, ridge + height * 0.06)],
        roof,
        0.40,
    )
    draw.fill(
        [(gable + w * 0.62, eave + height * 0.05), (gable, ridge - height * 0.03), (gable, ridge + height * 0.06)],
        roof,
        0.70,
    )
    draw.box(gable - w * 0.12, foot - height * 0.26, w * 0.24, height * 0.26, WOOD, 0.4)
    for px, py in (
        (gable, eave + height * 0.01),
        (x + side * w * 0.30, foot - height * 0.34),
        (x + side * w * 0.72, foot - height * 0.34),
    ):
        draw.box(px - w * 0.11, py - height * 0.01, w * 0.22, height * 0.15, rgb("f0e6d2"), 0.6)
        draw.box(px - w * 0.09, py, w * 0.18, height * 0.13, rgb("39424f"), 0.4, 0.9)


def white_house(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A whitewashed cube or two with a blue door, now and then under a blue dome."""
    white, blue = rgb("f2efe8"), rgb("2f6cb0")
    for step, (off, tall, wide) in enumerate(((-0.30 * side, 0.78, 0.62), (0.28 * side, 0.56, 0.70))):
        w, h, cx = wide * height, tall * height, x + off * height
        if step == 0 and rng.random() < 0.45:
            draw.round(cx, foot - h, 0.34 * w, 0.30 * w, blue, 0.55)
        draw.box(cx - w / 2, foot - h, w, h, white, 0.52 + 0.10 * step)
        # The side away from the sun.
        draw.box(cx - w / 2 if side > 0 else cx + 0.30 * w, foot - h, 0.20 * w, h, white, 0.30)
        draw.box(cx - 0.52 * w, foot - h - 0.02 * height, 1.04 * w, 0.035 * height, white, 0.72)
        draw.box(cx + side * 0.16 * w, foot - 0.70 * h, 0.16 * w, 0.20 * h, blue, 0.5, 0.5)
        draw.box(cx - 0.12 * w, foot - 0.34 * height, 0.18 * w, 0.34 * height, blue, 0.42)
