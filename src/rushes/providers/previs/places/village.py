"""A village: cottages down a slope, a lane, lit windows in the evening, hills behind; on a Greek island, white."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.places.meadow import hills
from rushes.providers.previs.places.mountains import peaks
from rushes.providers.previs.places.sea import sea_water
from rushes.providers.previs.stage.drawing import Drawing, solid
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.flora import broad
from rushes.providers.previs.stage.ground import SNOW_DARK, Floor, Rank, flat_row, floor, fringe, rank
from rushes.providers.previs.stage.noise import mix
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.sky import sky_layers
from rushes.providers.previs.stage.small_pieces import house, white_house
from rushes.providers.previs.stage.words import said

#: Words of a whitewashed village by the sea.
ISLAND = ("greek", "greece", "santorini", "mykonos", "cycladic", "whitewashed", "aegean", "希腊", "圣托里尼")


def build(easel: Easel) -> Set:
    """Mountains, hills, three rows of cottages, a lane."""
    horizon = easel.horizon(0.58)
    line = easel.line(0.87)
    layers: list[Layer] = list(sky_layers(easel, horizon))
    white = said(easel.scene, ISLAND) >= 0
    if white:
        layers.append(sea_water(easel, horizon, line))
    else:
        layers += [*peaks(easel, horizon, (0,)), hills(easel, horizon, 1)]
    trees = [broad(easel.rng(100 + n), easel.side) for n in range(3)]
    row = flat_row(easel, horizon + 0.045 * easel.height, 60, 0.01)
    layers.append(rank(easel, horizon, trees, Rank(row, 0.10 * easel.height, 40, 0.20, 0.24, 0.3, dim=0.1), 70))
    dark, light = (rgb("8fa0b4"), rgb("eef3f8")) if easel.snowed else (rgb("3f5a2a"), rgb("a5ad58"))
    top = flat_row(easel, horizon + 0.06 * easel.height, 66, 0.008)
    layers.append(
        floor(
            easel,
            horizon,
            line,
            Floor(dark, light, top, sink=0.7, hazy=0.4),
            80,
            over=lambda colour: lane(easel, horizon, colour),
        )
    )
    layers += [_cottages(easel, horizon, line, tier, white=white) for tier in range(3)]
    if not easel.snowed:
        layers.append(fringe(easel, 90, 0.985, 0.12, flowers=(rgb("e8c85a"), rgb("c96a7a"))))
    lanes = {"ground": Lane(line, material="stone"), "air": Lane(easel.y(0.25))}
    key = (rgb("ffc98a"), (easel.side * 0.7, 0.5)) if easel.palette.lamps > 0.6 else None
    return Set(layers, horizon, easel.sun(horizon), lanes, line, backlit=0.65, key=key, halo=0.4)


def lane(easel: Easel, horizon: float, colour: Floats) -> Floats:
    """A trodden way that winds to the middle distance."""
    x, y = easel.grid()
    below = np.clip((y - horizon) / (easel.y(1.0) - horizon), 0.01, 1.3)
    middle = easel.x(0.5) + easel.width * (0.10 * easel.side * np.sin(2.2 / (below + 0.25)) + 0.02)
    half = (0.02 + 0.24 * below**1.1) * easel.width * 0.7
    path = np.exp(-(((x - middle) / half) ** 4))
    dust = easel.palette.lit(SNOW_DARK if easel.snowed else rgb("b59a74"), 0.55)
    return mix(colour, dust, ((0.6 if easel.snowed else 0.85) * path)[..., None])


def _cottages(easel: Easel, horizon: float, line: float, tier: int, *, white: bool) -> Plate:
    draw, rng = Drawing(easel.set_width, easel.set_height, snowed=easel.snowed), easel.rng(40 + tier)
    depth = (0.26, 0.42, 0.66)[tier]
    size = (0.10, 0.16, 0.30)[tier] * easel.height * (0.8 if easel.tall else 1.0)
    foot = horizon + (line - horizon) * depth
    spots = np.linspace(-0.55, 0.55, (9, 6, 4)[tier]) + 0.03 * rng.normal(size=(9, 6, 4)[tier])
    for spot in spots:
        if abs(spot) < (0.05, 0.16, 0.34)[tier]:
            continue
        build_one = white_house if white else house
        build_one(
            draw,
            rng,
            easel.x(0.5 + spot),
            foot + 0.01 * easel.height * rng.random(),
            size * (0.8 + 0.35 * rng.random()),
            easel.side if rng.random() < 0.7 else -easel.side,
        )
    return solid(easel, draw, depth, haze=(0.40, 0.22, 0.06)[tier], dim=0.10 * tier, snow=easel.snowed)
