"""A cave: dark rock frames a bright mouth, a shaft of light falls on the floor, water glimmers by night."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.places.mountains import peaks
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.ground import perspective_noise
from rushes.providers.previs.stage.noise import curve, field, mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.rays import rays
from rushes.providers.previs.stage.sky import sky_layers


def build(easel: Easel) -> Set:
    """The world outside, three rings of rock, a floor with light on it."""
    horizon, line = easel.horizon(0.60), easel.y(0.87)
    mouth = (easel.x(0.5 + easel.side * 0.07), easel.y(0.47))
    layers: list[Layer] = [*sky_layers(easel, horizon), *peaks(easel, horizon, (0, 1)), _ring(easel, mouth, 0)]
    layers += rays(easel, easel.y(0.95), 0.40, (mouth[0] + easel.side * 0.16 * easel.width, easel.y(-0.15)), 0.5)
    layers += [_floor(easel, horizon, line, mouth[0]), _ring(easel, mouth, 1), _ring(easel, mouth, 2)]
    lanes = {"ground": Lane(line, x=0.5 - easel.side * 0.03, material="stone"), "air": Lane(easel.y(0.42))}
    return Set(
        layers, horizon, easel.sun(horizon), lanes, line, backlit=1.0, outdoors=False, haze=0.05, person=0.27, halo=0.35
    )


def _ring(easel: Easel, mouth: tuple[float, float], tier: int) -> Plate:
    """A wall of rock with a ragged opening; the nearer, the wider and darker."""
    wide, high, palette, rng = easel.set_width, easel.set_height, easel.palette, easel.rng(40 + tier)
    x, y = easel.grid()
    reach_x = (0.25, 0.41, 0.55)[tier] * easel.width * (1.25 if easel.tall else 1)
    reach_y = (0.33, 0.46, 0.56)[tier] * easel.height
    dx, dy = (x - mouth[0]) / reach_x, (y - mouth[1]) / reach_y
    angle = np.mod(np.arctan2(dy, dx) / (2 * np.pi), 1)
    teeth = curve(1440, 130, 6, rng, gain=0.62)[(angle * 1439).astype(int)]
    drip = curve(wide, 55 * easel.unit, 4, rng, gain=0.6)
    edge = np.hypot(dx, dy) + (teeth - 0.5) * 0.50 + 0.42 * (drip[None] - 0.45) * smooth(-0.3, -0.9, dy)
    cover = smooth(0.985, 1.0 + 2.0 / reach_x, edge)
    rock = field(wide, high, (90 * easel.unit, 120 * easel.unit), 7, rng, gain=0.58, ridged=True)
    relief = rock - np.roll(np.roll(rock, round(2 * easel.unit) + 1, 0), -easel.side * (round(2 * easel.unit) + 1), 1)
    rim = np.exp(-np.clip(edge - 1, 0, None) * (7.0, 8.0, 10.0)[tier])
    light = np.clip(rim * (0.55 + 0.7 * (rock - 0.3)) + 1.6 * relief * (0.25 + rim), 0, 1) * (1.0, 0.66, 0.34)[tier]
    if tier == 0:
        # The foot of the far wall meets the floor.
        cover = np.maximum(cover, smooth(0, 4, y - easel.y(0.74)))
    albedo = mix(rgb("4a423c"), rgb("a08e78"), rock[..., None])
    colour = palette.lit(albedo, light.astype(np.float32)) * (0.25 + 0.85 * light)[..., None]
    colour = np.maximum(colour, np.asarray(palette.shade) * (0.42, 0.30, 0.18)[tier])
    return easel.plate(
        np.asarray(colour, np.float32),
        np.asarray(cover, np.float32),
        (0.42, 0.75, 1.3)[tier],
        brush=(2, 2, 1)[tier],
        hides=False,
    )


def _floor(easel: Easel, horizon: float, line: float, middle: float) -> Plate:
    palette = easel.palette
    x, y = easel.grid()
    top = easel.y(0.735) + (curve(easel.set_width, 90 * easel.unit, 5, easel.rng(60))[None] - 0.5) * 0.03 * easel.height
    below = (y - top) / easel.height
    grain, patch = perspective_noise(easel, horizon, 82, 34), perspective_noise(easel, horizon, 83, 130)
    pool: Floats = np.exp(
        -(((x - middle + (y - top) * easel.side * 0.5) / (0.20 * easel.width + 0.7 * (y - top).clip(0))) ** 2)
    ) * smooth(0.26, 0.02, below)
    light = np.clip(pool * (0.75 + 0.5 * (grain - 0.5)) + 0.10 * (patch - 0.4), 0, 1)
    colour = (
        palette.lit(mix(rgb("5a5048"), rgb("b0a088"), grain[..., None]), light.astype(np.float32))
        * (0.16 + 0.95 * light)[..., None]
    )
    shine = smooth(0.60, 0.72, patch) * pool
    colour = mix(colour, palette.horizon, (0.45 * shine)[..., None])
    cover = np.clip(below * easel.height + 0.5, 0, 1)
    return easel.plate(
        np.asarray(colour, np.float32), np.asarray(cover, np.float32), 1.0, ground=(horizon, line), brush=1
    )
