"""Set pieces that people put up: fence, bench, table, chair, flags, stalls, crates, boats, church, tower, well."""

from __future__ import annotations

import itertools
import math

import numpy as np

from rushes.providers.previs.stage.drawing import SNOW, Drawing
from rushes.providers.previs.stage.noise import Rng
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.small_pieces import DARK_STONE, RED, STONE, WHITE, WOOD, tower

CLOTHS = tuple(rgb(word) for word in ("c2453a", "3f6fae", "e0b040", "4f8a5a", "8a5aa8", "e9e0d0"))
GOODS = tuple(rgb(word) for word in ("d9622f", "e0b83a", "6f9a3e", "b5383a", "8a5a9a"))


def fence(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """Posts and two rails."""
    span = height * 9
    for rail in (0.80, 0.42):
        draw.box(x - span / 2, foot - height * rail, span, height * 0.11, WOOD, 0.62)
    for post in np.linspace(-0.5, 0.5, 9):
        at = x + post * span + height * 0.05 * rng.normal()
        draw.box(
            at - height * 0.06, foot - height * (0.95 + 0.08 * rng.random()), height * 0.12, height * 1.02, WOOD, 0.45
        )


def bench(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A park bench seen from before."""
    wide = height * 2.0
    for leg in (-0.42, 0.42):
        draw.box(
            x + leg * wide - height * 0.035, foot - height * 0.95, height * 0.07, height * 0.95, rgb("2f3236"), 0.35
        )
    for slat in (0.96, 0.80, 0.64):
        draw.box(x - wide / 2, foot - height * slat, wide, height * 0.11, rgb("8a5c36"), 0.66)
    draw.box(x - wide / 2, foot - height * 0.48, wide, height * 0.10, rgb("9a6a40"), 0.8)
    draw.box(x - wide / 2, foot - height * 0.38, wide, height * 0.05, rgb("6b4428"), 0.35)


def table(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A plain table with a jug and a bowl."""
    wide = height * 1.7
    for leg in (-0.44, 0.40):
        draw.box(x + leg * wide, foot - height * 0.95, height * 0.09, height * 0.95, WOOD, 0.4)
    draw.box(x - wide * 0.52, foot - height, wide * 1.04, height * 0.10, rgb("8a5c36"), 0.75)
    draw.box(x - wide * 0.46, foot - height * 0.90, wide * 0.92, height * 0.10, WOOD, 0.35)
    draw.pillow(x - wide * 0.25, foot - height * 1.34, height * 0.20, height * 0.34, rgb("c8d0d4"), 0.6)
    draw.round(x + wide * 0.18, foot - height * 1.06, height * 0.20, height * 0.09, rgb("b5653a"), 0.6)


def chair(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A wooden chair in profile."""
    half = height * 0.24
    for leg in (-1, 0.86):
        draw.box(x + leg * half, foot - height * 0.48, height * 0.06, height * 0.48, WOOD, 0.4)
    draw.box(x - half * 1.08, foot - height * 0.52, half * 2.2, height * 0.07, rgb("9a6a40"), 0.75)
    back = x - half if side > 0 else x + half * 0.86
    draw.box(back, foot - height, height * 0.06, height * 0.5, WOOD, 0.5)
    draw.box(back - height * 0.02, foot - height, height * 0.10, height * 0.08, rgb("9a6a40"), 0.7)


def flags(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A pole with a flag in the wind, and a line of small ones."""
    half = height * 0.008
    draw.box(x - half, foot - height, 2 * half, height, rgb("c9c4ba"), 0.6)
    cloth = CLOTHS[int(rng.integers(0, 5))]
    waves = np.linspace(0, 1, 15)
    top = [(x + side * height * 0.34 * s, foot - height * (0.98 + 0.025 * math.sin(6.5 * s) * s)) for s in waves]
    low = [(px, py + height * 0.20) for px, py in top]
    for part in range(14):
        light = 0.45 + 0.30 * math.cos(6.5 * waves[part])
        draw.fill([top[part], top[part + 1], low[part + 1], low[part]], cloth, light)
    for number in range(9):
        s = number / 9
        px, py = x - side * height * 1.1 * s, foot - height * (0.62 - 0.30 * s * (1 - s) * 2)
        draw.fill(
            [(px, py), (px - side * height * 0.09, py), (px - side * height * 0.045, py + height * 0.11)],
            CLOTHS[number % 6],
            0.65,
        )


def stalls(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """Three market stalls with striped awnings, heaped goods and a bulb each."""
    wide = height * 0.92
    for number in (-1, 0, 1):
        at, hue = x + number * wide * 1.12, CLOTHS[int(rng.integers(0, 5))]
        for post in (-0.46, 0.43):
            draw.box(at + post * wide, foot - height * 0.82, wide * 0.03, height * 0.82, WOOD, 0.4)
        draw.box(at - wide * 0.44, foot - height * 0.80, wide * 0.88, height * 0.44, rgb("4a3a30"), 0.3, 0.16)
        for strip in range(8):
            left = at - wide * 0.52 + strip * wide * 1.04 / 8
            tone = hue if strip % 2 == 0 else WHITE
            draw.fill(
                [
                    (left + wide * 0.03, foot - height),
                    (left + wide * 0.13, foot - height),
                    (left + wide * 0.135, foot - height * 0.76),
                    (left, foot - height * 0.76),
                ],
                tone,
                0.62,
            )
        draw.box(at - wide * 0.50, foot - height * 0.36, wide, height * 0.36, rgb("7a5434"), 0.5)
        for heap in range(4):
            goods = GOODS[int(rng.integers(0, 5))]
            for _ in range(9):
                px = at - wide * 0.44 + heap * wide * 0.235 + wide * 0.16 * rng.random()
                draw.round(px, foot - height * (0.37 + 0.06 * rng.random()), wide * 0.035, wide * 0.035, goods, 0.65)
        draw.round(at, foot - height * 0.70, wide * 0.035, wide * 0.045, rgb("fff0c0"), 1.0, 1.0)


def crates(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """Stacked crates and two barrels."""
    size = height * 0.5
    for cx, cy in ((-1.05, 0), (0.0, 0), (-0.5, 1)):
        left, top = x + cx * size, foot - (cy + 1) * size
        draw.box(left, top, size * 0.98, size * 0.98, rgb("9a7448"), 0.6)
        for slat in (0.30, 0.63):
            draw.box(left, top + slat * size, size * 0.98, size * 0.035, rgb("5a4028"), 0.3)
        draw.box(left, top, size * 0.10, size * 0.98, rgb("7a5834"), 0.45)
        draw.box(left + size * 0.88, top, size * 0.10, size * 0.98, rgb("7a5834"), 0.45)
    for number in (1.35, 2.05):
        at = x + number * size
        tower(draw, at, foot, foot - size * 1.25, size * 0.30, size * 0.30, rgb("8a5a34"), side)
        for hoop in (0.2, 1.0):
            draw.box(at - size * 0.31, foot - size * (hoop + 0.1), size * 0.62, size * 0.07, rgb("4a4a4c"), 0.5)


def boats(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """Two small boats that lie at their moorings."""
    for share, size in ((-1.1, 0.8), (0.75, 1.0)):
        at, tall = x + share * height, height * size
        hull = CLOTHS[int(rng.integers(0, 6))]
        draw.fill(
            [
                (at - tall * 0.72, foot - tall * 0.24),
                (at + tall * 0.78, foot - tall * 0.30),
                (at + tall * 0.52, foot + tall * 0.02),
                (at - tall * 0.58, foot + tall * 0.02),
            ],
            hull,
            0.5,
        )
        draw.box(at - tall * 0.66, foot - tall * 0.26, tall * 1.40, tall * 0.045, WHITE, 0.75)
        draw.box(at - tall * 0.34, foot - tall * 0.50, tall * 0.42, tall * 0.26, WHITE, 0.6)
        draw.box(at - tall * 0.28, foot - tall * 0.45, tall * 0.28, tall * 0.11, rgb("35424c"), 0.5, 0.5)
        draw.box(at + tall * 0.16, foot - tall, tall * 0.025, tall * 0.75, WOOD, 0.5)


def church(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A nave with a steeple and a clock."""
    half, nave = height * 0.10, x + side * height * 0.30
    draw.box(nave - height * 0.26, foot - height * 0.34, height * 0.52, height * 0.34, rgb("dcd2c0"), 0.55)
    draw.fill(
        [
            (nave - height * 0.30, foot - height * 0.33),
            (nave - height * 0.20, foot - height * 0.52),
            (nave + height * 0.22, foot - height * 0.52),
            (nave + height * 0.30, foot - height * 0.33),
        ],
        rgb("6a4a40"),
        0.5,
    )
    for bay in (-0.16, 0.0, 0.16):
        px = nave + bay * height
        draw.box(px - height * 0.025, foot - height * 0.26, height * 0.05, height * 0.17, rgb("3a3f4a"), 0.4, 0.8)
        draw.round(px, foot - height * 0.26, height * 0.025, height * 0.03, rgb("3a3f4a"), 0.4, 0.8)
    tower(draw, x, foot, foot - height * 0.64, half, half, rgb("e2d8c6"), side)
    draw.fill(
        [(x - half * 1.15, foot - height * 0.63), (x, foot - height), (x + half * 1.15, foot - height * 0.63)],
        rgb("5c5660"),
        0.5,
    )
    draw.round(x, foot - height * 0.53, half * 0.55, half * 0.55, WHITE, 0.8, 0.5)
    draw.box(x - half * 0.05, foot - height * 0.57, half * 0.10, height * 0.04, rgb("2a2a2c"), 0.2)
    draw.box(x - half * 0.3, foot - height * 0.12, half * 0.6, height * 0.12, WOOD, 0.35)


def clock_tower(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A tall stone tower with a lit dial."""
    half = height * 0.075
    tower(draw, x, foot, foot - height * 0.72, half, half * 0.95, rgb("c0a582"), side)
    draw.box(x - half * 1.2, foot - height * 0.74, half * 2.4, height * 0.03, STONE, 0.7)
    tower(draw, x, foot - height * 0.73, foot - height * 0.88, half * 1.05, half * 1.05, rgb("c8b090"), side)
    draw.round(x, foot - height * 0.805, half * 0.72, half * 0.72, rgb("fbf0d0"), 0.9, 0.9)
    draw.box(x - half * 0.05, foot - height * 0.845, half * 0.1, half * 0.6, rgb("2a2622"), 0.1)
    draw.box(x, foot - height * 0.808, half * 0.42, half * 0.1, rgb("2a2622"), 0.1)
    draw.fill(
        [(x - half * 1.2, foot - height * 0.88), (x, foot - height), (x + half * 1.2, foot - height * 0.88)],
        rgb("4f5a66"),
        0.5,
    )


def well(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A stone well with a roof and a bucket."""
    tower(draw, x, foot, foot - height * 0.38, height * 0.30, height * 0.30, STONE, side)
    draw.round(x, foot - height * 0.38, height * 0.30, height * 0.07, rgb("2a2a2e"), 0.2)
    for post in (-0.27, 0.24):
        draw.box(x + post * height, foot - height * 0.86, height * 0.04, height * 0.5, WOOD, 0.45)
    draw.fill(
        [(x - height * 0.42, foot - height * 0.78), (x, foot - height), (x + height * 0.42, foot - height * 0.78)],
        rgb("8a4a38"),
        0.6,
    )
    draw.box(x - height * 0.05, foot - height * 0.58, height * 0.10, height * 0.12, WOOD, 0.5)


def igloo(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A dome of snow blocks."""
    for course in range(6):
        a, b = course / 6, (course + 1) / 6
        low, high = math.cos(a * math.pi / 2), math.cos(b * math.pi / 2)
        y0, y1 = foot - height * math.sin(a * math.pi / 2), foot - height * math.sin(b * math.pi / 2)
        for block in range(7):
            left, right = -1 + 2 * block / 7, -1 + 2 * (block + 0.96) / 7
            light = 0.38 + 0.5 * max(0.0, math.cos(((left + right) / 2 * side - 0.5) * 1.4))
            draw.fill(
                [
                    (x + left * low * height * 1.1, y0),
                    (x + left * high * height * 1.1, y1 + 1),
                    (x + right * high * height * 1.1, y1 + 1),
                    (x + right * low * height * 1.1, y0),
                ],
                rgb("e9f1f7"),
                light,
            )
    draw.round(x + side * height * 0.75, foot - height * 0.24, height * 0.30, height * 0.32, rgb("dfe9f1"), 0.6)
    draw.round(x + side * height * 0.80, foot - height * 0.20, height * 0.20, height * 0.24, rgb("2a3a4a"), 0.2, 0.6)
    draw.box(x - height * 1.2, foot, height * 2.6, height * 0.08, rgb("e9f1f7"), 0.6)


def laundry(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A line with washing between two posts."""
    span = height * 1.7
    for post in (-0.5, 0.5):
        draw.box(x + post * span - height * 0.012, foot - height, height * 0.024, height, WOOD, 0.45)
    for number in range(7):
        s = (number + 0.6) / 7.4
        px, py = x + (s - 0.5) * span, foot - height * (0.94 - 0.28 * s * (1 - s))
        wide, tall = height * (0.10 + 0.08 * rng.random()), height * (0.22 + 0.18 * rng.random())
        draw.fill(
            [(px - wide, py), (px + wide, py), (px + wide * 1.05, py + tall), (px - wide * 0.95, py + tall * 0.96)],
            CLOTHS[int(rng.integers(0, 6))],
            0.66,
        )


def sign(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A signpost with two boards."""
    draw.box(x - height * 0.025, foot - height, height * 0.05, height, WOOD, 0.5)
    for row, way in ((0.92, 1), (0.66, -1)):
        y = foot - height * row
        tip = x + way * side * height * 0.42
        draw.fill(
            [
                (x - way * side * height * 0.20, y),
                (tip - way * side * height * 0.1, y),
                (tip, y + height * 0.09),
                (tip - way * side * height * 0.1, y + height * 0.18),
                (x - way * side * height * 0.20, y + height * 0.18),
            ],
            rgb("b58a54"),
            0.65,
        )
        draw.box(x - height * 0.10, y + height * 0.07, height * 0.26, height * 0.03, rgb("4a3422"), 0.3)


def factory(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """Sheds with saw-tooth roofs and chimneys."""
    for number in (-0.3, 0.05, 0.4):
        tower(
            draw,
            x + number * height,
            foot,
            foot - height * (0.85 + 0.15 * rng.random()),
            height * 0.045,
            height * 0.032,
            RED,
            side,
        )
    for shed in range(5):
        left = x - height * 0.9 + shed * height * 0.36
        draw.fill(
            [
                (left, foot),
                (left, foot - height * 0.42),
                (left + height * 0.36, foot - height * 0.30),
                (left + height * 0.36, foot),
            ],
            rgb("8a6f60"),
            0.5,
        )
        draw.box(left + height * 0.06, foot - height * 0.22, height * 0.22, height * 0.09, rgb("3f4a54"), 0.4, 0.7)
    draw.box(x - height * 0.92, foot - height * 0.04, height * 1.86, height * 0.05, DARK_STONE, 0.4)


def barn(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A red barn with a broken roof, white trim and crossed doors."""
    del rng
    red, white, slate = rgb("9c3328"), rgb("eee8dc"), SNOW if draw.snowed else rgb("5a5654")
    half, eave, knee = 0.50 * height, foot - 0.50 * height, foot - 0.80 * height
    long = x - side * 1.15 * height
    draw.box(min(x, long), eave, abs(x - long), foot - eave, red, 0.62)
    draw.fill([(x, eave), (x, foot - height), (long, foot - height), (long, eave)], slate, 0.62)
    gable = [(x - half, eave), (x - 0.72 * half, knee), (x, foot - height), (x + 0.72 * half, knee), (x + half, eave)]
    draw.fill([(x - half, foot), *gable, (x + half, foot)], red, 0.42)
    for (ax, ay), (bx, by) in itertools.pairwise(gable):
        wide = 0.035 * height
        draw.fill([(ax, ay - wide), (bx, by - wide), (bx, by + wide), (ax, ay + wide)], slate, 0.55)
    left, door, top = x - 0.24 * height, 0.48 * height, foot - 0.40 * height
    draw.box(left, top, door, foot - top, rgb("7c281f"), 0.38)
    trim = 0.022 * height
    for start, end in (((left, top), (left + door, foot)), ((left + door, top), (left, foot))):
        draw.fill([start, (start[0] + trim, start[1]), (end[0] + trim, end[1]), end], white, 0.6)
    draw.box(left - trim, top - trim, door + 2 * trim, trim, white, 0.6)
    for post in (left - trim, left + door):
        draw.box(post, top, trim, foot - top, white, 0.6)
    draw.box(x - 0.08 * height, foot - 0.72 * height, 0.16 * height, 0.15 * height, white, 0.6)
    draw.box(x - 0.06 * height, foot - 0.70 * height, 0.12 * height, 0.11 * height, rgb("2f2a2c"), 0.4)
