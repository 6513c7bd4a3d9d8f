"""High mountains in tiers of haze, with a foreground slope of firs and a path for the actors."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.noise import field, mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.sky import sky_layers
from rushes.providers.previs.stage.terrain import MAP, Range, Surface, hazed, ridges, see


def build(easel: Easel) -> Set:
    """Peaks, foothills, a fir slope."""
    horizon = easel.horizon(0.66 if easel.tall else 0.68)
    layers: list[Layer] = sky_layers(easel, horizon)
    layers += [_range(easel, horizon, tier) for tier in range(3)]
    line = easel.y(0.88)
    return Set(layers, horizon, easel.sun(horizon), {"ground": Lane(line), "air": Lane(easel.y(0.3))}, line)


def _massif(easel: Easel, key: int, tier: int) -> Floats:
    """Ridges gathered into a great peak off the middle and smaller ones around it."""
    rng = easel.rng(key)
    rough = ridges(rng, wave=0.34 if tier == 0 else 0.22, gain=0.52)
    x = np.linspace(-1, 1, MAP, dtype=np.float32)[None]
    z = np.linspace(0, 1, MAP, dtype=np.float32)[:, None]
    peak = -easel.side * (0.10 + 0.08 * rng.random())
    lift = 0.42 + 0.58 * np.exp(-(((x - peak) / 0.20) ** 2)) if tier == 0 else 0.65 + 0.35 * np.sin(x * 7 + rng.random() * 6)
    profile = smooth(0.0, 0.55, z) * smooth(1.05, 0.75, z)
    return np.asarray((0.25 + 0.75 * rough) * lift * profile, np.float32)


def _range(easel: Easel, horizon: float, tier: int) -> Plate:
    rng = easel.rng(40 + tier)
    near, far, peak, breadth, eye = (
        (11.0, 26.0, 8.2, 60.0, 0.55), (5.0, 9.0, 1.75, 26.0, 0.42), (2.0, 3.6, 0.42, 10.0, 0.26),
    )[tier]  # fmt: skip
    land = Range(_massif(easel, 50 + tier, tier), peak * (1.15 if easel.tall else 1.0), near, far, breadth, eye, 0.42)
    surface, cover, distance = see(easel, land, horizon, rng)
    colour = easel.palette.lit(_albedo(easel, surface, tier), surface.light)
    mist = smooth(0.42, 0.0, surface.height) * (0.55, 0.42, 0.2)[tier]
    colour = hazed(easel, colour, distance, (26.0, 13.0, 9.0)[tier], mist)
    return easel.plate(colour, cover, (0.02, 0.06, 0.16)[tier], brush=2)


def _albedo(easel: Easel, surface: Surface, tier: int) -> Floats:
    rock = mix(rgb("6d6a76"), rgb("a59c98"), surface.grain[..., None])
    forest = mix(rgb("2c4436"), rgb("4c6a44"), surface.grain[..., None])
    snow_line = 0.34 if not easel.scene.snowy else 0.05
    snow = smooth(snow_line, snow_line + 0.16, surface.height + (surface.grain - 0.5) * 0.22) * smooth(0.62, 0.40, surface.steep)
    colour = mix(rock, forest, (smooth(0.30, 0.12, surface.height) if tier == 0 else smooth(0.8, 0.4, surface.height))[..., None])
    if tier == 0 or easel.scene.snowy:
        colour = mix(colour, rgb("f4f6fb"), snow[..., None])
    return colour
