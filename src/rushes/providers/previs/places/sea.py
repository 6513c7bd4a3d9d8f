"""Open sea to the horizon; a strip of sand or rock in front when somebody must stand."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.ground import SNOW_DARK, SNOW_LIGHT
from rushes.providers.previs.stage.noise import curve, field, mix, smooth, stretched
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.sky import sky_layers
from rushes.providers.previs.stage.swell import roughness, runs_high, swell
from rushes.providers.previs.stage.water import Water

ROUGH = {"storm": 1.8, "rain": 0.9, "wind": 1.1, "fog": 0.3}


def build(easel: Easel) -> Set:
    """Sky, a far coast, water."""
    horizon = easel.horizon(0.60 if easel.tall else 0.58)
    line = easel.line(0.86)
    layers: list[Layer] = sky_layers(easel, horizon)
    layers.append(_far_coast(easel, horizon))
    layers.append(sea_water(easel, horizon, line))
    if runs_high(easel.scene):
        layers += swell(easel, horizon, line)
    lanes = {"water": Lane(easel.y(0.73)), "air": Lane(easel.y(0.30))}
    if "ground" in easel.needs:
        layers.append(shore(easel, horizon, line))
        lanes["ground"] = Lane(line, material="sand")
        lanes["water"] = Lane(easel.y(0.66))
    return Set(layers, horizon, easel.sun(horizon), lanes, line, backlit=0.85)


def sea_water(
    easel: Easel, horizon: float, line: float, rough: float = 0.5, mirror: float = 0.95, shine: float = 1.0
) -> Water:
    """The sheet of water in this light and weather."""
    palette = easel.palette
    deep = mix(mix(palette.zenith, rgb("0e4a58"), 0.45), palette.shade, 0.40)
    light = mix(palette.sun, palette.glow, 0.25)
    # Under a closed sky nothing glitters.
    open_sky = min(1.0, max(0.0, (palette.strength - 0.05) / 0.3))
    shine *= open_sky * palette.strength * (1.1 if palette.elevation < 0.4 else 0.55)
    if palette.elevation < -0.02:
        shine *= 0.4
    rough = roughness(easel.scene, ROUGH.get(easel.scene.weather, rough))
    return Water(
        horizon,
        line,
        easel.sun(horizon),
        (float(deep[0]), float(deep[1]), float(deep[2])),
        (float(light[0]), float(light[1]), float(light[2])),
        easel.unit,
        rough=rough,
        glitter=shine,
        pace=0.6 + 0.5 * rough,
        mirror=mirror,
    )


def _far_coast(easel: Easel, horizon: float) -> Plate:
    wide, rng, palette = easel.set_width, easel.rng(41), easel.palette
    x, y = easel.grid()
    rise = stretched(curve(wide, wide * 0.22, 7, rng, gain=0.5))
    place = 0.5 - easel.side * 0.38
    hump = np.exp(-(((x[0] / wide - place) / 0.17) ** 2))
    top = horizon + 1 - (0.10 * rise + 0.02) * hump * easel.height * 0.9 + 2 * (hump < 0.08)
    cover = np.clip(y - top[None] + 0.5, 0, 1) * (y < horizon + 2)
    tone = mix(palette.lit(rgb("5a6170"), 0.3), palette.haze, 0.70)
    up = np.clip((horizon - y) / (0.08 * easel.height), 0, 1)
    colour = mix(tone, palette.haze, (0.45 * (1 - up))[..., None])
    return easel.plate(
        np.broadcast_to(colour, (easel.set_height, wide, 3)).astype(np.float32), cover.astype(np.float32), 0.02
    )


def shore(easel: Easel, horizon: float, line: float) -> Plate:
    """A sweep of wet sand coming in from one corner."""
    wide, high, rng, palette = easel.set_width, easel.set_height, easel.rng(43), easel.palette
    x, y = easel.grid()
    t = x[0] / wide
    away = t if easel.side > 0 else 1 - t
    edge = (
        line - easel.height * (0.055 - 0.13 * away**1.6) + (curve(wide, wide / 3, 4, rng) - 0.5) * easel.height * 0.03
    )
    below = y - edge[None]
    cover = smooth(-1.0, 1.5, below)
    grain = field(wide, high, (90 * easel.unit, 8 * easel.unit), 5, rng, gain=0.6)
    wet = smooth(0.10 * easel.height, 0.0, below)
    light, dark = (SNOW_LIGHT, SNOW_DARK) if easel.snowed else (rgb("c9a77c"), rgb("8d7156"))
    sand: Floats = mix(light, dark, grain[..., None])
    dry = palette.lit(sand, 0.30 + 0.25 * grain)
    mirror = mix(palette.horizon, palette.middle, 0.5)
    colour = mix(dry, mix(dry * 0.45, mirror, 0.55), (wet * 0.85)[..., None])
    foam = smooth(2.4 * easel.unit, 0.4, np.abs(below - 2 * easel.unit)) * 0.8
    colour = mix(colour, mix(palette.sun, palette.ambient, 0.4), foam[..., None])
    shade = smooth(0.02, 0.30, below / easel.height)
    colour = mix(colour, np.asarray(palette.shade), (0.55 * shade)[..., None])
    return easel.plate(colour, cover, 1.0, ground=(horizon, line))


def sun_shows(easel: Easel, horizon: float, layers: list[Layer]) -> float:
    """How much of the sun the land leaves open: 1 all, nearly 0 none."""
    x, y = easel.sun(horizon)
    hidden = 0.0
    for layer in layers:
        if isinstance(layer, Plate) and layer.depth > 0.013:
            hidden = max(hidden, float(layer.bgra[int(np.clip(y, 0, easel.set_height - 1)), int(x), 3]) / 255)
    return 1 - 0.93 * hidden
