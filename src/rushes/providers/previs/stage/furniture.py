"""Furniture for rooms: drawn flat as colour, light and coverage; the room lights it."""

from __future__ import annotations

import math

import numpy as np

from rushes.providers.previs.stage.drawing import Drawing
from rushes.providers.previs.stage.noise import Rng
from rushes.providers.previs.stage.palette import rgb

BOOKS = tuple(rgb(word) for word in ("8a3b33", "35586b", "c49a4a", "5a6b45", "6b4a63", "d9c9a8", "2f3d4a"))


def shelf(draw: Drawing, rng: Rng, x: float, foot: float, width: float, height: float) -> None:
    """A bookcase centred at x."""
    left, wood = x - width / 2, rgb("6b4a30")
    draw.box(left, foot - height, width, height, rgb("2e2018"), 0.25)
    rows = max(3, round(height / (width * 0.62)))
    step = height / rows
    for row in range(rows):
        top = foot - height + row * step
        at = left + width * 0.06
        while at < left + width * 0.90:
            thick, tall = width * (0.035 + 0.05 * rng.random()), step * (0.52 + 0.28 * rng.random())
            if rng.random() < 0.86:
                draw.box(
                    at,
                    top + step * 0.94 - tall,
                    thick * 0.92,
                    tall,
                    BOOKS[int(rng.integers(0, len(BOOKS)))],
                    0.35 + 0.4 * rng.random(),
                )
            at += thick
        draw.box(left, top + step * 0.94, width, step * 0.06, wood, 0.62)
    for edge in (left, left + width * 0.95):
        draw.box(edge, foot - height, width * 0.05, height, wood, 0.5)
    draw.box(left - width * 0.02, foot - height - step * 0.05, width * 1.04, step * 0.07, wood, 0.75)


def picture(draw: Drawing, rng: Rng, x: float, y: float, size: float) -> None:
    """A framed landscape on the wall."""
    w, h = size * 1.3, size
    draw.box(x - w / 2, y - h / 2, w, h, rgb("c9a66b"), 0.6)
    draw.box(x - w * 0.45, y - h * 0.43, w * 0.90, h * 0.86, rgb("9fb8c4"), 0.6)
    for tier, colour in enumerate(("7f97a0", "5f7a72", "44583f")):
        base = y + h * (-0.06 + 0.16 * tier)
        ridge = [(x - w * 0.45 + w * 0.90 * t, base - h * 0.12 * rng.random()) for t in np.linspace(0, 1, 7)]
        draw.fill([*ridge, (x + w * 0.45, y + h * 0.43), (x - w * 0.45, y + h * 0.43)], rgb(colour), 0.5)


def armchair(draw: Drawing, x: float, foot: float, height: float, facing: int) -> None:
    """A deep chair, seen half from the side."""
    cloth, dark = rgb("a8553f"), rgb("5c3a26")
    w = height * 0.98
    for leg in (-0.36, 0.36):
        draw.box(x + leg * w - height * 0.02, foot - height * 0.12, height * 0.04, height * 0.12, dark, 0.3)
    draw.pillow(x - facing * w * 0.30 - w * 0.20, foot - height, w * 0.40, height * 0.90, cloth, 0.40)
    draw.pillow(x - w * 0.44, foot - height * 0.46, w * 0.90, height * 0.36, cloth, 0.45)
    draw.pillow(x - w * 0.36, foot - height * 0.54, w * 0.76, height * 0.18, cloth, 0.66)
    draw.pillow(x + facing * w * 0.26 - w * 0.13, foot - height * 0.60, w * 0.26, height * 0.50, cloth, 0.52)
    draw.pillow(x - facing * w * 0.16 - w * 0.13, foot - height * 0.74, w * 0.26, height * 0.26, rgb("d8b98a"), 0.6)


def table(draw: Drawing, x: float, foot: float, width: float, height: float) -> None:
    """A small table with cup and book."""
    wood = rgb("7a5434")
    for leg in (-0.42, 0.42):
        draw.fill(
            [
                (x + leg * width - 2, foot - height),
                (x + leg * width + 2, foot - height),
                (x + leg * width * 0.94 + 1, foot),
                (x + leg * width * 0.94 - 1, foot),
            ],
            wood,
            0.3,
        )
    draw.box(x - width * 0.52, foot - height - height * 0.08, width * 1.04, height * 0.09, wood, 0.7)
    draw.box(x - width * 0.30, foot - height * 1.16, width * 0.34, height * 0.07, BOOKS[0], 0.6)
    draw.box(x - width * 0.27, foot - height * 1.22, width * 0.28, height * 0.06, BOOKS[1], 0.7)
    draw.pillow(x + width * 0.16, foot - height * 1.28, width * 0.16, height * 0.20, rgb("e8e0d0"), 0.65)


def floor_lamp(draw: Drawing, x: float, foot: float, height: float, size: float) -> None:
    """A standing lamp; its shade glows."""
    metal = rgb("4a3b2c")
    draw.box(x - size * 0.03, foot - height, size * 0.06, height, metal, 0.45)
    draw.round(x, foot, size * 0.36, size * 0.07, metal, 0.4)
    top, low = foot - height - size * 0.55, foot - height + size * 0.35
    draw.fill(
        [(x - size * 0.34, top), (x + size * 0.34, top), (x + size * 0.62, low), (x - size * 0.62, low)],
        rgb("f1d9a8"),
        0.8,
        0.95,
    )


def plant_pot(draw: Drawing, rng: Rng, x: float, foot: float, height: float) -> None:
    """A leafy plant in a pot."""
    pot = height * 0.26
    leaf = (rgb("2f5a38"), rgb("4a7d45"), rgb("3a6b4a"))
    for number in range(17):
        angle = math.pi * (0.10 + 0.80 * number / 16) + rng.normal(0, 0.10)
        reach = height * (0.52 + 0.26 * rng.random())
        bx, by = x, foot - pot
        tip = (bx + math.cos(angle) * reach * 0.72, by - math.sin(angle) * reach)
        knee = (bx + math.cos(angle) * reach * 0.30, by - math.sin(angle) * reach * 0.62)
        width = height * (0.035 + 0.022 * rng.random())
        normal = (math.sin(angle), math.cos(angle))
        draw.fill(
            [
                (bx, by),
                (knee[0] - normal[0] * width, knee[1] - normal[1] * width),
                tip,
                (knee[0] + normal[0] * width, knee[1] + normal[1] * width),
            ],
            leaf[number % 3],
            0.30 + 0.45 * rng.random(),
        )
    draw.fill(
        [(x - pot * 0.46, foot - pot), (x + pot * 0.46, foot - pot), (x + pot * 0.34, foot), (x - pot * 0.34, foot)],
        rgb("b06a48"),
        0.5,
    )
    draw.box(x - pot * 0.52, foot - pot * 1.08, pot * 1.04, pot * 0.18, rgb("c07a55"), 0.65)
