"""What stands in rooms of every trade: blackboard, desks, beds, bars, benches with tools, racks, plinths."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.stage.drawing import Drawing
from rushes.providers.previs.stage.furniture import BOOKS
from rushes.providers.previs.stage.noise import Rng
from rushes.providers.previs.stage.palette import rgb

WOOD, DARK, STEEL, WHITE, CLOTH = (rgb(word) for word in ("8a6038", "3a2c22", "9aa4ac", "e9e6df", "c8d6dc"))
BOTTLES = tuple(rgb(word) for word in ("4f7f5a", "a8602c", "7a2f38", "c9b86a", "5a7f9a", "e0e4e6"))


def board(draw: Drawing, rng: Rng, x: float, top: float, width: float, height: float) -> None:
    """A blackboard with chalk on it."""
    draw.box(x - width / 2, top, width, height, WOOD, 0.6)
    draw.box(x - width * 0.485, top + height * 0.04, width * 0.97, height * 0.90, rgb("2f4a40"), 0.55)
    for row in range(5):
        y, at = top + height * (0.16 + 0.14 * row), x - width * 0.42
        while at < x + width * (0.10 + 0.25 * rng.random()):
            step = width * (0.02 + 0.03 * rng.random())
            draw.box(at, y, step * 0.75, max(1.0, height * 0.022), WHITE, 0.75)
            at += step
    draw.round(x + width * 0.34, top + height * 0.5, height * 0.20, height * 0.20, WHITE, 0.7)
    draw.round(x + width * 0.34, top + height * 0.5, height * 0.18, height * 0.18, rgb("2f4a40"), 0.55)


def desk(draw: Drawing, rng: Rng, x: float, foot: float, height: float, *, screen: bool = False) -> None:
    """A desk, with a screen or with books."""
    wide = height * 1.9
    for leg in (-0.46, 0.42):
        draw.box(x + leg * wide, foot - height * 0.95, height * 0.07, height * 0.95, DARK, 0.4)
    draw.box(x - wide / 2, foot - height, wide, height * 0.09, WOOD, 0.78)
    draw.box(x - wide * 0.44, foot - height * 0.91, wide * 0.88, height * 0.14, WOOD, 0.45)
    if screen:
        draw.box(x - height * 0.05, foot - height * 1.16, height * 0.10, height * 0.16, STEEL, 0.4)
        draw.box(x - height * 0.46, foot - height * 1.72, height * 0.92, height * 0.58, rgb("26292e"), 0.5)
        draw.box(x - height * 0.42, foot - height * 1.68, height * 0.84, height * 0.50, rgb("8fc0dc"), 0.9, 0.75)
    else:
        for n in range(3):
            draw.box(
                x - wide * 0.3 + 0.02 * n * wide,
                foot - height * (1.08 + 0.07 * n),
                wide * 0.26,
                height * 0.065,
                BOOKS[int(rng.integers(0, len(BOOKS)))],
                0.6,
            )


def bed(draw: Drawing, x: float, foot: float, height: float, facing: int, *, ward: bool = False) -> None:
    """A bed in profile, its head towards `facing`."""
    long = height * 2.6
    frame = STEEL if ward else WOOD
    for end, tall in ((facing, 1.35), (-facing, 0.85)):
        draw.box(x + end * long / 2 - height * 0.05, foot - height * tall, height * 0.10, height * tall, frame, 0.55)
    draw.box(x - long / 2, foot - height * 0.52, long, height * 0.16, frame, 0.4)
    draw.pillow(x - long * 0.49, foot - height * 0.82, long * 0.98, height * 0.36, WHITE, 0.62)
    cover = CLOTH if ward else rgb("6f86a8")
    draw.pillow(x - facing * long * 0.12 - long * 0.36, foot - height * 0.90, long * 0.72, height * 0.50, cover, 0.58)
    draw.pillow(x + facing * long * 0.36 - long * 0.10, foot - height * 1.02, long * 0.20, height * 0.26, WHITE, 0.78)


def bar(draw: Drawing, rng: Rng, x: float, foot: float, width: float, height: float) -> None:
    """A counter before lit shelves of bottles, stools in front."""
    top = foot - height * 2.15
    draw.box(x - width / 2, top, width, height * 1.2, DARK, 0.35)
    for row in range(3):
        y = top + height * (0.36 + 0.38 * row)
        draw.box(x - width * 0.49, y - height * 0.34, width * 0.98, height * 0.33, rgb("6b4424"), 0.5, 0.32)
        at = x - width * 0.47
        while at < x + width * 0.46:
            wide, tall = height * (0.05 + 0.04 * rng.random()), height * (0.18 + 0.12 * rng.random())
            hue = BOTTLES[int(rng.integers(0, len(BOTTLES)))]
            draw.box(at, y - tall, wide, tall, hue, 0.7)
            draw.box(at + wide * 0.32, y - tall * 1.3, wide * 0.36, tall * 0.34, hue, 0.6)
            at += wide * 1.35
        draw.box(x - width * 0.49, y, width * 0.98, height * 0.035, WOOD, 0.7)
    draw.box(x - width * 0.54, foot - height, width * 1.08, height * 0.10, rgb("a8743c"), 0.85)
    draw.box(x - width * 0.52, foot - height * 0.90, width * 1.04, height * 0.90, rgb("5a3824"), 0.5)
    for panel in np.linspace(-0.44, 0.44, 6):
        draw.box(
            x + panel * width - width * 0.06, foot - height * 0.78, width * 0.12, height * 0.62, rgb("6b4630"), 0.6
        )
    for stool in np.linspace(-0.36, 0.36, 4):
        at = x + stool * width
        draw.box(at - height * 0.03, foot - height * 0.62, height * 0.06, height * 0.72, STEEL, 0.4)
        draw.pillow(at - height * 0.18, foot - height * 0.74, height * 0.36, height * 0.14, rgb("8a2f2c"), 0.6)


def pendants(draw: Drawing, xs: list[float], top: float, drop: float, size: float) -> None:
    """Lamps that hang from the ceiling."""
    for x in xs:
        draw.box(x - 1, top, 2, drop, DARK, 0.3)
        draw.fill(
            [
                (x - size * 0.2, top + drop),
                (x + size * 0.2, top + drop),
                (x + size, top + drop + size * 0.8),
                (x - size, top + drop + size * 0.8),
            ],
            rgb("3f5a4c"),
            0.5,
        )
        draw.round(x, top + drop + size * 0.82, size * 0.62, size * 0.26, rgb("fff0c8"), 1.0, 1.0)


def tools(draw: Drawing, rng: Rng, x: float, foot: float, width: float, height: float) -> None:
    """A work bench with a board of tools over it, a vice and a lamp."""
    draw.box(x - width / 2, foot - height * 2.1, width, height * 0.95, rgb("b08a5c"), 0.55)
    for n in range(13):
        at, tall = x - width * 0.45 + n * width * 0.072, height * (0.25 + 0.4 * rng.random())
        draw.box(at, foot - height * 2.0, width * 0.016, tall, STEEL, 0.7)
        shape = height * (0.06 + 0.06 * rng.random())
        draw.box(at - shape * 0.4, foot - height * 2.0 + tall * (n % 2), shape, shape, (WOOD, DARK, STEEL)[n % 3], 0.5)
    draw.box(x - width * 0.53, foot - height, width * 1.06, height * 0.14, WOOD, 0.8)
    for leg in (-0.5, 0.42):
        draw.box(x + leg * width, foot - height * 0.86, width * 0.08, height * 0.86, WOOD, 0.45)
    draw.box(x - width * 0.42, foot - height * 0.40, width * 0.84, height * 0.08, WOOD, 0.55)
    draw.box(x + width * 0.30, foot - height * 1.22, height * 0.30, height * 0.22, rgb("4a5a6a"), 0.6)
    draw.box(x - width * 0.28, foot - height * 1.50, height * 0.04, height * 0.50, DARK, 0.4)
    draw.fill(
        [
            (x - width * 0.28 - height * 0.10, foot - height * 1.34),
            (x - width * 0.28 + height * 0.02, foot - height * 1.54),
            (x - width * 0.28 + height * 0.22, foot - height * 1.34),
        ],
        rgb("3f6a4c"),
        0.6,
        0.5,
    )


def flasks(draw: Drawing, rng: Rng, x: float, foot: float, width: float, height: float) -> None:
    """A laboratory bench: white fronts, flasks of colour, a rack over it."""
    draw.box(x - width / 2, foot - height, width, height * 0.08, rgb("3a4248"), 0.7)
    draw.box(x - width * 0.49, foot - height * 0.92, width * 0.98, height * 0.92, WHITE, 0.6)
    for panel in range(6):
        draw.box(
            x - width * 0.48 + panel * width * 0.162, foot - height * 0.86, width * 0.15, height * 0.78, CLOTH, 0.62
        )
    draw.box(x - width * 0.46, foot - height * 1.9, width * 0.92, height * 0.05, STEEL, 0.7)
    hues = ("4fb8c8", "6ad08a", "c86ad0", "e0b040", "d0503f")
    for n in range(9):
        at, size = x - width * 0.44 + n * width * 0.108, height * (0.12 + 0.06 * rng.random())
        hue = rgb(hues[int(rng.integers(0, 5))])
        foot_y = foot - height * (1.0 if n % 2 == 0 else 1.9)
        draw.fill(
            [
                (at - size, foot_y),
                (at - size * 0.25, foot_y - size * 1.5),
                (at + size * 0.25, foot_y - size * 1.5),
                (at + size, foot_y),
            ],
            CLOTH,
            0.75,
        )
        draw.fill(
            [
                (at - size * 0.92, foot_y - 1),
                (at - size * 0.5, foot_y - size * 0.85),
                (at + size * 0.5, foot_y - size * 0.85),
                (at + size * 0.92, foot_y - 1),
            ],
            hue,
            0.8,
            0.35,
        )


def racks(draw: Drawing, rng: Rng, x: float, foot: float, width: float, height: float) -> None:
    """A gym's mirror wall with dumb-bells and a barbell on its stand."""
    draw.box(x - width / 2, foot - height * 2.3, width, height * 1.7, rgb("a9bcc6"), 0.72)
    for seam in np.linspace(-0.5, 0.5, 5):
        draw.box(x + seam * width - 1, foot - height * 2.3, 2, height * 1.7, STEEL, 0.4)
    for row in (0.16, 0.52):
        draw.box(x - width * 0.46, foot - height * row, width * 0.56, height * 0.05, rgb("2f3338"), 0.5)
        for n in range(7):
            at = x - width * 0.43 + n * width * 0.078
            for end in (0, 0.036):
                draw.round(at + end * width, foot - height * (row + 0.08), width * 0.013, height * 0.085, DARK, 0.4)
    for post in (0.20, 0.42):
        draw.box(x + post * width, foot - height * 1.05, width * 0.014, height * 1.05, rgb("b0392f"), 0.6)
    draw.box(x + width * 0.12, foot - height * 1.02, width * 0.40, height * 0.035, STEEL, 0.8)
    for end in (0.135, 0.475):
        draw.round(x + end * width, foot - height, width * 0.014, height * 0.30, rgb("24262a"), 0.4)


def plinth(draw: Drawing, rng: Rng, x: float, foot: float, height: float) -> None:
    """A museum's plinth with a vase."""
    draw.box(x - height * 0.20, foot - height, height * 0.40, height, WHITE, 0.62)
    draw.box(x - height * 0.23, foot - height * 1.02, height * 0.46, height * 0.05, WHITE, 0.8)
    hue = BOTTLES[int(rng.integers(0, 5))]
    draw.round(x, foot - height * 1.24, height * 0.13, height * 0.18, hue, 0.6)
    draw.box(x - height * 0.05, foot - height * 1.48, height * 0.10, height * 0.12, hue, 0.7)
