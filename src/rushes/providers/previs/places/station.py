"""A railway station seen across: the far platform under its iron canopy, the track, the near platform."""

from __future__ import annotations

import math

import numpy as np

from rushes.providers.previs.stage.buildings import Row, skyline
from rushes.providers.previs.stage.drawing import Drawing, solid
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.ground import Floor, flat_row, floor
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.sky import sky_layers
from rushes.providers.previs.stage.tracks import track
from rushes.providers.previs.stage.wet import Wet

IRON, PALE, BRICK = rgb("3d5a54"), rgb("e6ddc8"), rgb("93604a")
#: Disparities of the far platform and of the track.
FAR, TRACK = 0.42, 0.66


def build(easel: Easel) -> Set:
    """Sky, towers, the far platform, the track, the near platform with its edge."""
    horizon, line = easel.horizon(0.55), easel.line(0.92)
    rise, tall = line - horizon, 0.22 * easel.height
    layers: list[Layer] = sky_layers(easel, horizon)
    towers = Row(horizon, tall, tall * 0.4, 0.05, 0.6, tall * 0.03, rgb("505866"), rgb("8a8580"))
    layers.append(skyline(easel, horizon, towers, 40))
    bed = Floor(rgb("3a3836"), rgb("77716a"), flat_row(easel, horizon + 2, 66, 0.0), sink=0.5, hazy=0.3)
    layers.append(floor(easel, horizon, line, bed, 80))
    # A train is as long as the frame is wide: beside it the houses are lower than beside people.
    scale = 0.60 if "rails" in easel.needs else 1.0
    layers.append(_platform(easel, horizon + FAR * rise, rise * FAR * scale))
    draw = Drawing(easel.set_width, easel.set_height)
    track(easel, draw, horizon + TRACK * rise, 1.1)
    layers.append(solid(easel, draw, TRACK))
    near = Floor(rgb("6c6862"), rgb("b8b2a6"), flat_row(easel, horizon + 0.80 * rise, 67, 0.0), sink=0.5, hazy=0.0)
    layers.append(floor(easel, horizon, line, near, 84))
    layers.append(_edge(easel, horizon + 0.80 * rise, rise))
    rainy = easel.scene.weather in ("rain", "storm")
    if rainy:
        layers.append(Wet(horizon, horizon + 0.8 * rise, line, easel.unit, 0.8))
    lanes = {
        "ground": Lane(line, material="stone"),
        "wheels": Lane(horizon + TRACK * rise, material="stone"),
        "air": Lane(easel.y(0.2)),
    }
    key = (rgb("ffcf96"), (easel.side * 0.5, 0.7)) if easel.palette.lamps > 0.6 else None
    return Set(
        layers, horizon, easel.sun(horizon), lanes, line, backlit=0.6, wet=rainy, person=0.36, key=key, halo=0.5,
        drawn={"railway", "rails"},
    )  # fmt: skip


def _platform(easel: Easel, foot: float, unit: float) -> Plate:
    """A wall of brick with posters, iron posts, a saw-toothed canopy with lamps, a clock."""
    draw, rng, wide = Drawing(easel.set_width, easel.set_height, snowed=easel.snowed), easel.rng(50), easel.set_width
    deck, roof = foot - 0.34 * unit, foot - 3.6 * unit
    draw.box(0, foot - 2.5 * unit, wide, 2.2 * unit, BRICK, 0.34)
    draw.box(0, foot - 2.5 * unit, wide, 0.08 * unit, PALE, 0.6)
    step = 3.1 * unit
    for n, x in enumerate(np.arange(-0.4 * step, wide + step, step)):
        _bay(draw, float(x), deck, unit, n, tuple(rng.random(3)))
        for way in (-1, 1):
            knee = [(x, roof + 1.15 * unit), (x + way * 0.75 * unit, roof + 0.34 * unit), (x, roof + 0.34 * unit)]
            draw.fill(knee, IRON, 0.42)
        draw.box(x - 0.07 * unit, roof + 0.3 * unit, 0.14 * unit, deck - roof - 0.3 * unit, IRON, 0.55)
        draw.box(x - 0.14 * unit, deck - 0.3 * unit, 0.28 * unit, 0.3 * unit, IRON, 0.4)
    draw.box(0, roof, wide, 0.34 * unit, IRON, 0.62)
    draw.box(0, roof - 0.10 * unit, wide, 0.10 * unit, rgb("8f9a94"), 0.85)
    for x in np.arange(0, wide, 0.24 * unit):
        low = roof + 0.33 * unit
        draw.fill([(x, low), (x + 0.24 * unit, low), (x + 0.12 * unit, low + 0.23 * unit)],
                  PALE, 0.6)  # fmt: skip
    draw.box(0, deck, wide, foot - deck, rgb("5a5650"), 0.25)
    draw.box(0, deck, wide, 0.09 * unit, rgb("e0d8c0"), 0.8)
    return solid(easel, draw, FAR, haze=0.10)


