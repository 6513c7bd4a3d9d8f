"""A swimming pool: blue water with lane lines and caustic light, a tiled edge, loungers and palms behind."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.places.meadow import hills
from rushes.providers.previs.stage.drawing import Drawing, solid
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.ground import perspective_noise
from rushes.providers.previs.stage.noise import mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.sky import sky_layers
from rushes.providers.previs.stage.wild_pieces import palm


def build(easel: Easel) -> Set:
    """Sky, hills, a terrace with palms and parasols, the basin."""
    horizon, line = easel.horizon(0.48), easel.line(0.88)
    layers: list[Layer] = [*sky_layers(easel, horizon), hills(easel, horizon, 0), _terrace(easel, horizon, line)]
    layers.append(_basin(easel, horizon, line))
    lanes = {
        "water": Lane(easel.y(0.76), material="water"),
        "ground": Lane(line, material="stone"),
        "air": Lane(easel.y(0.25)),
    }
    return Set(layers, horizon, easel.sun(horizon), lanes, line, backlit=0.45)


def _terrace(easel: Easel, horizon: float, line: float) -> Plate:
    draw, rng, tall = Drawing(easel.set_width, easel.set_height), easel.rng(40), easel.height
    foot = horizon + 0.42 * (line - horizon)
    draw.box(0, horizon + 0.10 * (line - horizon), easel.set_width, foot, rgb("4f7a3c"), 0.5)
    for share in (-0.46, -0.30, 0.34, 0.47):
        size = 0.34 * tall * (0.8 + 0.4 * rng.random())
        palm(draw, rng, easel.x(0.5 + share), horizon + 0.3 * (line - horizon), size, easel.side)
    for share in (-0.38, -0.16, 0.12, 0.40):
        x, hue = easel.x(0.5 + share), ("e8e0d0", "d9603f", "3f8fb8", "e0b040")[int(rng.integers(0, 4))]
        draw.box(x - 0.003 * tall, foot - 0.14 * tall, 0.006 * tall, 0.14 * tall, rgb("e6e2da"), 0.6)
        shade = foot - 0.12 * tall
        draw.fill([(x - 0.075 * tall, shade), (x, foot - 0.165 * tall), (x + 0.075 * tall, shade)], rgb(hue), 0.7)
        draw.fill([(x + 0.02 * tall, foot - 0.022 * tall), (x + 0.10 * tall, foot - 0.022 * tall), (x + 0.125 * tall,
                  foot - 0.05 * tall), (x + 0.13 * tall, foot - 0.046 * tall), (x + 0.105 * tall, foot - 0.012 * tall),
                  (x + 0.02 * tall, foot - 0.012 * tall)], rgb("f0ece2"), 0.75)  # fmt: skip
    return solid(easel, draw, 0.30, haze=0.10)


def _basin(easel: Easel, horizon: float, line: float) -> Plate:
    """Stone edge, then water: lane lines, ripples, light that dances on its floor."""
    palette = easel.palette
    x, y = easel.grid()
    disparity = np.maximum((y - horizon) / (line - horizon), 0.05) * np.ones_like(x)
    ripple, web = perspective_noise(easel, horizon, 82, 34), perspective_noise(easel, horizon, 83, 90)
    caustic = smooth(0.06, 0.0, np.abs(web - 0.5)) * 0.6 + smooth(0.05, 0.0, np.abs(ripple - 0.5)) * 0.4
    water = palette.lit(mix(rgb("1f7fa8"), rgb("6fd0de"), np.clip(0.35 + 0.6 * (ripple - 0.4), 0, 1)[..., None]), 0.7)
    sun = np.asarray(palette.sun) * (0.22 * caustic * palette.strength)[..., None]
    water = np.asarray(water + sun, np.float32)
    sky = mix(palette.horizon, palette.middle, 0.4)
    water = mix(water, sky, (0.45 * smooth(0.75, 0.45, disparity))[..., None])
    lamp = np.asarray(rgb("48c8e0")) * 0.45 * palette.lamps
    water = np.asarray(water + lamp, np.float32)
    across = (x - easel.set_width / 2) / easel.height / disparity
    rope = smooth(0.018, 0.010, np.abs(np.mod(across * 1.1, 1.0) - 0.5)) * (np.mod(1.8 / disparity * 6, 1.0) < 0.6)
    water = mix(water, palette.lit(rgb("e8e2d8"), 0.8), (0.75 * rope * smooth(0.5, 0.6, disparity))[..., None])
    stone = palette.lit(mix(rgb("a8a096"), rgb("d8d0c4"), ripple[..., None]), 0.65)
    edge = np.maximum(smooth(0.50, 0.49, disparity), smooth(0.945, 0.955, disparity))
    colour = mix(water, stone, edge[..., None])
    lip = np.maximum(smooth(0.012, 0.006, np.abs(disparity - 0.51)), smooth(0.02, 0.012, np.abs(disparity - 0.94)))
    colour = mix(colour, palette.lit(rgb("3f7f98"), 0.5), (0.8 * lip)[..., None])
    cover = np.clip(y - (horizon + 0.40 * (line - horizon)) + 0.5, 0, 1) * np.ones_like(x)
    return easel.plate(colour, np.asarray(cover, np.float32), 1.0, ground=(horizon, line))
