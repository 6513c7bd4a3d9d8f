"""A fir forest: ranks of trees fading into light, a clearing with a path, dark boles for a frame."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.flora import Sprig, bamboo, birch, broad, fir, plant, trunk
from rushes.providers.previs.stage.ground import FIR_DARK, FIR_LIGHT, Rank, air, flat_row, fringe, rank
from rushes.providers.previs.stage.noise import curve, field, mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.rays import rays
from rushes.providers.previs.stage.sky import sky_layers
from rushes.providers.previs.stage.words import said

#: Words that name a wood, and its leaves dark and light.
WOODS = (
    ("bamboo", ("bamboo", "竹")), ("birch", ("birch", "aspen", "白桦")),
    ("autumn", ("autumn", "fall forest", "maple", "october", "秋", "枫", "红叶")),
    ("broad", ("oak forest", "beech", "deciduous", "spring forest", "enchanted", "fairy")),
)  # fmt: skip
LEAVES = {
    "fir": (FIR_DARK, FIR_LIGHT), "bamboo": (rgb("2f4a26"), rgb("a9c86a")), "birch": (rgb("7a5a1e"), rgb("f3ecd8")),
    "autumn": (rgb("6b2c18"), rgb("eaa23c")), "broad": (rgb("274a24"), rgb("9cc058")),
}  # fmt: skip


def wooded(easel: Easel) -> str:
    """What grows in this wood: by the prompt's words, else firs, now and then broad leaves."""
    for name, words in WOODS:
        if said(easel.scene, words) >= 0:
            return name
    return "broad" if not easel.snowed and easel.rng(98).random() < 0.25 else "fir"


def _sprig(easel: Easel, wood: str, number: int) -> Sprig:
    rng = easel.rng(100 + number)
    if wood == "bamboo":
        return bamboo(rng, easel.side)
    if wood == "birch":
        return birch(rng, easel.side)
    if wood in ("autumn", "broad"):
        return broad(rng, easel.side, spread=0.75 + 0.08 * number, trunk=0.42)
    return fir(rng, easel.side, slim=0.8 + 0.1 * number)


def build(easel: Easel) -> Set:
    """Five ranks of firs, a floor, ferns and grass before the camera."""
    horizon = easel.horizon(0.68)
    line = easel.line(0.88)
    layers: list[Layer] = sky_layers(easel, horizon)
    if easel.scene.weather in ("rain", "storm"):
        layers.append(_veil(easel, horizon))
    wood = wooded(easel)
    kinds = [_sprig(easel, wood, n) for n in range(5)]
    gap = easel.x(0.5 + easel.side * 0.08)
    scale = easel.height * (0.82 if easel.tall else 1.0)
    dark, light = (rgb("33454c"), rgb("dbe6ec")) if easel.snowed else LEAVES[wood]
    for tier, (foot, tall, count, haze, open_) in enumerate(
        (
            (0.012, 0.34, 120, 0.78, 0.03),
            (0.022, 0.50, 70, 0.58, 0.07),
            (0.045, 0.74, 36, 0.32, 0.12),
            (0.085, 1.05, 18, 0.09, 0.20),
        )
    ):
        row = flat_row(easel, horizon + foot * easel.height, 60 + tier, 0.008)
        dense = 2.4 if wood == "bamboo" else 1.4 if wood == "birch" else 0.8 if wood in ("autumn", "broad") else 1.0
        many = max(4, round(dense * count * easel.set_width / (2.35 * easel.height)))
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
    layers += [_floor(easel, horizon, line), fringe(easel, 54, 0.975, 0.10, light=rgb("86a35c"))]
    if wood in ("fir", "autumn"):
        layers.insert(-1, boles(easel, line))
    lanes = {"ground": Lane(line, material="grass"), "air": Lane(easel.y(0.32))}
    return Set(layers, horizon, easel.sun(horizon), lanes, line, backlit=0.85, person=0.27)


def _veil(easel: Easel, horizon: float) -> Plate:
    """Rain in the air behind the last trees: a dark sky between pale trees looks like a hole in the wood."""
    _, y = easel.grid()
    size = (easel.set_height, easel.set_width)
    cover = np.broadcast_to(0.9 * smooth(0.55, 0.15, (horizon - y) / easel.height), size)
    colour = np.broadcast_to(air(easel, horizon), (*size, 3))
    return easel.plate(np.asarray(colour, np.float32), np.asarray(cover, np.float32), 0.03, hides=False)


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
    if easel.snowed:
        albedo = mix(rgb("9fb0c2"), rgb("f2f6fa"), moss[..., None])
    light = np.clip(0.16 + 0.30 * moss + 0.60 * path * (1 - 0.55 * below), 0, 1).astype(np.float32)
    colour = palette.lit(albedo, light, 0.30 * (1 - below) ** 2 * np.ones_like(moss))
    colour = mix(colour, np.asarray(palette.shade) * 0.8, (0.60 * smooth(0.35, 1.0, below + 0 * x))[..., None])
    return easel.plate(colour, cover, 1.0, ground=(horizon, line), brush=2)


def boles(easel: Easel, line: float) -> Plate:
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
