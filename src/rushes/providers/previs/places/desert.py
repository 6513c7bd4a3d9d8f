"""Dunes: crests of sand one behind the other, a lit and a shadowed flank each, mesas in the haze."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.ground import SNOW_DARK, SNOW_LIGHT
from rushes.providers.previs.stage.noise import blur, curve, field, mix, smooth, stretched
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.sky import sky_layers
from rushes.providers.previs.stage.terrain import MAP, Range, hazed, see


def build(easel: Easel) -> Set:
    """Mesas, two ranges of dunes, the near slope."""
    horizon = easel.horizon(0.58)
    line = easel.line(0.84)
    layers: list[Layer] = sky_layers(easel, horizon)
    layers += [
        far_mesas(easel, horizon),
        _dunes(easel, horizon, 0),
        _dunes(easel, horizon, 1),
        _near(easel, horizon, line),
    ]
    lanes = {"ground": Lane(line, material="sand"), "air": Lane(easel.y(0.28))}
    return Set(layers, horizon, easel.sun(horizon), lanes, line, backlit=0.8)


def far_mesas(easel: Easel, horizon: float) -> Plate:
    """Table mountains low on the horizon, half lost in the haze."""
    wide, rng, palette = easel.set_width, easel.rng(40), easel.palette
    _, y = easel.grid()
    rough = stretched(curve(wide, wide * 0.30, 6, rng))
    steps = smooth(0.45, 0.52, rough) * 0.6 + smooth(0.66, 0.70, rough) * 0.4
    top = horizon + 4 - (steps * 0.10 + 0.008 * curve(wide, 60, 3, rng)) * easel.height
    cover = np.clip(y - top[None] + 0.5, 0, 1)
    strata = np.repeat(curve(easel.set_height, 18 * easel.unit, 3, rng)[:, None], wide, 1)
    colour = palette.lit(mix(rgb("a4553a"), rgb("c98a62"), strata[..., None]), 0.35)
    mist = 0.66 + 0.22 * smooth(0.08 * easel.height, 0, horizon - y)
    return easel.plate(mix(colour, palette.haze, np.clip(mist, 0, 0.92)[..., None]), cover, 0.02)


def dune_map(easel: Easel, key: int, waves: float) -> Floats:
    """Long asymmetric waves of sand with knife edges; MAP × MAP, 0…1."""
    rng = easel.rng(key)
    x = np.linspace(0, 1, MAP, dtype=np.float32)[None]
    z = np.linspace(0, 1, MAP, dtype=np.float32)[:, None]
    bend = field(MAP, MAP, (MAP / 1.5, MAP / 2), 3, rng) - 0.5
    drift = field(MAP, MAP, (MAP / 3, MAP / 2), 2, rng) - 0.5
    phase = waves * (z * 1.0 + 0.55 * easel.side * x + 0.75 * bend + 0.2 * drift)
    saw = np.mod(phase, 1.0)
    crest = np.where(saw < 0.72, smooth(0, 1, saw / 0.72), 1 - smooth(0, 1, (saw - 0.72) / 0.28))
    swell = field(MAP, MAP, (MAP / 2, MAP / 3), 2, rng)
    return np.asarray(
        blur(stretched(np.asarray(crest * (0.35 + 0.65 * swell) + swell * 0.5, np.float32)), 0.9), np.float32
    )


def _dunes(easel: Easel, horizon: float, tier: int) -> Plate:
    rng, palette = easel.rng(45 + tier), easel.palette
    near, far, peak, breadth, eye, waves = ((5.0, 17.0, 1.9, 34.0, 0.55, 3.6), (2.0, 5.0, 0.62, 10.0, 0.46, 2.2))[tier]
    high = dune_map(easel, 47 + tier, waves)
    x = np.linspace(-1, 1, MAP, dtype=np.float32)[None]
    hero = np.exp(-(((x + easel.side * (0.16, 0.30)[tier]) / 0.30) ** 2))
    z = np.linspace(0, 1, MAP, dtype=np.float32)[:, None]
    high = np.asarray(high * (0.35 + 0.75 * hero) * smooth(1.02, 0.8, z), np.float32)
    land = Range(high, peak, near, far, breadth, eye, 0.34)
    surface, cover, distance = see(easel, land, horizon, rng)
    sand = mix(rgb("d9a066"), rgb("edc08a"), surface.grain[..., None] * 0.5)
    if easel.snowed:
        # Snow lies where the slope is turned up; the steep flanks stay sand.
        sand = mix(sand, SNOW_LIGHT, (0.92 * smooth(0.1, 0.5, surface.light))[..., None])
    colour = palette.lit(sand, (0.04 + 1.05 * surface.light) * (0.72 if easel.snowed else 1.0))
    colour = hazed(easel, colour, distance, (26.0, 16.0)[tier])
    return easel.plate(colour, cover, (0.10, 0.38)[tier], brush=1)


def _near(easel: Easel, horizon: float, line: float) -> Plate:
    """The slope the actors cross: ripples, a dark lower edge."""
    wide, high, rng, palette = easel.set_width, easel.set_height, easel.rng(49), easel.palette
    x, y = easel.grid()
    t = x[0] / wide
    edge = (
        line
        - easel.height * (0.075 + 0.035 * np.sin(easel.side * 3.0 * t + 1.2))
        + (curve(wide, wide / 2, 2, rng) - 0.5) * easel.height * 0.03
    )
    below = np.clip(y - edge[None], 0, None) / easel.height
    cover = np.clip(y - edge[None] + 0.5, 0, 1)
    bend = field(wide, high, (wide / 3, high / 5), 3, rng)
    phase = np.log(below * 9 + 0.35) * 46 + bend * 16 + x / wide * 9
    ripple = 0.5 + 0.5 * np.sin(phase) * (0.35 + 0.65 * field(wide, high, (wide / 5, high / 6), 3, rng))
    grain = field(wide, high, (6 * easel.unit, 4 * easel.unit), 2, rng)
    light = (
        0.58 + 0.17 * (ripple - 0.5) * smooth(0, 0.05, below) + 0.10 * (grain - 0.5) + 0.25 * smooth(0.02, 0.0, below)
    )
    sand = mix(SNOW_DARK, SNOW_LIGHT, 0.6) if easel.snowed else rgb("d79a60")
    colour = palette.lit(sand, light.astype(np.float32))
    colour = mix(colour, np.asarray(palette.shade) * 0.9, (0.62 * smooth(0.03, 0.30, below))[..., None])
    return easel.plate(colour, cover, 1.0, ground=(horizon, line))
