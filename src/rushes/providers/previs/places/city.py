"""A city: towers in tiers of haze, windows and neon by night, a paved embankment with lamps to walk on."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.stage.buildings import Row, skyline
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.noise import mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.paving import lamp_posts, pavement
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.sky import sky_layers
from rushes.providers.previs.stage.wet import Wet


def build(easel: Easel) -> Set:
    """Three rows of towers, an embankment, lamps."""
    horizon = easel.horizon(0.74)
    line = easel.line(0.90)
    layers: list[Layer] = sky_layers(easel, horizon)
    if easel.palette.lamps > 0.6:
        layers.insert(1, _dome(easel, horizon))
    heart = easel.x(0.5 - easel.side * 0.14)
    gap = (easel.x(0.5 + easel.side * 0.20), 0.05 * easel.width)
    tall = easel.height * (0.80 if easel.tall else 1.0)
    rows = (
        Row(horizon, 0.30 * tall, 0.052 * tall, 0.03, 0.68, 0.0, rgb("505a6c"), rgb("7f8896"), centre=(heart, 1.1)),
        Row(
            horizon,
            0.32 * tall,
            0.085 * tall,
            0.08,
            0.42,
            0.0048 * tall,
            rgb("4a5262"),
            rgb("8c8f98"),
            centre=(heart, 0.8),
            gap=gap,
        ),
        Row(
            horizon,
            0.34 * tall,
            0.140 * tall,
            0.18,
            0.16,
            0.0072 * tall,
            rgb("3f434e"),
            rgb("8b7d72"),
            0.7,
            gap=(gap[0], 0.14 * easel.width),
        ),
        Row(
            horizon + 0.02 * tall,
            0.62 * tall,
            0.24 * tall,
            0.34,
            0.04,
            0.0125 * tall,
            rgb("2c2f38"),
            rgb("6b5f58"),
            1.0,
            gap=(easel.x(0.5), 0.40 * easel.width),
        ),
    )
    layers += [skyline(easel, horizon, row, 40 + number) for number, row in enumerate(rows)]
    rainy = easel.scene.weather in ("rain", "storm")
    layers.append(pavement(easel, horizon, line, horizon + 0.015 * easel.height))
    if rainy or easel.palette.lamps > 0.9:
        layers.append(Wet(horizon, horizon + 0.015 * easel.height, line, easel.unit, 1.0 if rainy else 0.5))
    layers += lamp_posts(easel, horizon, line)
    lanes = {"ground": Lane(line, material="stone"), "air": Lane(easel.y(0.25)), "water": Lane(line)}
    key = (rgb("ffc98a"), (easel.side * 0.7, 0.6)) if easel.palette.lamps > 0.6 else None
    return Set(
        layers, horizon, easel.sun(horizon), lanes, line, backlit=0.75, wet=rainy, person=0.34, key=key, halo=0.6
    )


def _dome(easel: Easel, horizon: float) -> Plate:
    """The city's own light on the air above it."""
    x, y = easel.grid()
    up = (horizon - y) / easel.height
    glow = np.exp(-np.clip(up, 0, None) * 3.6) * np.exp(-(((x - easel.set_width / 2) / (0.75 * easel.set_width)) ** 2))
    tint = mix(rgb("e0806a"), rgb("8a5cc0"), smooth(0.05, 0.5, up)[..., None])
    return easel.plate(
        np.broadcast_to(tint, (*glow.shape, 3)).astype(np.float32),
        np.asarray(0.55 * glow * easel.palette.lamps, np.float32),
        0.005,
        hides=False,
    )
