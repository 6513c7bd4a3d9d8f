"""A swamp: dark still water among old trees, mist on it, reeds before the camera."""

from __future__ import annotations

from rushes.providers.previs.places.forest import boles
from rushes.providers.previs.places.lake import bank
from rushes.providers.previs.places.sea import sea_water
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.flora import broad
from rushes.providers.previs.stage.ground import Rank, flat_row, fringe, rank
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer
from rushes.providers.previs.stage.rays import rays
from rushes.providers.previs.stage.sky import sky_layers
from rushes.providers.previs.stage.weather import fog


def build(easel: Easel) -> Set:
    """Three ranks of trees that stand in the water, their image in it, boles, reeds; a bank for who walks."""
    horizon, line = easel.horizon(0.56), easel.line(0.87)
    layers: list[Layer] = list(sky_layers(easel, horizon))
    kinds = [broad(easel.rng(100 + n), easel.side, spread=0.7 + 0.15 * n, trunk=0.50) for n in range(4)]
    gap, high = easel.x(0.5 + easel.side * 0.10), easel.height * (0.8 if easel.tall else 1.0)
    for tier, (tall, count, haze, open_) in enumerate(
        ((0.24, 80, 0.70, 0.03), (0.38, 34, 0.46, 0.10), (0.60, 12, 0.20, 0.26))
    ):
        row = flat_row(easel, horizon - (0.006 - 0.004 * tier) * easel.height, 60 + tier, 0.004)
        look = Rank(
            row, tall * high, count, (0.04, 0.09, 0.16)[tier], haze, 0.7, (gap, open_ * easel.width), rgb("222d20"),
            rgb("7a8a4c"), dim=0.10 + 0.12 * tier,
        )  # fmt: skip
        layers.append(rank(easel, horizon, kinds, look, 70 + tier))
        if tier == 1:
            layers += rays(easel, horizon, 0.30)
    layers.append(sea_water(easel, horizon, line, rough=0.15, mirror=1.0, shine=0.25))
    if "fog" not in easel.scene.without:
        layers.append(fog(easel, 0.2, horizon + 0.02 * easel.height, 0.06 * easel.height, 0.65, 3))
        layers.append(fog(easel, 0.7, horizon + 0.16 * easel.height, 0.05 * easel.height, 0.40, 4))
    lanes = {"water": Lane(easel.y(0.70)), "air": Lane(easel.y(0.28))}
    if "ground" in easel.needs:
        layers.append(bank(easel, horizon, line))
        lanes["ground"] = Lane(line, material="grass")
    layers += [boles(easel, line), fringe(easel, 90, 1.0, 0.17, bowl=0.09, light=rgb("7a8a4a"))]
    return Set(layers, horizon, easel.sun(horizon), lanes, line, backlit=0.85)
