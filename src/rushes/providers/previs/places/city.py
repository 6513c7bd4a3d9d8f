"""A city: towers in tiers of haze, windows and neon by night, a paved embankment with lamps to walk on."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.stage.buildings import Row, skyline
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.paving import lamp_posts, pavement
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer
from rushes.providers.previs.stage.sky import sky_layers
from rushes.providers.previs.stage.wet import Wet


def build(easel: Easel) -> Set:
    """Three rows of towers, an embankment, lamps."""
    horizon = easel.horizon(0.74)
    line = easel.y(0.90)
    layers: list[Layer] = sky_layers(easel, horizon)
    heart = easel.x(0.5 - easel.side * 0.14)
    gap = (easel.x(0.5 + easel.side * 0.20), 0.05 * easel.width)
    tall = easel.height * (0.80 if easel.tall else 1.0)
    rows = (
        Row(horizon, 0.30 * tall, 0.052 * tall, 0.03, 0.68, 0.0, rgb("505a6c"), rgb("7f8896"), centre=(heart, 1.1)),
        Row(horizon, 0.32 * tall, 0.085 * tall, 0.08, 0.42, 0.0055 * tall, rgb("4a5262"), rgb("8c8f98"), centre=(heart, 0.8), gap=gap),
        Row(horizon, 0.34 * tall, 0.140 * tall, 0.18, 0.16, 0.0090 * tall, rgb("3f434e"), rgb("8b7d72"), 0.5, (gap[0], 0.14 * easel.width)),
    )
    layers += [skyline(easel, horizon, row, 40 + number) for number, row in enumerate(rows)]
    rainy = easel.scene.weather in ("rain", "storm")
    layers.append(pavement(easel, horizon, line, easel.y(0.755)))
    if rainy or easel.palette.lamps > 0.9:
        layers.append(Wet(horizon, easel.y(0.755), line, easel.unit, 0.85 if rainy else 0.38))
    layers += lamp_posts(easel, horizon, line)
    lanes = {"ground": Lane(line, material="stone"), "air": Lane(easel.y(0.25)), "water": Lane(line)}
    return Set(layers, horizon, easel.sun(horizon), lanes, line, backlit=0.75, wet=rainy, person=0.31)
