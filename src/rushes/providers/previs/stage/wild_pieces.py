"""Set pieces of wild nature: rocks, palms, cactus, pyramids, mesas, cliffs, iceberg, volcano, waterfall, reeds."""

from __future__ import annotations

import itertools
import math

import numpy as np

from rushes.providers.previs.picture import Colour
from rushes.providers.previs.stage.drawing import Drawing
from rushes.providers.previs.stage.noise import Rng
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.small_pieces import DARK_STONE, STONE, WOOD


def _boulder(draw: Drawing, rng: Rng, at: tuple[float, float], size: float, side: int) -> None:
    x, foot = at
    angles = np.linspace(math.pi, 0, 9)
    rim = [
        (
            x + size * math.cos(a) * (0.85 + 0.3 * rng.random()),
            foot - size * 0.8 * math.sin(a) * (0.75 + 0.45 * rng.random()),
        )
        for a in angles
    ]
    draw.fill([*rim, (x + size, foot + size * 0.08), (x - size, foot + size * 0.08)], DARK_STONE, 0.32)
    top = rim[3:6] if side > 0 else rim[2:5]
    inner = (x + side * size * 0.25, foot - size * 0.25)
    draw.fill([*top, (x + side * size * 0.75, foot - size * 0.15), inner], STONE, 0.72)
    draw.fill([rim[2] if side > 0 else rim[6], rim[4], inner], STONE, 0.5)


