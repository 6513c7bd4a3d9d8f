"""A river that winds towards the camera between grassy banks and trees, hills behind."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.places.mountains import peaks
from rushes.providers.previs.places.sea import sea_water, sun_shows
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.flora import Sprig, broad, fir
from rushes.providers.previs.stage.ground import Rank, air, flat_row, fringe, perspective_noise, rank
from rushes.providers.previs.stage.noise import Values, curve, mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.sky import sky_layers


def build(easel: Easel) -> Set:
    """Hills, woods, a winding mirror cut into a meadow."""
    horizon = easel.horizon(0.50)
    line = easel.line(0.86)
    layers: list[Layer] = sky_layers(easel, horizon)
    layers += peaks(easel, horizon, tiers=(0, 1))
    trees = [broad(easel.rng(100 + n), easel.side) for n in range(3)] + [fir(easel.rng(110), easel.side)]
    row = flat_row(easel, horizon + 0.004 * easel.height, 60, 0.003)
    layers.append(rank(easel, horizon, trees, Rank(row, 0.075 * easel.height, 90, 0.06, 0.36, 0.5), 70))
    calm = {"storm": 0.9, "rain": 0.5, "wind": 0.5}.get(easel.scene.weather, 0.26)
    layers.append(sea_water(easel, horizon, line, rough=calm, mirror=1.0, shine=sun_shows(easel, horizon, layers)))
    layers.append(_banks(easel, horizon, line))
    for tier, (foot, tall, count, depth, haze) in enumerate(
        ((0.055, 0.17, 26, 0.20, 0.22), (0.14, 0.40, 11, 0.46, 0.05))
    ):
        row = flat_row(easel, horizon + foot * easel.height, 62 + tier, 0.002)
        layers.append(
            _copse(
                easel,
                horizon,
                trees,
                Rank(row, tall * easel.height, count, depth, haze, 0.25, aside=1.0, dim=0.15 * tier),
                72 + tier,
            )
        )
    layers.append(fringe(easel, 90, 0.99, 0.13, bowl=0.06, flowers=(rgb("f2e6b0"), rgb("d9a0c0"))))
    lanes = {
        "water": Lane(easel.y(0.68), x=0.5 + easel.side * 0.10, course=lambda row: _breadth(easel, horizon, row)),
        "air": Lane(easel.y(0.26)),
        "ground": Lane(line, x=0.5 - easel.side * 0.20, material="grass"),
    }
    return Set(layers, horizon, easel.sun(horizon), lanes, line, backlit=0.75, person=0.27)


def _copse(easel: Easel, horizon: float, trees: list[Sprig], look: Rank, key: int) -> Plate:
    """A rank without its strip of land: the banks carry it."""
    plate = rank(easel, horizon, trees, look, key)
    rows = np.arange(easel.set_height)[:, None]
    keep = (rows < look.foot[None] - 0.5)[..., None]
    return Plate(np.where(keep, plate.bgra, 0).astype(np.uint8), plate.depth, sway=plate.sway, hides=False)


def _course(easel: Easel, horizon: float) -> tuple[Values, Values]:
    """Middle and half-width of the river at each row."""
    _, y = easel.grid()
    below = np.clip((y[:, 0] - horizon) / (easel.y(1.0) - horizon), 0.002, 1.3)
    far = 1 / (below + 0.06)
    swing = np.sin(far * 0.62 + easel.side * 0.9) * 0.17 * below**0.55 + 0.10 * easel.side * (1 - below)
    middle = easel.x(0.5) + (swing + easel.side * 0.16 * below) * easel.width
    return middle, (0.012 + 0.40 * below**1.15) * easel.width * 0.72


def _breadth(easel: Easel, horizon: float, row: float) -> tuple[float, float]:
    """Middle and half-width of the river at one row, for what floats on it."""
    middle, half = _course(easel, horizon)
    at = int(np.clip(row, 0, easel.set_height - 1))
    return float(middle[at]), float(half[at])


def _banks(easel: Easel, horizon: float, line: float) -> Plate:
    palette = easel.palette
    x, y = easel.grid()
    middle, half = _course(easel, horizon)
    below = np.clip((y - horizon) / (easel.y(1.0) - horizon), 0, 1.3)
    edge = (curve(easel.set_height, 26 * easel.unit, 4, easel.rng(81))[:, None] - 0.5) * (8 + 40 * below) * easel.unit
    off = np.abs(x - middle[:, None]) - half[:, None] + edge
    cover = smooth(-1.0, 1.5 + 2 * easel.unit, off) * (y > horizon)
    grain = perspective_noise(easel, horizon, 82, 60)
    patch = perspective_noise(easel, horizon, 83, 240, 0.6)
    dark, light = (rgb("8fa0b4"), rgb("eef3f8")) if easel.snowed else (rgb("34502a"), rgb("a3b45c"))
    albedo = mix(dark, light, np.clip(0.10 + 0.5 * grain + 0.6 * (patch - 0.3), 0, 1)[..., None])
    mud = smooth(22 * easel.unit * (0.2 + 1.6 * 1), 0.0, off / (0.15 + 2.2 * below))
    albedo = mix(albedo, rgb("4a4030"), (mud * 0.85)[..., None])
    colour = palette.lit(albedo, np.clip(0.20 + 0.75 * smooth(0.35, 0.7, patch), 0, 1).astype(np.float32))
    colour = mix(colour, air(easel, horizon), np.clip(0.75 * smooth(0.28, 0.0, below), 0, 1)[..., None])
    colour = mix(colour, np.asarray(palette.shade) * 0.85, (0.72 * smooth(0.35, 1.0, below + 0 * x))[..., None])
    return easel.plate(colour, np.asarray(cover, np.float32), 1.0, ground=(horizon, line), brush=1.5, hides=False)
