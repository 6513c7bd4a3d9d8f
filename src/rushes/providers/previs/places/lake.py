"""A still lake under mountains: the mirror is the picture; reeds and a dark near bank frame it."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.places import pool
from rushes.providers.previs.places.mountains import peaks
from rushes.providers.previs.places.sea import sea_water, sun_shows
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.flora import fir
from rushes.providers.previs.stage.ground import Floor, Rank, flat_row, floor, fringe, rank
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer
from rushes.providers.previs.stage.sky import sky_layers
from rushes.providers.previs.stage.weather import fog


def build(easel: Easel) -> Set:
    """Peaks, a wooded far bank, the mirror, a near bank for who stands; a basin where the prompt means a pool."""
    if "pool" in easel.scene.props:
        return pool.build(easel)
    horizon = easel.horizon(0.56 if easel.tall else 0.54)
    line = easel.line(0.87)
    layers: list[Layer] = sky_layers(easel, horizon)
    layers += peaks(easel, horizon, tiers=(0, 1))
    kinds = [fir(easel.rng(100 + n), easel.side, slim=0.9 + 0.1 * n) for n in range(4)]
    for tier, (tall, count, haze, aside) in enumerate(((0.055, 170, 0.22, 0.2), (0.115, 60, 0.10, 0.75))):
        row = flat_row(easel, horizon - (0.012 - 0.010 * tier) * easel.height, 60 + tier, 0.004)
        layers.append(
            rank(
                easel,
                horizon,
                kinds,
                Rank(row, tall * easel.height, count, 0.05 + 0.05 * tier, haze, 0.22, aside=aside, dim=0.25),
                70 + tier,
            )
        )
    calm = {"storm": 1.1, "rain": 0.5, "wind": 0.6}.get(easel.scene.weather, 0.17)
    layers.append(sea_water(easel, horizon, line, rough=calm, mirror=1.0, shine=sun_shows(easel, horizon, layers)))
    if easel.scene.time in ("dawn", "morning", "dusk", "moonlit") and "fog" not in easel.scene.without:
        layers.append(fog(easel, 0.15, horizon + 0.02 * easel.height, 0.045 * easel.height, 0.55, 3))
    lanes = {"water": Lane(easel.y(0.70)), "air": Lane(easel.y(0.28))}
    if "ground" in easel.needs:
        layers.append(bank(easel, horizon, line))
        lanes["ground"] = Lane(line, material="grass")
    layers.append(fringe(easel, 90, 1.0, 0.13, bowl=0.075, light=rgb("8d9a5a")))
    return Set(layers, horizon, easel.sun(horizon), lanes, line, backlit=0.8)


def bank(easel: Easel, horizon: float, line: float) -> Layer:
    """A tongue of grassy land from one corner."""
    t = np.linspace(0, 1, easel.set_width, dtype=np.float32)
    away = t if easel.side > 0 else 1 - t
    top = flat_row(easel, line - 0.055 * easel.height, 66, 0.008) + 0.11 * easel.height * away**2.2
    look = Floor(rgb("2c3a26"), rgb("7d8a4c"), np.asarray(top, np.float32), sink=0.75, hazy=0.10)
    return floor(easel, horizon, line, look, 80)