def rocks(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A few boulders, one large."""
    for share, size in ((-1.5, 0.5), (1.3, 0.65), (-0.5, 0.8), (0.35, 1.0), (2.1, 0.3), (-2.2, 0.28)):
        _boulder(draw, rng, (x + share * height, foot + 0.05 * height * rng.random()), height * size, side)


def palm(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A leaning palm with a crown of fronds."""
    lean = (0.10 + 0.12 * rng.random()) * height * (1 if rng.random() < 0.5 else -1)
    t = np.linspace(0, 1, 14)
    line = [(x + lean * s * s, foot - height * 0.82 * s) for s in t]
    half = [height * (0.020 - 0.009 * s) for s in t]
    draw.fill(
        [(px - h, py) for (px, py), h in zip(line, half, strict=True)]
        + [(px + h, py) for (px, py), h in zip(line[::-1], half[::-1], strict=True)],
        rgb("8a6b4a"),
        0.42,
    )
    for (px, py), h in zip(line[1:], half[1:], strict=True):
        draw.box(px - h, py, 2 * h, max(1.0, height * 0.004), rgb("5f4630"), 0.3)
    top = line[-1]
    for number in range(11):
        angle = -0.35 + number / 10 * (math.pi + 0.7) + 0.1 * rng.normal()
        length = height * (0.30 + 0.08 * rng.random())
        frond: list[tuple[float, float]] = []
        back: list[tuple[float, float]] = []
        for s in np.linspace(0, 1, 12):
            px = top[0] + math.cos(angle) * length * s
            py = top[1] - math.sin(angle) * length * s + height * 0.20 * s * s
            wide = height * 0.032 * math.sin(math.pi * min(1.0, s * 0.9 + 0.1)) * (1.0 if len(frond) % 2 else 0.55)
            frond.append((px, py - wide * 0.4))
            back.append((px, py + wide))
        draw.fill([*frond, *back[::-1]], rgb("4f7f3a"), 0.35 + 0.4 * (math.cos(angle) * side > 0))
    for nut in (-0.014, 0.012):
        draw.round(top[0] + nut * height, top[1] + height * 0.012, height * 0.016, height * 0.018, WOOD, 0.4)


def palms(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """Two or three palms."""
    for share, size in ((-0.34, 0.72), (0.0, 1.0), (0.26, 0.62)):
        palm(draw, rng, x + share * height, foot + 0.02 * height * rng.random(), height * size, side)


def cactus(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A saguaro with two arms, and a smaller one."""
    green = rgb("5f8a50")
    for at, size in ((x, 1.0), (x + side * height * 0.75, 0.5)):
        tall, half = height * size, height * size * 0.085
        _limb(draw, [(at, foot), (at, foot - tall)], half, green, side)
        for way, low, up in ((-1, 0.36, 0.74), (1, 0.48, 0.86)):
            bend = at + way * half * 3.4
            _limb(
                draw,
                [(at, foot - tall * low), (bend, foot - tall * low), (bend, foot - tall * up)],
                half * 0.72,
                green,
                side,
            )


def _limb(draw: Drawing, line: list[tuple[float, float]], half: float, colour: Colour, side: int) -> None:
    for (ax, ay), (bx, by) in itertools.pairwise(line):
        if abs(bx - ax) > abs(by - ay):
            draw.box(min(ax, bx) - half, ay - half, abs(bx - ax) + 2 * half, 2 * half, colour, 0.4)
            continue
        for strip in range(5):
            left = ax - half + strip * half * 0.4
            light = 0.28 + 0.5 * (strip if side > 0 else 4 - strip) / 4
            draw.box(left, by, half * 0.41, ay - by, colour, light)
        draw.round(bx, by, half, half, colour, 0.5)


def pyramids(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """Three pyramids, one behind the other."""
    for share, size in ((1.55, 0.62), (-1.25, 0.80), (0.0, 1.0)):
        at, tall = x + share * height, height * size
        half, ridge = tall * 0.80, x + share * height - side * tall * 0.18
        draw.fill([(at - half, foot), (at, foot - tall), (at + half, foot)], rgb("c9a46a"), 0.78)
        dark = (at - half, foot) if side > 0 else (at + half, foot)
        draw.fill([dark, (at, foot - tall), (ridge, foot)], rgb("b08a58"), 0.28)
        for course in np.linspace(0.08, 0.92, 16):
            y = foot - tall * course
            draw.box(at - half * (1 - course), y, 2 * half * (1 - course), max(0.7, tall * 0.004), rgb("8f7048"), 0.4)


def mesas(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """Table mountains of red rock with scree."""
    for share, size, wide in ((-2.6, 0.62, 0.8), (1.9, 0.78, 0.55), (-0.3, 1.0, 0.75)):
        at, tall, half = x + share * height, height * size, height * wide * 0.5
        draw.fill(
            [
                (at - half * 2.0, foot),
                (at - half * 1.05, foot - tall * 0.42),
                (at + half * 1.05, foot - tall * 0.42),
                (at + half * 2.0, foot),
            ],
            rgb("a8603c"),
            0.5,
        )
        for strip in range(9):
            left = at - half + strip * 2 * half / 9
            drop = tall * 0.04 * rng.random()
            tone = 0.25 + 0.5 * (strip if side > 0 else 8 - strip) / 8 + 0.1 * rng.normal()
            draw.box(left, foot - tall + drop, 2 * half / 9 + 1, tall * 0.62, rgb("b5683f"), float(np.clip(tone, 0, 1)))
        for layer in (0.70, 0.84, 0.93):
            draw.box(at - half, foot - tall * layer, 2 * half, tall * 0.018, rgb("8a4a30"), 0.35)


def iceberg(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A jagged block of blue-white ice."""
    peaks = [(-1.1, 0.0), (-0.8, 0.45), (-0.45, 0.38), (-0.12, 1.0), (0.2, 0.72), (0.45, 0.80), (0.8, 0.3), (1.15, 0.0)]
    rim = [(x + side * px * height, foot - py * height * (0.92 + 0.16 * rng.random())) for px, py in peaks]
    draw.fill([*rim, (x, foot + 0.03 * height)], rgb("dfeef6"), 0.72)
    for start in (1, 3, 5):
        low = (rim[start][0] - side * 0.22 * height, foot)
        draw.fill([rim[start], rim[start - 1], low], rgb("8fbcd8"), 0.36)
    draw.box(
        min(rim[0][0], rim[-1][0]), foot - height * 0.03, abs(rim[-1][0] - rim[0][0]), height * 0.04, rgb("7fc0d8"), 0.6
    )


def crag(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A block of cliff that stands out of the sea, grass on its top."""
    left, right = x - 1.25 * height, x + 1.25 * height
    rim = [
        (left + (right - left) * s, foot - height * (1.0 + 0.05 * math.sin(7 * s))) for s in np.linspace(0.10, 0.88, 9)
    ]
    draw.fill([(left - 0.15 * height, foot), *rim, (right + 0.2 * height, foot)], rgb("6a5648"), 0.42)
    for number in range(9):
        (ax, ay), (bx, by) = rim[min(number, 7)], rim[min(number, 7) + 1]
        lit = number if side > 0 else 8 - number
        low = foot - 0.05 * height * rng.random()
        shift = 0.10 * height * (number - 4) / 4
        tone = 0.22 + 0.055 * lit + 0.10 * rng.random()
        draw.fill([(ax, ay), (bx, by), (bx + shift, low), (ax + shift, low)], rgb("7d6653"), tone)
        ledge = foot - height * (0.25 + 0.5 * rng.random())
        draw.box(ax, ledge, 0.8 * (bx - ax), max(1.0, 0.03 * height), rgb("4e4038"), 0.3)
    draw.fill(
        [*rim, (rim[-1][0], rim[-1][1] + 0.09 * height), (rim[0][0], rim[0][1] + 0.09 * height)], rgb("6d7d42"), 0.6
    )
    draw.round(x, foot, 1.45 * height, 0.05 * height, rgb("e8eef0"), 0.7)


def volcano(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A cone that glows at its mouth and runs with lava."""
    mouth = height * 0.16
    left = [(x - mouth - height * 1.25 * s**1.4, foot - height * (1 - s)) for s in np.linspace(0, 1, 14)]
    right = [(x + mouth + height * 1.25 * s**1.4, foot - height * (1 - s)) for s in np.linspace(0, 1, 14)]
    draw.fill([*left[::-1], *right], rgb("5a463e"), 0.40)
    flank = right if side > 0 else left
    draw.fill([*flank, (x + side * mouth * 0.2, foot - height * 0.97)], rgb("7a5f50"), 0.62)
    for share in (-0.55, 0.0, 0.62):
        path = [
            (
                x + share * mouth + share * height * 0.9 * s**1.3 + height * 0.02 * math.sin(9 * s),
                foot - height * (1 - 0.75 * s),
            )
            for s in np.linspace(0, 1, 12)
        ]
        half = [height * 0.016 * (1.2 - s) for s in np.linspace(0, 1, 12)]
        draw.fill(
            [(px - h, py) for (px, py), h in zip(path, half, strict=True)]
            + [(px + h, py) for (px, py), h in zip(path[::-1], half[::-1], strict=True)],
            rgb("ff6a24"),
            1.0,
            0.9,
        )
    draw.round(x, foot - height, mouth * 1.02, height * 0.035, rgb("ff7a2a"), 1.0, 1.0)


def waterfall(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """Water over a step of rock."""
    wide = height * 0.24
    for strip in range(22):
        left = x - height * 1.1 + strip * height * 2.2 / 22
        away = abs(left + height * 0.05 - x) / (height * 1.1)
        top = foot - height * (1.02 - 0.75 * away**1.6) * (0.9 + 0.14 * rng.random())
        tone = 0.20 + 0.40 * rng.random()
        draw.fill(
            [
                (left, foot),
                (left, top + height * 0.05 * rng.random()),
                (left + height * 0.11, top),
                (left + height * 0.11, foot),
            ],
            DARK_STONE,
            tone,
        )
    for strip in range(26):
        left = x - wide * 0.8 + strip * 1.6 * wide / 26
        top = foot - height * (0.90 + 0.03 * rng.random())
        out = (left - x) * 0.22
        draw.fill(
            [(left, top), (left + wide / 15, top), (left + wide / 15 + out, foot), (left + out, foot)],
            rgb("e4f0f4"),
            0.60 + 0.38 * rng.random(),
        )
    for _ in range(26):
        puff = height * (0.04 + 0.06 * rng.random())
        draw.round(x + (2 * rng.random() - 1) * wide * 1.2, foot - puff * 0.3, puff, puff * 0.5, rgb("eef6f8"), 0.85)


def reeds(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A stand of bulrushes."""
    for _ in range(34):
        at, tall = x + (rng.random() - 0.5) * height * 1.8, height * (0.55 + 0.45 * rng.random())
        bend = tall * (0.06 + 0.14 * rng.random()) * side
        half = max(0.6, height * 0.008)
        draw.fill(
            [(at - half, foot), (at + bend, foot - tall), (at + half, foot)], rgb("7a8a4a"), 0.3 + 0.4 * rng.random()
        )
        if rng.random() < 0.35:
            draw.round(at + bend * 0.85, foot - tall * 0.86, height * 0.014, height * 0.06, rgb("6b4426"), 0.4)
