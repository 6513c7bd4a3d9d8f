"""Cliffs that step back into the haze over a breaking sea, a grassy headland to stand on, a lighthouse when asked."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.places.sea import sea_water, shore
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.ground import SNOW_LIGHT, Floor, air, flat_row, floor, fringe
from rushes.providers.previs.stage.noise import curve, field, mix, smooth, stretched, warped
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.sky import sky_layers
from rushes.providers.previs.stage.swell import runs_high, swell
from rushes.providers.previs.stage.words import said

SAND = ("beach", "beaches", "sand", "sandy", "shore", "seashore", "waterline", "sandcastle", "surf", "沙滩", "海滩")
GRASS = ("cliff", "cliffs", "headland", "cape", "bluff", "clifftop", "悬崖", "岬角")


def build(easel: Easel) -> Set:
    """Three headlands, surf, a shore or a cliff top."""
    horizon = easel.horizon(0.56)
    line = easel.line(0.87)
    layers: list[Layer] = sky_layers(easel, horizon)
    layers += [headland(easel, horizon, 0), headland(easel, horizon, 1)]
    layers.append(sea_water(easel, horizon, line, rough=0.65))
    if runs_high(easel.scene):
        layers += swell(easel, horizon, line)[:3]
    layers.append(headland(easel, horizon, 2))
    lanes = {"water": Lane(easel.y(0.70), x=0.5 + easel.side * 0.12), "air": Lane(easel.y(0.30))}
    if _sandy(easel):
        layers.append(shore(easel, horizon, line))
        lanes["ground"] = Lane(line, material="sand")
    else:
        t = np.linspace(0, 1, easel.set_width, dtype=np.float32)
        away = t if easel.side > 0 else 1 - t
        top = flat_row(easel, line - 0.09 * easel.height, 66, 0.012) + 0.34 * easel.height * smooth(0.50, 1.05, away)
        look = Floor(rgb("37472c"), rgb("93a056"), np.asarray(top, np.float32), sink=0.72, hazy=0.05)
        layers.append(floor(easel, horizon, line, look, 80))
        layers.append(fringe(easel, 90, 1.0, 0.10, bowl=0.03, light=rgb("98a65e")))
        lanes["ground"] = Lane(line, material="grass")
    return Set(layers, horizon, easel.sun(horizon), lanes, line, backlit=0.8)


def _sandy(easel: Easel) -> bool:
    """A beach where the prompt says so, a cliff top where it says that, else either."""
    sand, grass = (said(easel.scene, words) >= 0 for words in (SAND, GRASS))
    return easel.scene.place == "beach" or (sand or easel.rng(3).random() < 0.45 if not grass else sand)


def headland(easel: Easel, horizon: float, tier: int) -> Plate:
    """A cliff that drops to the sea: vertical rock, a grass top, foam at the foot."""
    wide, rng = easel.set_width, easel.rng(40 + tier)
    x, _ = easel.grid()
    t = x[0] / wide if easel.side > 0 else 1 - x[0] / wide
    tall, end = ((0.075, 0.60), (0.16, 0.42), (0.30, 0.24))[tier]
    end += 0.05 * (rng.random() - 0.5)
    plateau = tall * easel.height * (0.72 + 0.45 * stretched(curve(wide, wide / 4, 5, rng)))
    # A shoulder that drops steeply and a foot of fallen rock before it.
    ragged = t + (curve(wide, wide / 14, 6, rng, gain=0.62) - 0.5) * 0.09
    fall = smooth(end + 0.055, end - 0.045, ragged) ** 1.4
    step = np.maximum(fall, 0.20 * smooth(end + 0.13, end + 0.01, ragged))
    plateau = plateau * (1 - 0.16 * curve(wide, wide / 40, 4, rng, gain=0.6) * (1 - smooth(0.9, 1.0, fall) * 0.5))
    stack = (
        0.55
        * smooth(0.026, 0.002, np.abs(t - end - 0.085 + (curve(wide, wide / 50, 3, rng) - 0.5) * 0.012))
        * (tier > 0)
    )
    foot = horizon + (1.0, 0.012 * easel.height, 0.11 * easel.height)[tier]
    top = foot - plateau * np.maximum(step, stack) + 3 * (np.maximum(step, stack) < 0.02)
    return _rock(easel, horizon, np.asarray(top, np.float32), foot, tier)


def _rock(easel: Easel, horizon: float, top: Floats, foot: float, tier: int) -> Plate:
    wide, high, palette, rng = easel.set_width, easel.set_height, easel.palette, easel.rng(44 + tier)
    _, y = easel.grid()
    size = (30, 60, 120)[tier] * easel.unit
    crack = field(wide, high, (size * 1.3, size * 2.0), 6, rng, gain=0.56, ridged=True)
    strata = field(wide, high, (size * 6, size * 0.40), 4, rng, gain=0.55)
    bend = field(wide, high, (size * 3, size * 3), 3, rng) - 0.5
    crack = warped(0.5 * crack + 0.5 * strata, bend * size * 1.4, bend * size * 0.9)
    away = int(easel.side * 2 * easel.unit + easel.side)
    # Ledges catch the light from above, buttresses from the sun's side.
    relief = 0.5 * (crack - np.roll(crack, away, 1)) + 0.8 * (crack - np.roll(crack, abs(away), 0))
    buttress = field(wide, high, (size * 2.2, size * 9), 3, rng, gain=0.5) - 0.5
    slope = -easel.side * np.gradient(top)
    light = 0.26 + 2.0 * relief + 0.5 * buttress + np.clip(slope, -1, 1)[None] * 0.10
    grass_depth = (0.012, 0.022, 0.035)[tier] * easel.height * (0.6 + 0.8 * crack)
    turf = smooth(1.2, 0.5, (y - top[None]) / grass_depth) * smooth(0.8, 0.3, np.abs(slope) * 0.5)[None]
    light = np.clip(light + 0.30 * turf, 0.02, 1).astype(np.float32)
    top_colour = SNOW_LIGHT if easel.snowed else rgb("66793f")
    albedo = mix(
        mix(rgb("4a423c"), rgb("a08a6e"), smooth(0.2, 0.8, crack)[..., None]), top_colour, (turf * 0.85)[..., None]
    )
    colour = palette.lit(albedo, light)
    haze = np.clip((0.62, 0.36, 0.06)[tier] * palette.air**0.4, 0, 0.9)
    spray = 0.5 * smooth(0.05 * easel.height, 0, foot - y) * (0.6 if tier == 2 else 1.0)
    colour = mix(colour, air(easel, horizon), np.clip(haze + (1 - haze) * spray, 0, 0.95)[..., None])
    foam = smooth(5 * easel.unit, 1, np.abs(foot - y + 4 * (crack - 0.5) * 6 * easel.unit)) * (tier > 0) * 0.4
    colour = mix(colour, mix(palette.sun, palette.ambient, 0.45), foam[..., None])
    cover = np.clip(y - top[None] + 0.5, 0, 1) * np.clip(foot + 3 * easel.unit * crack - y, 0, 1) * (top[None] < foot)
    return easel.plate(
        colour, np.asarray(cover, np.float32), (0.02, 0.08, 0.34)[tier], brush=(1, 2, 2)[tier], hides=False
    )
