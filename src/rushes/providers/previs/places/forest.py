"""A fir forest: ranks of trees fading into light, a clearing with a path, dark boles for a frame."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.flora import fir, plant, trunk
from rushes.providers.previs.stage.ground import FIR_DARK, FIR_LIGHT, Rank, flat_row, fringe, rank
from rushes.providers.previs.stage.noise import curve, field, mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.rays import rays
from rushes.providers.previs.stage.sky import sky_layers


def build(easel: Easel) -> Set:
    """Five ranks of firs, a floor, ferns and grass before the camera."""
    horizon = easel.horizon(0.68)
    line = easel.line(0.88)
    layers: list[Layer] = sky_layers(easel, horizon)
    kinds = [fir(easel.rng(100 + n), easel.side, slim=0.8 + 0.1 * n) for n in range(5)]
    gap = easel.x(0.5 + easel.side * 0.08)
    scale = easel.height * (0.82 if easel.tall else 1.0)
    dark, light = (rgb("33454c"), rgb("dbe6ec")) if easel.scene.snowy else (FIR_DARK, FIR_LIGHT)
    for tier, (foot, tall, count, haze, open_) in enumerate(
        (
            (0.012, 0.34, 120, 0.78, 0.03),
            (0.022, 0.50, 70, 0.58, 0.07),
            (0.045, 0.74, 36, 0.32, 0.12),
            (0.085, 1.05, 18, 0.09, 0.20),
        )
    ):
        row = flat_row(easel, horizon + foot * easel.height, 60 + tier, 0.008)
        many = max(4, round(count * easel.set_width / (2.35 * easel.height)))
        look = Rank(
            row,
            tall * scale,
            many,
            (0.05, 0.12, 0.28, 0.55)[tier],
            haze,
            (0.85, 0.8, 0.62, 0.30)[tier],
            (gap, open_ * easel.width),
            dim=(0.0, 0.06, 0.22, 0.50)[tier],
            dark=dark,
            light=light,
        )
        layers.append(rank(easel, horizon, kinds, look, 70 + tier))
        if tier == 2:
            layers += rays(easel, horizon, 0.30)
    layers += [_floor(easel, horizon, line), _boles(easel, line), fringe(easel, 54, 0.975, 0.10, light=rgb("86a35c"))]
    lanes = {"ground": Lane(line, material="grass"), "air": Lane(easel.y(0.32))}
    return Set(layers, horizon, easel.sun(horizon), lanes, line, backlit=0.85, person=0.27)


def _floor(easel: Easel, horizon: float, line: float) -> Plate:
    """The forest floor with a path of light that leads in."""
    wide, high, palette, rng = easel.set_width, easel.set_height, easel.palette, easel.rng(50)
    x, y = easel.grid()
    top = horizon + 0.085 * easel.height
    below = np.clip((y - top) / (high - top), 0, 1)
    cover = smooth(-0.0, 0.012 * high, y - top + (curve(wide, 30 * easel.unit, 3, rng)[None] - 0.5) * 0.012 * high)
    moss = field(wide, high, (120 * easel.unit, 14 * easel.unit), 6, rng, gain=0.6)
    middle = (
        easel.x(0.5 + easel.side * 0.10)
        + (easel.x(0.5 - easel.side * 0.16) - easel.x(0.5 + easel.side * 0.10)) * below**0.8
    )
    width = (0.03 + 0.26 * below) * easel.width
    path = np.exp(-(((x - middle) / width + (moss - 0.5) * 0.7) ** 2))
    albedo = mix(mix(rgb("26392b"), rgb("4f6b3c"), moss[..., None]), rgb("8c7355"), (path * 0.75)[..., None])
    if easel.scene.snowy:
        albedo = mix(rgb("9fb0c2"), rgb("f2f6fa"), moss[..., None])
    light = np.clip(0.16 + 0.30 * moss + 0.60 * path * (1 - 0.55 * below), 0, 1).astype(np.float32)
    colour = palette.lit(albedo, light, 0.30 * (1 - below) ** 2 * np.ones_like(moss))
    colour = mix(colour, np.asarray(palette.shade) * 0.8, (0.60 * smooth(0.35, 1.0, below + 0 * x))[..., None])
    return easel.plate(colour, cover, 1.0, ground=(horizon, line), brush=2)


def _boles(easel: Easel, line: float) -> Plate:
    """Two or three great trunks that frame the picture."""
    wide, high, rng = easel.set_width, easel.set_height, easel.rng(52)
    cover, light = np.zeros((high, wide), np.float32), np.zeros((high, wide), np.float32)
    for share, width in (
        (0.5 - easel.side * 0.43, 0.050),
        (0.5 + easel.side * 0.46, 0.036),
        (0.5 - easel.side * 0.30, 0.022),
    ):
        foot = line + 0.05 * high
        plant(cover, light, trunk(rng, width), easel.x(share), foot, foot)
    return easel.plate(_dark(easel, light), cover, 1.12)


def _dark(easel: Easel, light: Floats) -> Floats:
    palette = easel.palette
    return mix(np.asarray(palette.shade) * 0.8, palette.lit(rgb("5a5142"), light), 0.30)
