"""A harbour: a waterfront of gabled houses, moored boats that mirror, masts, a quay with bollards."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.places.meadow import hills
from rushes.providers.previs.places.sea import sea_water
from rushes.providers.previs.stage.drawing import Drawing, solid
from rushes.providers.previs.stage.dressing import mirrored
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.paving import lamp_post, pavement
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.sky import sky_layers
from rushes.providers.previs.stage.small_pieces import house


def build(easel: Easel) -> Set:
    """Hills, a row of houses, water, boats, the quay."""
    horizon, line = easel.horizon(0.54), easel.line(0.89)
    layers: list[Layer] = [*sky_layers(easel, horizon), hills(easel, horizon, 0), _front(easel, horizon)]
    calm = {"storm": 1.0, "rain": 0.5, "wind": 0.6}.get(easel.scene.weather, 0.24)
    layers.append(sea_water(easel, horizon, line, rough=calm, mirror=1.0, shine=0.5))
    layers += [_boats(easel, horizon, line, depth) for depth in (0.16, 0.36)]
    lanes = {"water": Lane(easel.y(0.70), x=0.5 + easel.side * 0.10), "air": Lane(easel.y(0.26))}
    if "ground" in easel.needs or "water" not in easel.needs:
        layers.append(pavement(easel, horizon, line, easel.y(0.815), dark="4a4540", light="8f8678"))
        layers.append(_bollards(easel))
        layers.append(
            lamp_post(
                easel, easel.x(0.5 + easel.side * 0.42), line, 0.58 * easel.height * (0.75 if easel.tall else 1), 1.0
            )
        )
        lanes["ground"] = Lane(line, material="stone")
    key = (rgb("ffc98a"), (easel.side * 0.7, 0.6)) if easel.palette.lamps > 0.6 else None
    return Set(layers, horizon, easel.sun(horizon), lanes, line, backlit=0.7, key=key, halo=0.4)


def _front(easel: Easel, horizon: float) -> Plate:
    draw, rng = Drawing(easel.set_width, easel.set_height, snowed=easel.snowed), easel.rng(40)
    x, size = 0.0, 0.125 * easel.height * (0.8 if easel.tall else 1)
    while x < easel.set_width:
        scale = size * (0.8 + 0.5 * rng.random())
        house(draw, rng, x, horizon + 1, scale, easel.side if rng.random() < 0.6 else -easel.side)
        x += scale * (0.95 + 0.35 * rng.random())
    draw.box(-5, horizon - 0.012 * easel.height, easel.set_width + 10, 0.02 * easel.height, rgb("7a7066"), 0.4)
    return solid(easel, draw, 0.08, haze=0.30, snow=easel.snowed)


def _boats(easel: Easel, horizon: float, line: float, depth: float) -> Plate:
    """Moored boats: hull, cabin, mast and rigging."""
    draw, rng = Drawing(easel.set_width, easel.set_height), easel.rng(int(50 + 100 * depth))
    foot = horizon + (line - horizon) * depth
    size = depth * 0.42 * easel.height
    for spot in np.linspace(-0.6, 0.6, 9 if depth < 0.3 else 4) + 0.04 * rng.normal(size=9 if depth < 0.3 else 4):
        if abs(spot - easel.side * 0.10) < 0.13:
            continue
        x, way = easel.x(0.5 + spot), 1 if rng.random() < 0.5 else -1
        hull = (rgb("a03a34"), rgb("e4ddd0"), rgb("2f5a7a"), rgb("3d6a58"))[int(rng.integers(0, 4))]
        length = size * (1.0 + 0.5 * rng.random())
        draw.fill(
            [
                (x - way * length * 0.50, foot - length * 0.15),
                (x + way * length * 0.58, foot - length * 0.21),
                (x + way * length * 0.42, foot),
                (x - way * length * 0.44, foot),
            ],
            hull,
            0.42,
        )
        draw.fill(
            [
                (x - way * length * 0.50, foot - length * 0.15),
                (x + way * length * 0.58, foot - length * 0.21),
                (x + way * length * 0.56, foot - length * 0.17),
                (x - way * length * 0.49, foot - length * 0.11),
            ],
            rgb("e8e0d0"),
            0.75,
        )
        draw.box(x - length * 0.22, foot - length * 0.32, length * 0.30, length * 0.17, rgb("d8cdb8"), 0.6)
        draw.box(x - length * 0.14, foot - length * 0.29, length * 0.10, length * 0.08, rgb("39424f"), 0.3, 0.8)
        mast, thick = foot - length * 1.35, max(1.0, length * 0.014)
        draw.box(x + way * length * 0.14, mast, thick, foot - length * 0.16 - mast, rgb("5a4430"), 0.5)
        for end in (-0.46, 0.54):
            draw.fill(
                [
                    (x + way * length * 0.14, mast),
                    (x + way * length * end, foot - length * 0.18),
                    (x + way * length * end + 0.7, foot - length * 0.18),
                    (x + way * length * 0.14 + 0.7, mast),
                ],
                rgb("4a4038"),
                0.4,
            )
    return mirrored(easel, solid(easel, draw, depth, haze=0.28 * (1 - depth)), foot)


def _bollards(easel: Easel) -> Plate:
    draw, tall = Drawing(easel.set_width, easel.set_height), easel.height
    foot = easel.y(0.835)
    for share in (0.06, 0.34, 0.66, 0.94):
        x = easel.x(share)
        draw.pillow(x - tall * 0.018, foot - tall * 0.060, tall * 0.036, tall * 0.062, rgb("2f2c2c"), 0.35)
        draw.pillow(x - tall * 0.024, foot - tall * 0.068, tall * 0.048, tall * 0.020, rgb("3d3a3a"), 0.55)
    return solid(easel, draw, 0.9, dim=0.25, snow=easel.snowed)
