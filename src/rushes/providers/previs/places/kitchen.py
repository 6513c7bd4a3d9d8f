"""A kitchen: a window over the sink, cupboards, copper pans, a hanging lamp, the counter before the camera."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.places.interior import inside
from rushes.providers.previs.places.meadow import hills
from rushes.providers.previs.stage.drawing import Drawing
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.noise import Rng, Values, blur, mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.rays import rays
from rushes.providers.previs.stage.sky import sky_layers

FRONTS = ("6f8a84", "8a9a7a", "b0a08a", "6a7c94")


def build(easel: Easel) -> Set:
    """Outside, the wall with window and cupboards, floor, hanging lamp, near counter."""
    horizon, line, foot = easel.horizon(0.55), easel.y(0.99), easel.y(0.86)
    layers: list[Layer] = [*sky_layers(easel, horizon), hills(easel, horizon, 0)]
    centre = 0.5 + easel.side * 0.10
    half = 0.13 if not easel.tall else 0.22
    window = (easel.x(centre - half), easel.y(0.15), easel.x(centre + half), easel.y(0.47))
    layers += [_wall(easel, window, foot), _floor(easel, horizon, line, foot)]
    layers += rays(easel, foot, 0.25, (easel.x(centre + easel.side * 0.22), easel.y(-0.05)), 0.7)
    layers += [_lamp(easel), _counter(easel)]
    key = (rgb("ffc07a"), (-easel.side * 0.4, 0.8)) if easel.palette.lamps > 0.6 else None
    lanes = {
        "ground": Lane(line, x=0.5 - easel.side * 0.10, material="stone"),
        "air": Lane(easel.y(0.4)),
        "wall": Lane(easel.y(0.4)),
    }
    return Set(
        layers,
        horizon,
        easel.sun(horizon),
        lanes,
        line,
        backlit=0.5,
        outdoors=False,
        haze=0.0,
        person=0.62,
        key=key,
        halo=0.2,
    )


def _lit(easel: Easel, draw: Drawing, window: tuple[float, float, float, float]) -> Floats:
    """The drawing in the light of window and lamp."""
    x, y = easel.grid()
    day, shade = inside(easel)
    left, top, right, low = window
    away = np.hypot(np.maximum(np.maximum(left - x, x - right), 0), np.maximum(np.maximum(top - y, y - low), 0))
    spill = np.exp(-away / (0.30 * easel.height)) * 0.95 + 0.12
    lamp_x, lamp_y = lamp_at(easel)
    glow = np.exp(-np.hypot((x - lamp_x) * 0.7, np.maximum(y - lamp_y, (lamp_y - y) * 3)) / (0.36 * easel.height)) * (
        0.08 + 1.05 * easel.palette.lamps
    )
    light = shade + day * spill[..., None] + np.asarray(rgb("ffbe78")) * glow[..., None]
    colour = draw.colour * light * (0.40 + 0.95 * draw.light[..., None])
    shine = draw.glow * (0.15 + 0.85 * easel.palette.lamps)
    warm = np.asarray(rgb("ffdca0"))
    return np.asarray(
        np.maximum(colour, shine[..., None] * warm) + blur(shine, 16 * easel.unit)[..., None] * warm * 0.35, np.float32
    )


def lamp_at(easel: Easel) -> tuple[float, float]:
    """Where the hanging lamp is."""
    return easel.x(0.5 - easel.side * 0.16), easel.y(0.24)


def _wall(easel: Easel, window: tuple[float, float, float, float], foot: float) -> Plate:
    draw, rng = Drawing(easel.set_width, easel.set_height), easel.rng(10)
    tall, unit = easel.height, easel.unit
    left, top, right, low = window
    draw.box(-5, -5, easel.set_width + 10, foot + 5, rgb("d8cbb4"), 0.45)
    _tiles(easel, draw, rng, easel.y(0.46), easel.y(0.615))
    front = rgb(FRONTS[int(rng.integers(0, 4))])
    _cupboards(easel, draw, rng, front, window)
    bench = easel.y(0.61)
    draw.box(-5, bench, easel.set_width + 10, 0.028 * tall, rgb("8a6a48"), 0.75)
    draw.box(-5, bench + 0.028 * tall, easel.set_width + 10, foot - bench, front, 0.35)
    for n, x in enumerate(np.arange(easel.x(-0.15), easel.x(1.15), 0.20 * tall)):
        draw.box(x + 4 * unit, bench + 0.05 * tall, 0.20 * tall - 8 * unit, foot - bench - 0.075 * tall, front, 0.46)
        draw.box(
            x + (0.165 if n % 2 else 0.02) * tall, bench + 0.075 * tall, 3 * unit, 0.035 * tall, rgb("c9a45a"), 0.8
        )
    _things(draw, rng, easel, bench)
    sill = 12 * unit
    draw.box(left - sill, top - sill, right - left + 2 * sill, low - top + 2 * sill, rgb("efe6d4"), 0.62)
    colour, cover = _lit(easel, draw, window), np.ones((easel.set_height, easel.set_width), np.float32)
    cover[round(top) : round(low), round(left) : round(right)] = 0
    middle, bar = round((left + right) / 2), max(2, round(4 * unit))
    for rows, columns in (
        (slice(round(top), round(low)), slice(middle - bar // 2, middle + bar - bar // 2)),
        (slice(round((top + low) / 2), round((top + low) / 2) + bar), slice(round(left), round(right))),
    ):
        cover[rows, columns] = 1
        colour[rows, columns] = np.asarray(rgb("e4dccb")) * (0.25 + 0.4 * inside(easel)[0])
    return easel.plate(colour, cover, 0.66)


def _tiles(easel: Easel, draw: Drawing, rng: Rng, top: float, low: float) -> None:
    size = (low - top) / 4
    for row in range(4):
        for column in range(int(easel.set_width / size) + 2):
            x = (column - 0.5 * (row % 2)) * size
            draw.box(
                x + 1,
                top + row * size + 1,
                size - 2,
                size - 2,
                rgb("e9e2d2" if rng.random() < 0.86 else "9fb8b4"),
                0.48 + 0.16 * rng.random(),
            )


def _cupboards(
    easel: Easel, draw: Drawing, rng: Rng, front: tuple[float, float, float], window: tuple[float, float, float, float]
) -> None:
    tall, unit = easel.height, easel.unit
    for x in np.arange(easel.x(-0.2), easel.x(1.2), 0.19 * tall):
        if x + 0.19 * tall > window[0] - 0.05 * tall and x < window[2] + 0.05 * tall:
            continue
        draw.box(x, easel.y(0.08), 0.185 * tall, 0.30 * tall, front, 0.38)
        draw.box(x + 0.016 * tall, easel.y(0.105), 0.153 * tall, 0.25 * tall, front, 0.52)
        draw.box(x + 0.15 * tall, easel.y(0.30), 3 * unit, 0.035 * tall, rgb("c9a45a"), 0.8)


def _things(draw: Drawing, rng: Rng, easel: Easel, bench: float) -> None:
    """Jars, a kettle, hanging pans, a pot of basil."""
    tall = easel.height
    for share in (-0.42, -0.36, -0.31, 0.30, 0.36):
        x, h, w = (
            easel.x(0.5 + share * easel.side),
            tall * (0.05 + 0.05 * rng.random()),
            tall * (0.018 + 0.012 * rng.random()),
        )
        draw.pillow(
            x - w,
            bench - h,
            2 * w,
            h,
            (rgb("c97f4a"), rgb("e4d8c0"), rgb("7a95a0"), rgb("a6553f"))[int(rng.integers(0, 4))],
            0.55,
        )
        draw.box(x - w * 0.8, bench - h * 1.10, w * 1.6, h * 0.13, rgb("8a6a48"), 0.6)
    for n in range(5):
        x, y, r = easel.x(0.5 - easel.side * (0.24 + 0.055 * n)), easel.y(0.44), tall * (0.020 + 0.006 * (n % 3))
        draw.box(x - 1, y - tall * 0.03, 2, tall * 0.04, rgb("3a3026"), 0.4)
        draw.round(x, y + tall * 0.03, r, r, rgb("b8683a"), 0.42)
        draw.round(x - r * 0.25, y + tall * 0.03 - r * 0.3, r * 0.5, r * 0.4, rgb("f0b080"), 0.9)


def _floor(easel: Easel, horizon: float, line: float, foot: float) -> Plate:
    x, y = easel.grid()
    below = np.clip(y - horizon, 1, None) / easel.height
    u, v = (x - easel.set_width / 2) / easel.height / below * 2.2, 1.6 / below
    check = (np.floor(u) + np.floor(v)) % 2
    albedo = mix(rgb("4f4a48"), rgb("c9bfae"), check[..., None])
    day, shade = inside(easel)
    glow = 0.4 * easel.palette.lamps
    colour: Values = albedo * (shade + day * 0.30 + np.asarray(rgb("ffbe78")) * glow)
    colour = mix(
        colour,
        np.asarray(easel.palette.shade),
        (0.5 * smooth(0.0, 0.2, (y - foot) / easel.height))[..., None] * np.ones_like(colour[..., :1]),
    )
    cover = np.clip(y - foot + 0.5, 0, 1) * np.ones_like(x)
    return easel.plate(np.asarray(colour, np.float32), np.asarray(cover, np.float32), 1.0, ground=(horizon, line))


def _lamp(easel: Easel) -> Plate:
    draw, (x, y), tall = Drawing(easel.set_width, easel.set_height), lamp_at(easel), easel.height
    draw.box(x - 1, easel.y(-0.1), 2, y - easel.y(-0.1), rgb("2a2420"), 0.3)
    draw.fill(
        [
            (x - tall * 0.018, y - tall * 0.06),
            (x + tall * 0.018, y - tall * 0.06),
            (x + tall * 0.085, y),
            (x - tall * 0.085, y),
        ],
        rgb("3f5a52"),
        0.45,
    )
    draw.round(x, y + tall * 0.004, tall * 0.060, tall * 0.014, rgb("fff0c8"), 1.0, 1.0)
    return easel.plate(_lit(easel, draw, (x, y, x, y)), draw.cover, 0.85, hides=False)


def _counter(easel: Easel) -> Plate:
    """The near edge of a table: a bowl of fruit, a board, dark against the light."""
    draw, rng, tall = Drawing(easel.set_width, easel.set_height), easel.rng(14), easel.height
    top = easel.y(0.90)
    draw.box(-5, top, easel.set_width + 10, tall * 0.4, rgb("6a4a30"), 0.30)
    draw.box(-5, top, easel.set_width + 10, tall * 0.014, rgb("b08454"), 0.80)
    x = easel.x(0.5 + easel.side * 0.30)
    for n in range(7):
        draw.round(
            x + tall * (0.024 * (n % 4) - 0.036),
            top - tall * (0.060 + 0.026 * (n // 4)),
            tall * 0.024,
            tall * 0.024,
            (rgb("c9402f"), rgb("e0a030"), rgb("8aa63a"))[int(rng.integers(0, 3))],
            0.6,
        )
    draw.fill(
        [
            (x - tall * 0.085, top - tall * 0.060),
            (x + tall * 0.085, top - tall * 0.060),
            (x + tall * 0.045, top),
            (x - tall * 0.045, top),
        ],
        rgb("d8cdb8"),
        0.55,
    )
    x = easel.x(0.5 - easel.side * 0.38)
    draw.fill(
        [
            (x - tall * 0.13, top),
            (x - tall * 0.11, top - tall * 0.02),
            (x + tall * 0.12, top - tall * 0.02),
            (x + tall * 0.14, top),
        ],
        rgb("a87a48"),
        0.6,
    )
    window = (easel.x(0.5), easel.y(0.2), easel.x(0.6), easel.y(0.7))
    colour = mix(_lit(easel, draw, window), np.asarray(easel.palette.shade), 0.30)
    return easel.plate(colour, draw.cover, 1.18, hides=False)
