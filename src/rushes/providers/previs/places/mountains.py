"""High mountains in tiers of haze, with a foreground slope of firs and a path for the actors."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.flora import fir
from rushes.providers.previs.stage.ground import FIR_DARK, FIR_LIGHT, Floor, Rank, flat_row, floor, fringe, rank
from rushes.providers.previs.stage.noise import mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.sky import sky_layers
from rushes.providers.previs.stage.terrain import MAP, Range, Surface, hazed, ridges, see


def build(easel: Easel) -> Set:
    """Peaks, foothills, a fir slope."""
    horizon = easel.horizon(0.66 if easel.tall else 0.68)
    layers: list[Layer] = sky_layers(easel, horizon)
    layers += peaks(easel, horizon)
    line = easel.line(0.87)
    kinds = [fir(easel.rng(100 + n), easel.side, slim=0.85 + 0.1 * n) for n in range(4)]
    snowy = easel.snowed
    dark, light = (rgb("3c4c56"), rgb("dfe8ee")) if snowy else (FIR_DARK, FIR_LIGHT)
    for tier, (foot, tall, count, depth, haze, aside) in enumerate(
        ((0.715, 0.075, 150, 0.22, 0.30, 0.1), (0.755, 0.19, 46, 0.42, 0.14, 0.55), (0.80, 0.46, 22, 0.66, 0.04, 1.0))
    ):
        row = flat_row(easel, easel.y(foot) + horizon - easel.y(0.68), 60 + tier, 0.018)
        look = Rank(
            row, tall * easel.height, count, depth, haze, mist=0.40 - 0.15 * tier, aside=aside, dark=dark, light=light
        )
        layers.append(rank(easel, horizon, kinds, look, 70 + tier))
    dark, light = (rgb("8fa0b4"), rgb("eef3f8")) if snowy else (rgb("3a4a2a"), rgb("93a05a"))
    top = flat_row(easel, horizon + 0.115 * easel.height, 66, 0.012)
    layers.append(floor(easel, horizon, line, Floor(dark, light, top, sink=0.55 if snowy else 0.72, hazy=0.4), 80))
    if not snowy:
        layers.append(fringe(easel, 90, 0.985, 0.07))
    lanes = {"ground": Lane(line, material="snow" if snowy else "grass"), "air": Lane(easel.y(0.3))}
    return Set(layers, horizon, easel.sun(horizon), lanes, line)


def peaks(easel: Easel, horizon: float, tiers: tuple[int, ...] = (0, 1, 2)) -> list[Layer]:
    """The ranges alone, far to near, for any place that wants mountains behind it."""
    return [_range(easel, horizon, tier) for tier in tiers]


def _massif(easel: Easel, key: int, tier: int) -> Floats:
    """Ridges gathered into a great peak off the middle and smaller ones around it."""
    rng = easel.rng(key)
    rough = ridges(rng, wave=0.24 if tier == 0 else 0.20, gain=0.58)
    x = np.linspace(-1, 1, MAP, dtype=np.float32)[None]
    z = np.linspace(0, 1, MAP, dtype=np.float32)[:, None]
    peak = -easel.side * (0.10 + 0.08 * rng.random())
    second = -peak * (2.6 + rng.random())
    summits = 0.62 * np.exp(-(((x - peak) / 0.13) ** 2)) + 0.34 * np.exp(-(((x - second) / 0.12) ** 2))
    lift = 0.40 + summits if tier == 0 else 0.65 + 0.35 * np.sin(x * 7 + rng.random() * 6)
    profile = smooth(0.0, 0.55, z) * smooth(1.05, 0.75, z)
    return np.asarray((0.12 + 0.88 * rough) * lift * profile, np.float32)


def _range(easel: Easel, horizon: float, tier: int) -> Plate:
    rng = easel.rng(40 + tier)
    near, far, peak, breadth, eye = (
        (11.0, 26.0, 8.2, 60.0, 0.55), (5.0, 9.0, 1.75, 26.0, 0.42), (2.0, 3.6, 0.42, 10.0, 0.26),
    )[tier]  # fmt: skip
    land = Range(_massif(easel, 50 + tier, tier), peak * (1.15 if easel.tall else 1.0), near, far, breadth, eye, 0.42)
    surface, cover, distance = see(easel, land, horizon, rng)
    colour = easel.palette.lit(_albedo(easel, surface, tier), surface.light)
    mist = smooth(0.42, 0.0, surface.height) * (0.50, 0.36, 0.2)[tier]
    colour = hazed(easel, colour, distance, (42.0, 18.0, 9.0)[tier], mist)
    return easel.plate(colour, cover, (0.02, 0.06, 0.16)[tier], brush=2)


def _albedo(easel: Easel, surface: Surface, tier: int) -> Floats:
    rock = mix(rgb("3f3d49"), rgb("857c7c"), surface.grain[..., None])
    forest = mix(rgb("2c4436"), rgb("4c6a44"), surface.grain[..., None])
    snow_line = 0.30 if not easel.snowed else 0.05
    snow = smooth(snow_line, snow_line + 0.16, surface.height + (surface.grain - 0.5) * 0.22) * smooth(
        0.60, 0.36, surface.steep + (surface.grain - 0.5) * 0.35
    )
    colour = mix(
        rock, forest, (smooth(0.30, 0.12, surface.height) if tier == 0 else smooth(0.8, 0.4, surface.height))[..., None]
    )
    if tier == 0 or easel.snowed:
        colour = mix(colour, rgb("f4f6fb"), snow[..., None])
    return colour