def _bay(draw: Drawing, x: float, deck: float, unit: float, number: int, luck: tuple[float, ...]) -> None:
    """What stands between two posts: a window, a poster, a bench, or the clock; a lamp over it."""
    middle = x + 1.55 * unit
    if number % 3 == 0:
        for side in (-0.62, 0.12):
            draw.box(middle + side * unit, deck - 1.75 * unit, 0.5 * unit, 1.05 * unit, PALE, 0.6)
            draw.box(
                middle + (side + 0.06) * unit, deck - 1.69 * unit, 0.38 * unit, 0.93 * unit, rgb("2c3a44"), 0.4, 0.75
            )
    elif number % 3 == 1:
        for side, word in ((-0.75, "b8483a"), (0.15, "3a6a8a")):
            draw.box(middle + side * unit, deck - 1.8 * unit, 0.62 * unit, 0.9 * unit, rgb("e8e0cc"), 0.6)
            draw.box(
                middle + (side + 0.06) * unit,
                deck - 1.74 * unit,
                0.5 * unit,
                0.5 * unit,
                rgb(word),
                0.5 + 0.2 * luck[0],
            )
    else:
        draw.round(middle, deck - 2.45 * unit, 0.34 * unit, 0.34 * unit, IRON, 0.4)
        draw.round(middle, deck - 2.45 * unit, 0.28 * unit, 0.28 * unit, rgb("f4efe0"), 0.8, 0.7)
        for turn, reach in ((2 * math.pi * luck[1], 0.16), (2 * math.pi * luck[2], 0.23)):
            tip = (middle + reach * unit * math.sin(turn), deck - 2.45 * unit - reach * unit * math.cos(turn))
            across = (0.02 * unit * math.cos(turn), 0.02 * unit * math.sin(turn))
            base = (middle, deck - 2.45 * unit)
            draw.fill([(base[0] - across[0], base[1] - across[1]), (base[0] + across[0], base[1] + across[1]), tip],
                      rgb("20242a"), 0.3)  # fmt: skip
    draw.box(middle - 0.7 * unit, deck - 0.42 * unit, 1.4 * unit, 0.10 * unit, rgb("8a5a34"), 0.55)
    for leg in (-0.6, 0.52):
        draw.box(middle + leg * unit, deck - 0.34 * unit, 0.08 * unit, 0.34 * unit, IRON, 0.3)
    draw.round(x + 0.5 * unit, deck - 2.62 * unit, 0.13 * unit, 0.10 * unit, rgb("fff0c8"), 0.8, 1.0)


def _edge(easel: Easel, row: float, rise: float) -> Plate:
    """The near platform's edge with its line."""
    draw = Drawing(easel.set_width, easel.set_height)
    draw.box(0, row - 0.012 * rise, easel.set_width, 0.04 * rise, rgb("d9d2c2"), 0.7)
    draw.box(0, row + 0.065 * rise, easel.set_width, 0.03 * rise, rgb("e8c24a"), 0.7)
    return solid(easel, draw, 0.80)
