"""Pieces of land that many places share: a floor in perspective, ranks of trees in the air, a dark fringe in front."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from rushes.providers.previs.picture import Colour, Floats
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.flora import Sprig, grass, plant
from rushes.providers.previs.stage.noise import curve, field, mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Plate, Sway

FIR_DARK, FIR_LIGHT, GRASS = rgb("1b3630"), rgb("648f56"), rgb("7f9a52")


SNOW_DARK, SNOW_LIGHT = rgb("8fa0b4"), rgb("eef3f8")


def air(easel: Easel, horizon: float) -> Floats:
    """The colour of the air in each column: warmer before the sun; 1 × w × 3."""
    palette = easel.palette
    x, _ = easel.grid()
    near = np.exp(-(((x - easel.sun(horizon)[0]) / (0.36 * max(easel.width, easel.height * 0.7))) ** 2))
    warm = mix(palette.glow, palette.horizon, 0.45)
    low = float(np.clip(1.25 - 1.6 * palette.elevation, 0.15, 1))
    return mix(palette.haze, warm, (0.62 * near * low * (0.2 + 0.8 * palette.strength))[..., None])


def perspective_noise(easel: Easel, horizon: float, key: int, size: float, stretch: float = 1.0) -> Floats:
    """Noise lying on the ground plane: fine and flat at the horizon, broad near the camera; 0 … 1, h × w."""
    rng = easel.rng(key)
    side = 512
    tile = field(side, side, (size, size), 6, rng, gain=0.62)
    x, y = easel.grid()
    below = np.clip(y - horizon, 1.2, None) / easel.height
    u = (x - easel.set_width / 2) / easel.height / below * 42 * stretch
    v = np.broadcast_to(30 / below, u.shape)
    period = 2 * (side - 1)
    # Half a tile aside, so that the fold never lies in the middle of the frame.
    u = u + side / 2
    fold_u, fold_v = np.abs(np.mod(u, period) - (side - 1)), np.abs(np.mod(v, period) - (side - 1))
    seen = np.asarray(
        cv2.remap(tile, fold_u.astype(np.float32), fold_v.astype(np.float32), cv2.INTER_LINEAR), np.float32
    )
    return np.asarray(0.5 + (seen - 0.5) * smooth(0.0, 0.05, below) * 1.5, np.float32)


@dataclass(frozen=True, slots=True)
class Floor:
    """How a ground plane is painted."""

    #: Dark and light of its colour, far and near alike.
    dark: Colour
    light: Colour
    #: Row where it begins, one a column or one for all.
    top: Floats
    #: How much it sinks into shadow towards the camera.
    sink: float = 0.65
    #: Light that lies on it.
    lit: float = 0.55
    brush: float = 1.5
    hazy: float = 0.75


def floor(
    easel: Easel, horizon: float, line: float, look: Floor, key: int, over: Callable[[Floats], Floats] | None = None
) -> Plate:
    """A ground plane from `look.top` down to the camera; `over` may repaint its lit colour."""
    palette = easel.palette
    _, y = easel.grid()
    grain = perspective_noise(easel, horizon, key, 60)
    patch = perspective_noise(easel, horizon, key + 1, 220, 0.6)
    dark, light_side = (SNOW_DARK, SNOW_LIGHT) if easel.snowed else (look.dark, look.light)
    albedo = mix(dark, light_side, np.clip(0.15 + 0.5 * grain + 0.55 * (patch - 0.35), 0, 1)[..., None])
    light = look.lit * (0.55 + 0.9 * smooth(0.35, 0.7, patch)) + 0.12 * (grain - 0.5)
    colour = palette.lit(albedo, np.clip(light, 0, 1).astype(np.float32))
    if over is not None:
        colour = over(colour)
    below = (y - look.top[None]) / max(1.0, easel.set_height - float(look.top.min()))
    far = look.hazy * smooth(0.30, 0.0, below) * palette.air**0.4
    colour = mix(colour, air(easel, horizon), np.clip(far, 0, 0.92)[..., None])
    colour = mix(colour, np.asarray(palette.shade) * 0.85, (look.sink * smooth(0.25, 0.98, below))[..., None])
    ragged = (curve(easel.set_width, 14 * easel.unit, 3, easel.rng(key + 2), gain=0.7) - 0.5) * 0.011 * easel.height
    cover = np.clip(y - look.top[None] - ragged[None] + 0.5, 0, 1)
    return easel.plate(colour, cover, 1.0, ground=(horizon, line), brush=look.brush)


@dataclass(frozen=True, slots=True)
class Rank:
    """A row of trees at one distance."""

    foot: Floats
    tall: float
    #: Trees over the set's width.
    count: int
    depth: float
    haze: float
    #: Mist that rises from its foot.
    mist: float = 0.8
    #: Middle and half-width of a gap, set columns.
    gap: tuple[float, float] = (0.0, -1.0)
    dark: Colour = FIR_DARK
    light: Colour = FIR_LIGHT
    #: How much it stands in its own shadow.
    dim: float = 0.0
    #: Trees gather at the sides: 0 evenly … 1 only there.
    aside: float = 0.0


def rank(easel: Easel, horizon: float, kinds: Sequence[Sprig], look: Rank, key: int) -> Plate:
    """A row of trees on its own strip of land."""
    wide, high, palette, rng = easel.set_width, easel.set_height, easel.palette, easel.rng(key)
    cover, light = np.zeros((high, wide), np.float32), np.zeros((high, wide), np.float32)
    for x in np.sort(rng.random(look.count)) * wide:
        share = abs(x - wide / 2) / (wide / 2)
        if (
            abs(x - look.gap[0]) < look.gap[1] * (0.75 + 0.5 * rng.random())
            or rng.random() < look.aside * (1 - share) * 1.3
        ):
            continue
        size = look.tall * (0.48 + 0.60 * rng.random() ** 1.2) * (1 + 0.35 * look.aside * (share - 0.5))
        kind = kinds[int(rng.integers(0, len(kinds)))]
        plant(cover, light, kind, x, float(look.foot[int(x)]) + 0.008 * high * rng.random() + 3, size)
    _, y = easel.grid()
    ground = np.clip(y - look.foot[None] + 0.5, 0, 1)
    light = np.where(cover > 0.02, light, 0.30).astype(np.float32)
    cover = np.maximum(cover, ground)
    dark, bright = look.dark, look.light
    if easel.snowed and look.light[0] < 0.7:
        # Snow on the boughs: what turned to the light turns white.
        dark, bright = (0.44, 0.40, 0.36), SNOW_LIGHT
    colour = palette.lit(mix(dark, bright, light[..., None]), light * 0.95)
    colour = mix(colour, np.asarray(palette.shade), look.dim)
    up = (look.foot[None] - y) / look.tall
    share = np.clip(look.haze * palette.air**0.35, 0, 0.93)
    sunk = np.exp(np.clip(up, -2, 0) * 5.0)
    share = (share + (1 - share) * look.mist * smooth(0.85, -0.05, up)) * (0.45 + 0.55 * sunk)
    colour = mix(colour, air(easel, horizon), np.clip(share, 0, 0.97)[..., None])
    windy = easel.scene.weather in ("wind", "storm") and look.depth > 0.2
    sway = Sway(1.8 * easel.unit, 260 * easel.unit) if windy else None
    return easel.plate(colour, cover, look.depth, sway=sway)


def fringe(
    easel: Easel,
    key: int,
    base: float,
    height: float,
    *,
    light: Colour = GRASS,
    flowers: Sequence[Colour] = (),
    bowl: float = 0.05,
    depth: float = 1.45,
) -> Plate:
    """Dark grass before the camera, higher at the sides, its tips in the light; farther off a band only."""
    rng, palette = easel.rng(key), easel.palette
    row = easel.y(base) - (curve(easel.set_width, easel.set_width / 3, 3, rng) - 0.5) * 0.05 * easel.height
    row = row - bowl * easel.height * np.linspace(-1, 1, easel.set_width, dtype=np.float32) ** 2
    cover, tone, petals = grass(
        easel, rng, row.astype(np.float32), height * easel.height, density=1.25, flowers=0.10 if flowers else 0.0
    )
    _, y = easel.grid()
    if depth < 1.0:
        cover = cover * smooth(0.9 * height * easel.height, 0.25 * height * easel.height, y - row[None])
    tip = smooth(-0.2, 0.9, (row[None] - y) / (height * easel.height))
    bright = (0.12 + 0.75 * tip) if depth >= 1.0 else 0.55 + 0.45 * tip
    if easel.snowed:
        light, flowers = (0.80, 0.78, 0.74), ()
    colour = mix(np.asarray(palette.shade) * 0.62, palette.lit(light, tone), (tone * bright)[..., None])
    if flowers:
        pick = field(easel.set_width, 8, (5 * easel.unit, 8), 1, rng)[0]
        band = np.clip((pick * 1.4 - 0.2) * len(flowers), 0, len(flowers) - 1).astype(int)
        hue = palette.lit(np.asarray(flowers, np.float32)[band][None], 0.55)
        colour = mix(colour, hue, petals[..., None])
    gust = 3.0 if easel.scene.weather in ("wind", "storm") else 1.0
    return easel.plate(
        colour,
        np.asarray(cover, np.float32),
        depth,
        hides=depth >= 1.0,
        sway=Sway(4.5 * gust * easel.unit, 420 * easel.unit, 0.3 + 0.12 * gust),
    )


def flat_row(easel: Easel, row: float, key: int, rough: float = 0.01) -> Floats:
    """A gently uneven row curve around a set row; `rough` in shares of the height."""
    wave = curve(easel.set_width, easel.set_width / 3, 5, easel.rng(key)) - 0.5
    return np.asarray(row + wave * 2 * rough * easel.height, np.float32)
