"""Ruins: a colonnade, whole and broken, on a dry hill; mountains in the haze, grass between the stones."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.places.meadow import hills
from rushes.providers.previs.places.mountains import peaks
from rushes.providers.previs.stage.drawing import Drawing, solid
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.flora import fir
from rushes.providers.previs.stage.ground import Floor, Rank, flat_row, floor, fringe, rank
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.sky import sky_layers
from rushes.providers.previs.stage.small_pieces import BROKEN, STONE, column


def build(easel: Easel) -> Set:
    """Ranges, cypresses, two rows of columns, a stylobate."""
    horizon, line = easel.horizon(0.63), easel.line(0.87)
    layers: list[Layer] = [*sky_layers(easel, horizon), *peaks(easel, horizon, (0,)), hills(easel, horizon, 1)]
    kinds = [fir(easel.rng(100 + n), easel.side, slim=0.42) for n in range(2)]
    row = flat_row(easel, horizon + 0.04 * easel.height, 60, 0.01)
    layers.append(rank(easel, horizon, kinds, Rank(row, 0.17 * easel.height, 22, 0.2, 0.22, 0.25, dim=0.1), 70))
    top = flat_row(easel, horizon + 0.065 * easel.height, 66, 0.008)
    layers.append(
        floor(easel, horizon, line, Floor(rgb("6b6038"), rgb("c0ae6c"), top, sink=0.65, hazy=0.35, lit=0.7), 80)
    )
    layers += [_columns(easel, horizon, line, tier) for tier in range(3)]
    layers.append(fringe(easel, 90, 0.985, 0.10, light=rgb("b8a860")))
    lanes = {"ground": Lane(line, material="stone"), "air": Lane(easel.y(0.25))}
    return Set(layers, horizon, easel.sun(horizon), lanes, line, backlit=0.75)


def _columns(easel: Easel, horizon: float, line: float, tier: int) -> Plate:
    draw, rng = Drawing(easel.set_width, easel.set_height), easel.rng(40 + tier)
    depth = (0.36, 0.62, 1.08)[tier]
    tall = (0.30, 0.46, 0.95)[tier] * easel.height * (0.8 if easel.tall else 1)
    foot = horizon + (line - horizon) * depth
    if tier < 2:
        draw.box(
            easel.x(-0.15),
            foot - 0.008 * easel.height,
            easel.width * 1.3,
            0.022 * easel.height * (1 + tier),
            STONE,
            0.55,
        )
    spots = (np.linspace(-0.52, 0.52, 11), np.linspace(-0.55, 0.55, 7), np.array([-0.47 * easel.side]))[tier]
    stands = [tier != 1 or abs(spot + easel.side * 0.10) >= 0.16 for spot in spots]
    whole = [one and _sound(easel, tier, n) for n, one in enumerate(stands)]
    for n, spot in enumerate(spots):
        if not stands[n]:
            continue
        column(draw, np.random.default_rng([easel.seed, tier, n]), easel.x(0.5 + spot), foot, tall, easel.side)
        # A beam lies only where two columns carry it.
        if tier < 2 and n + 1 < len(spots) and whole[n] and whole[n + 1] and rng.random() < 0.8:
            width = (spots[n + 1] - spot) * easel.width
            draw.fill(
                [
                    (easel.x(0.5 + spot), foot - tall),
                    (easel.x(0.5 + spot) + width, foot - tall),
                    (easel.x(0.5 + spot) + width, foot - tall * 0.92),
                    (easel.x(0.5 + spot), foot - tall * 0.92),
                ],
                STONE,
                0.6,
            )
    return solid(easel, draw, depth, haze=(0.30, 0.12, 0.0)[tier], dim=(0.0, 0.05, 0.55)[tier], snow=easel.snowed)


def _sound(easel: Easel, tier: int, number: int) -> bool:
    """Is a column whole? The same chance breaks it when it is drawn."""
    return float(np.random.default_rng([easel.seed, tier, number]).random()) >= BROKEN
