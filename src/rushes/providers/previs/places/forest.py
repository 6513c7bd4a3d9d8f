"""A fir forest: ranks of trees fading into light, a clearing with a path, dark boles for a frame."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.flora import fir, grass, plant, trunk
from rushes.providers.previs.stage.noise import curve, field, mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer, Plate, Sway
from rushes.providers.previs.stage.sky import sky_layers


def build(easel: Easel) -> Set:
    """Five ranks of firs, a floor, ferns and grass before the camera."""
    horizon = easel.horizon(0.68)
    line = easel.y(0.88)
    layers: list[Layer] = sky_layers(easel, horizon)
    kinds = [fir(easel.rng(100 + n), easel.side, slim=0.8 + 0.1 * n) for n in range(5)]
    layers += [_rank(easel, horizon, line, tier, kinds) for tier in range(4)]
    layers += [_floor(easel, horizon, line), _boles(easel, line), _edge(easel, line)]
    lanes = {"ground": Lane(line, material="grass"), "air": Lane(easel.y(0.32))}
    return Set(layers, horizon, easel.sun(horizon), lanes, line, backlit=0.85, person=0.27)


def _rank(easel: Easel, horizon: float, line: float, tier: int, kinds: list[object]) -> Plate:
    wide, high, palette, rng = easel.set_width, easel.set_height, easel.palette, easel.rng(40 + tier)
    cover, light = np.zeros((high, wide), np.float32), np.zeros((high, wide), np.float32)
    tall = (0.26, 0.40, 0.58, 0.84)[tier] * easel.height * (0.8 if easel.tall else 1.0)
    foot = horizon + (0.010, 0.025, 0.055, 0.10)[tier] * easel.height
    count = int((64, 36, 20, 10)[tier] * wide / (easel.height * 2.1))
    gap_x, gap_w = easel.x(0.5 + easel.side * 0.10), (0.05, 0.10, 0.16, 0.22)[tier] * easel.width
    for x in np.sort(rng.random(count)) * wide:
        if abs(x - gap_x) < gap_w * (0.8 + 0.4 * rng.random()):
            continue
        size = tall * (0.55 + 0.55 * rng.random())
        kind = kinds[int(rng.integers(0, len(kinds)))]
        plant(cover, light, kind, x, foot + rng.random() * 0.02 * high, size, flip=False)  # type: ignore[arg-type]
    _, y = easel.grid()
    ground = np.clip(y - foot + curve(wide, 60 * easel.unit, 4, rng)[None] * 0.02 * high, 0, 1)
    cover = np.maximum(cover, ground)
    colour = palette.lit(mix(rgb("1d3a33"), rgb("5d8a55"), light[..., None]), light * 0.85)
    haze = np.clip((0.80, 0.60, 0.36, 0.12)[tier] * palette.air**0.35, 0, 0.93)
    mist = haze + (1 - haze) * 0.75 * smooth(foot - tall * 0.75, foot + 4, y) * (0.9, 0.85, 0.7, 0.45)[tier]
    glow_x = np.exp(-(((np.arange(wide, dtype=np.float32)[None] - easel.sun(horizon)[0]) / (0.32 * easel.width)) ** 2))
    air = mix(palette.haze, mix(palette.glow, palette.horizon, 0.4), (0.65 * glow_x * (0.3 + 0.7 * palette.strength))[..., None])
    colour = mix(colour, air, np.asarray(mist * np.ones_like(light))[..., None])
    sway = Sway(1.6 * easel.unit, 260 * easel.unit) if tier >= 2 and easel.scene.weather in ("wind", "storm") else None
    return easel.plate(colour, cover, (0.05, 0.12, 0.28, 0.55)[tier], sway=sway)


def _floor(easel: Easel, horizon: float, line: float) -> Plate:
    """The forest floor with a path of light that leads in."""
    wide, high, palette, rng = easel.set_width, easel.set_height, easel.palette, easel.rng(50)
    x, y = easel.grid()
    top = horizon + 0.085 * easel.height
    below = np.clip((y - top) / (high - top), 0, 1)
    cover = smooth(-0.0, 0.012 * high, y - top + (curve(wide, 30 * easel.unit, 3, rng)[None] - 0.5) * 0.012 * high)
    moss = field(wide, high, (120 * easel.unit, 14 * easel.unit), 6, rng, gain=0.6)
    middle = easel.x(0.5 + easel.side * 0.10) + (easel.x(0.5 - easel.side * 0.16) - easel.x(0.5 + easel.side * 0.10)) * below**0.8
    width = (0.03 + 0.26 * below) * easel.width
    path = np.exp(-(((x - middle) / width + (moss - 0.5) * 0.7) ** 2))
    albedo = mix(mix(rgb("26392b"), rgb("4f6b3c"), moss[..., None]), rgb("8c7355"), (path * 0.75)[..., None])
    light = np.clip(0.16 + 0.30 * moss + 0.60 * path * (1 - 0.55 * below), 0, 1).astype(np.float32)
    colour = palette.lit(albedo, light, 0.30 * (1 - below) ** 2 * np.ones_like(moss))
    colour = mix(colour, np.asarray(palette.shade) * 0.8, (0.60 * smooth(0.35, 1.0, below + 0 * x))[..., None])
    return easel.plate(colour, cover, 1.0, ground=(horizon, line), brush=2)


def _boles(easel: Easel, line: float) -> Plate:
    """Two or three great trunks that frame the picture."""
    wide, high, palette, rng = easel.set_width, easel.set_height, easel.palette, easel.rng(52)
    cover, light = np.zeros((high, wide), np.float32), np.zeros((high, wide), np.float32)
    for share, width in ((0.5 - easel.side * 0.43, 0.050), (0.5 + easel.side * 0.46, 0.036), (0.5 - easel.side * 0.30, 0.022)):
        plant(cover, light, trunk(rng, width), easel.x(share), line + 0.03 * high, line + 0.03 * high)
    return easel.plate(_dark(easel, light), cover, 1.12)


def _dark(easel: Easel, light: Floats) -> Floats:
    palette = easel.palette
    return mix(np.asarray(palette.shade) * 0.8, palette.lit(rgb("5a5142"), light), 0.30)


def _edge(easel: Easel, line: float) -> Plate:
    rng, palette = easel.rng(54), easel.palette
    base = easel.y(0.985) - (curve(easel.set_width, easel.set_width / 3, 3, rng) - 0.5) * 0.05 * easel.height
    base = base - 0.05 * easel.height * np.abs(np.linspace(-1, 1, easel.set_width, dtype=np.float32)) ** 2
    cover, light, _ = grass(easel, rng, base.astype(np.float32), 0.085 * easel.height)
    colour = mix(np.asarray(palette.shade) * 0.65, palette.lit(rgb("6f8f4c"), light), (light * 0.55)[..., None])
    return easel.plate(colour, cover, 1.45, sway=Sway(5 * easel.unit, 420 * easel.unit))
