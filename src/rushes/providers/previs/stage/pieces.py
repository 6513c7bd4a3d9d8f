"""Set pieces that a prompt may name: lighthouse, bridge, castle, windmill … each a drawing on its foot."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from rushes.providers.previs.picture import Colour
from rushes.providers.previs.stage import town_pieces, wild_pieces
from rushes.providers.previs.stage.drawing import Drawing
from rushes.providers.previs.stage.noise import Rng
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.small_pieces import (
    DARK_STONE,
    RED,
    STONE,
    WHITE,
    WOOD,
    campfire,
    column,
    house,
    lanterns,
    tent,
    tower,
)

#: Draws a piece `height` pixels tall with its foot at (x, foot), the sun on `side`.
Draw = Callable[[Drawing, Rng, float, float, float, int], None]


def lighthouse(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A banded tower with gallery and lantern, on a rock."""
    _light_tower(draw, rng, (x, foot), height, side, RED)


def white_lighthouse(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """The same, whitewashed from foot to gallery."""
    _light_tower(draw, rng, (x, foot), height, side, WHITE)


def _light_tower(draw: Drawing, rng: Rng, at: tuple[float, float], height: float, side: int, bands: Colour) -> None:
    x, foot = at
    rock = [
        (
            x + height * 0.34 * math.cos(a) * (0.8 + 0.4 * rng.random()),
            foot + height * 0.02 - height * 0.10 * math.sin(a) * (0.7 + 0.5 * rng.random()),
        )
        for a in np.linspace(0, math.pi, 15)
    ]
    draw.fill(
        [*rock, (x - height * 0.40, foot + height * 0.05), (x + height * 0.40, foot + height * 0.05)], DARK_STONE, 0.32
    )
    base, top = foot - height * 0.07, foot - height * 0.80
    low, high = height * 0.085, height * 0.052
    for band in range(5):
        t0, t1 = band / 5, (band + 1) / 5
        tower(
            draw,
            x,
            base + (top - base) * t0,
            base + (top - base) * t1,
            low + (high - low) * t0,
            low + (high - low) * t1,
            bands if band % 2 else WHITE,
            side,
        )
    for y in (0.30, 0.55):
        draw.box(x - height * 0.010, base + (top - base) * y, height * 0.020, height * 0.035, rgb("2b2a30"), 0.3, 0.8)
    draw.box(x - high * 1.45, top - height * 0.014, high * 2.9, height * 0.018, rgb("3b3a40"), 0.6)
    draw.box(x - high * 0.80, top - height * 0.095, high * 1.6, height * 0.082, rgb("ffe9b0"), 0.8, 1.0)
    for post in (-0.8, -0.28, 0.25, 0.72):
        draw.box(x + high * post, top - height * 0.095, height * 0.006, height * 0.082, rgb("3b3a40"), 0.4)
    draw.fill(
        [(x - high * 1.05, top - height * 0.094), (x, top - height * 0.165), (x + high * 1.05, top - height * 0.094)],
        RED,
        0.5,
    )
    draw.box(x - 1, top - height * 0.20, 2, height * 0.04, rgb("3b3a40"), 0.4)


def bridge(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A stone bridge of three arches."""
    span, deck = height * 3.4, foot - height
    left = x - span / 2

    def way(t: float) -> float:
        return deck + height * 0.30 * (2 * t - 1) ** 2

    top = [(left + span * t, way(t)) for t in np.linspace(0, 1, 33)]
    under: list[tuple[float, float]] = []
    for arch in range(3):
        a, b = 0.06 + arch * 0.30, 0.06 + arch * 0.30 + 0.26
        radius = span * (b - a) / 2
        rise = min(radius * 1.15, foot - way((a + b) / 2) - height * 0.20)
        under.append((left + span * a, foot))
        under += [
            (left + span * (a + b) / 2 - radius * math.cos(u), foot - rise * math.sin(u))
            for u in np.linspace(0, math.pi, 15)
        ]
        under.append((left + span * b, foot))
    draw.fill([*top, (left + span, foot), *under[::-1], (left, foot)], STONE, 0.38)
    draw.fill([*top, *[(px, py + height * 0.10) for px, py in top[::-1]]], STONE, 0.68)
    draw.fill(
        [*[(px, py - height * 0.07) for px, py in top], *[(px, py + height * 0.01) for px, py in top[::-1]]],
        DARK_STONE,
        0.60,
    )


def _turret(draw: Drawing, at: tuple[float, float], height: float, wide: float, tall: float, side: int) -> None:
    """A tower of the castle with a pointed roof; `wide` and `tall` are shares of the castle's height."""
    (px, ground), top = at, at[1] - tall * height
    tower(draw, px, ground + height * 0.05, top, wide * height, wide * height * 0.94, STONE, side)
    draw.box(px - wide * height * 1.18, top - height * 0.012, wide * height * 2.36, height * 0.034, STONE, 0.62)
    roof = wide * height * 1.22
    draw.fill(
        [
            (px - roof, top - height * 0.010),
            (px, top - wide * height * 3.3),
            (px + side * roof * 0.25, top - height * 0.01),
        ],
        rgb("4f4a63"),
        0.32,
    )
    draw.fill(
        [
            (px + side * roof * 0.25, top - height * 0.01),
            (px, top - wide * height * 3.3),
            (px + side * roof, top - height * 0.010),
        ],
        rgb("5d5874"),
        0.72,
    )
    draw.fill(
        [(px - roof, top - height * 0.010), (px, top - wide * height * 3.3), (px + roof, top - height * 0.010)],
        rgb("57526c"),
        0.46,
    )
    for level in (0.25, 0.55):
        draw.box(
            px - height * 0.009,
            top + tall * height * level,
            height * 0.018,
            height * 0.034,
            rgb("26242c"),
            0.2,
            0.9,
        )


def castle(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """Walls, towers and pointed roofs on a hill."""
    hill = [
        (x + height * 0.95 * t, foot + height * 0.06 - height * 0.20 * math.exp(-((t / 0.55) ** 2)))
        for t in np.linspace(-1, 1, 31)
    ]
    draw.fill([*hill, (x + height, foot + height * 0.10), (x - height, foot + height * 0.10)], rgb("4a5238"), 0.4)
    ground = foot - height * 0.08
    draw.box(x - height * 0.44, ground - height * 0.24, height * 0.88, height * 0.30, STONE, 0.45)
    for n in range(15):
        draw.box(
            x - height * 0.44 + n * height * 0.0605, ground - height * 0.265, height * 0.034, height * 0.03, STONE, 0.5
        )
    for place, wide, tall in (
        (-0.44, 0.062, 0.44),
        (0.44, 0.066, 0.40),
        (-0.20, 0.058, 0.56),
        (0.20, 0.052, 0.50),
        (0.02, 0.082, 0.74),
    ):
        _turret(draw, (x + place * height, ground), height, wide, tall, side)
    draw.fill(
        [
            (x - height * 0.05, ground + height * 0.06),
            (x - height * 0.05, ground - height * 0.09),
            (x, ground - height * 0.14),
            (x + height * 0.05, ground - height * 0.09),
            (x + height * 0.05, ground + height * 0.06),
        ],
        rgb("2a231f"),
        0.2,
        0.35,
    )


def temple(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A pagoda: tiers of curved eaves."""
    tiers = 5
    draw.box(x - height * 0.36, foot - height * 0.035, height * 0.72, height * 0.05, STONE, 0.5)
    for tier in range(tiers):
        low, high = foot - height * (0.03 + 0.168 * tier), foot - height * (0.03 + 0.168 * (tier + 1))
        half = height * (0.215 - 0.030 * tier)
        draw.box(x - half * 0.70, high, half * 1.4, low - high, rgb("8f3a2c"), 0.36)
        for door in (-0.42, 0.0, 0.42):
            draw.box(
                x + (door - 0.10) * half,
                high + (low - high) * 0.42,
                half * 0.20,
                (low - high) * 0.5,
                rgb("ffdf9a"),
                0.4,
                0.85,
            )
        eave = high + height * 0.020
        curve = [(x + half * 1.45 * t, eave + height * 0.030 - height * 0.050 * t * t) for t in np.linspace(-1, 1, 17)]
        draw.fill(
            [*curve, (x + half * 0.62, high - height * 0.040), (x - half * 0.62, high - height * 0.040)],
            rgb("3d4a52"),
            0.42,
        )
        draw.fill([*curve, *[(px, py + height * 0.009) for px, py in curve[::-1]]], rgb("c49a52"), 0.75)
    top = foot - height * (0.03 + 0.168 * tiers) - height * 0.04
    draw.fill(
        [
            (x - height * 0.012, top + height * 0.02),
            (x, top - height * 0.085),
            (x + height * 0.012, top + height * 0.02),
        ],
        rgb("c49a52"),
        0.8,
    )


def windmill(draw: Drawing, rng: Rng, x: float, foot: float, height: float, side: int) -> None:
    """A tower mill with four sails."""
    hub = (x, foot - height * 0.66)
    tower(draw, x, foot, foot - height * 0.62, height * 0.16, height * 0.095, WHITE, side)
    draw.fill(
        [
            (x - height * 0.11, foot - height * 0.61),
            (x - height * 0.06, foot - height * 0.72),
            (x + height * 0.06, foot - height * 0.72),
            (x + height * 0.11, foot - height * 0.61),
        ],
        WOOD,
        0.5,
    )
    draw.box(x - height * 0.028, foot - height * 0.12, height * 0.056, height * 0.12, WOOD, 0.3)
    draw.box(x - height * 0.018, foot - height * 0.40, height * 0.036, height * 0.05, rgb("2b2a30"), 0.3, 0.9)
    turn = 0.35 + rng.random()
    for a in (turn, turn + math.pi / 2, turn + math.pi, turn + 1.5 * math.pi):
        ux, uy = math.cos(a), -math.sin(a)
        nx, ny = -uy, ux
        tip = height * 0.36
        draw.fill(
            [
                (hub[0] + nx * 1.5, hub[1] + ny * 1.5),
                (hub[0] + ux * tip + nx * 1.5, hub[1] + uy * tip + ny * 1.5),
                (hub[0] + ux * tip - nx * 1.5, hub[1] + uy * tip - ny * 1.5),
                (hub[0] - nx * 1.5, hub[1] - ny * 1.5),
            ],
            WOOD,
            0.45,
        )
        w = height * 0.055
        draw.fill(
            [
                (hub[0] + ux * tip * 0.22, hub[1] + uy * tip * 0.22),
                (hub[0] + ux * tip, hub[1] + uy * tip),
                (hub[0] + ux * tip + nx * w, hub[1] + uy * tip + ny * w),
                (hub[0] + ux * tip * 0.22 + nx * w, hub[1] + uy * tip * 0.22 + ny * w),
            ],
            rgb("d8c8a8"),
            0.62,
        )


#: Name of a prop -> how it is drawn, its height as a share of the frame, and its depth.
PIECES: dict[str, tuple[Draw, float, float]] = {
    "lighthouse": (lighthouse, 0.52, 0.30),
    "white_lighthouse": (white_lighthouse, 0.52, 0.30),
    "bridge": (bridge, 0.15, 0.36),
    "tent": (tent, 0.17, 0.85),
    "campfire": (campfire, 0.10, 0.95),
    "castle": (castle, 0.34, 0.14),
    "temple": (temple, 0.46, 0.40),
    "pagoda": (temple, 0.46, 0.40),
    "windmill": (windmill, 0.44, 0.42),
    "house": (house, 0.30, 0.55),
    "houses": (house, 0.24, 0.45),
    "cottage": (house, 0.30, 0.55),
    "cabin": (house, 0.30, 0.55),
    "barn": (town_pieces.barn, 0.38, 0.68),
    "column": (column, 0.42, 0.60),
    "lanterns": (lanterns, 0.30, 0.80),
    "rocks": (wild_pieces.rocks, 0.075, 0.62),
    "palms": (wild_pieces.palms, 0.52, 0.70),
    "cactus": (wild_pieces.cactus, 0.26, 0.62),
    "pyramids": (wild_pieces.pyramids, 0.26, 0.2),
    "mesas": (wild_pieces.mesas, 0.24, 0.2),
    "iceberg": (wild_pieces.iceberg, 0.22, 0.22),
    "volcano": (wild_pieces.volcano, 0.34, 0.06),
    "waterfall": (wild_pieces.waterfall, 0.40, 0.22),
    "reeds": (wild_pieces.reeds, 0.20, 0.80),
    "fence": (town_pieces.fence, 0.085, 0.66),
    "bench": (town_pieces.bench, 0.105, 0.76),
    "table": (town_pieces.table, 0.115, 0.80),
    "chair": (town_pieces.chair, 0.13, 0.80),
    "flag": (town_pieces.flags, 0.40, 0.70),
    "market_stalls": (town_pieces.stalls, 0.27, 0.62),
    "cart": (town_pieces.crates, 0.14, 0.70),
    "crates": (town_pieces.crates, 0.14, 0.70),
    "barrels": (town_pieces.crates, 0.14, 0.70),
    "boats": (town_pieces.boats, 0.13, 0.42),
    "church": (town_pieces.church, 0.44, 0.32),
    "tower": (town_pieces.clock_tower, 0.48, 0.32),
    "clock_tower": (town_pieces.clock_tower, 0.50, 0.32),
    "well": (town_pieces.well, 0.20, 0.66),
    "igloo": (town_pieces.igloo, 0.15, 0.62),
    "laundry": (town_pieces.laundry, 0.24, 0.62),
    "sign": (town_pieces.sign, 0.20, 0.72),
    "factory": (town_pieces.factory, 0.36, 0.16),
}
