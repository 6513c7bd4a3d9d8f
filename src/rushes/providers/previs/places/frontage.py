"""A street seen across: house fronts along the frame, a pavement, the road with its lane marks.

What drives goes along it, walkers have a pavement of their own; the street seen along its middle is `street`'s matter.
"""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.stage.buildings import Row, skyline
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.fronts import strip
from rushes.providers.previs.stage.ground import air, perspective_noise
from rushes.providers.previs.stage.manners import manner
from rushes.providers.previs.stage.noise import blur, mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.paving import lamp_post
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.sky import sky_layers
from rushes.providers.previs.stage.wet import Wet

#: Disparities: the fronts, the far kerb, the middle of the road, the near kerb.
FRONTS, KERB, MIDDLE, NEAR = 0.46, 0.56, 0.73, 0.93


def build(easel: Easel) -> Set:
    """Sky, towers over the roofs, fronts, pavement and road, lamps."""
    horizon, line = easel.horizon(0.55), easel.line(0.91)
    rise = line - horizon
    layers: list[Layer] = sky_layers(easel, horizon)
    tall = easel.height * 0.30
    layers.append(
        skyline(
            easel, horizon, Row(horizon, tall, tall * 0.3, 0.06, 0.5, tall * 0.02, rgb("505866"), rgb("8a8580")), 40
        )
    )
    layers.append(_fronts(easel, horizon, horizon + FRONTS * rise, rise))
    layers.append(_road(easel, horizon, line, paved=manner(easel.scene, easel.rng(33)).name == "alley"))
    rainy = easel.scene.weather in ("rain", "storm")
    if rainy or "puddles" in easel.scene.props or easel.palette.lamps > 0.9:
        layers.append(
            Wet(
                horizon,
                horizon + KERB * rise,
                line,
                easel.unit,
                1.0 if rainy or "puddles" in easel.scene.props else 0.5,
            )
        )
    for share in (0.16, 0.62) if not easel.tall else (0.3,):
        x = easel.x(share + 0.12 * float(easel.rng(17).random()))
        layers.append(lamp_post(easel, x, horizon + KERB * rise, KERB * rise * 2.5, KERB))
    wheels = "wheels" in easel.needs
    lanes = {
        "ground": Lane(easel.line(0.945) if wheels else line, material="stone"),
        "wheels": Lane(horizon + 0.82 * rise, material="stone"),
        "air": Lane(easel.y(0.22)),
    }
    key = (rgb("ffcf96"), (easel.side * 0.6, 0.6)) if easel.palette.lamps > 0.6 else None
    return Set(
        layers, horizon, easel.sun(horizon), lanes, line, backlit=0.6, wet=rainy, person=0.36, key=key, halo=0.5,
        drawn={"puddles", "neon", "buildings", "sign", "door", "window", "lanterns", "skyline", "streetlamp"},
    )  # fmt: skip


def _fronts(easel: Easel, horizon: float, foot: float, rise: float) -> Plate:
    """The row of fronts; a storey is as high as 1.6 people who stand before it."""
    how = manner(easel.scene, easel.rng(33))
    storey = FRONTS * rise * 1.55
    size = (easel.set_width, max(8, round(foot)))
    wall = strip(easel, easel.rng(34), how, size, storey, low=0.35 if how.name in ("hutong", "asian", "white") else 0.0)
    palette = easel.palette
    up = ((foot - np.arange(size[1], dtype=np.float32)) / easel.height)[:, None]
    colour = palette.lit(wall.albedo, np.clip(wall.light * 0.9, 0, 1))
    warm = np.asarray(rgb("ffab62"), np.float32)
    colour = np.asarray(colour + wall.albedo * warm * (0.85 * palette.lamps * np.exp(-up * 3.0))[..., None], np.float32)
    if easel.snowed:
        edge = np.clip(wall.cover - np.roll(wall.cover, max(2, round(0.05 * storey)), axis=0), 0, 1)
        colour = mix(colour, palette.lit(rgb("eef3f8"), 0.8), edge[..., None])
    colour = mix(colour, air(easel, horizon)[:, : size[0]], np.full((*wall.cover.shape, 1), 0.10 * palette.air**0.5))
    lamp = wall.glow * (0.25 + 0.85 * palette.lamps)
    colour = np.maximum(colour, lamp) + blur(lamp, 5 * easel.unit) * 0.35 + blur(lamp, 16 * easel.unit) * 0.45
    whole = np.zeros((easel.set_height, size[0], 3), np.float32)
    cover = np.zeros((easel.set_height, size[0]), np.float32)
    whole[: size[1]], cover[: size[1]] = colour, wall.cover
    # The wall goes on under the pavement: what hides everything below some row need not be blended.
    whole[size[1] :], cover[size[1] :] = colour[-1], 1
    return easel.plate(whole, cover, FRONTS)


def _road(easel: Easel, horizon: float, line: float, *, paved: bool) -> Plate:
    """Far pavement, kerbs, asphalt with a dashed middle, near pavement; an alley is all paved."""
    palette = easel.palette
    x, y = easel.grid()
    disparity = ((y - horizon) / (line - horizon)) * np.ones_like(x)
    grain = perspective_noise(easel, horizon, 82, 40)
    patch = perspective_noise(easel, horizon, 83, 200)
    asphalt = mix(rgb("33353b"), rgb("5c5c60"), np.clip(0.2 + 0.6 * grain + 0.5 * (patch - 0.4), 0, 1)[..., None])
    slabs = mix(rgb("6d6a66"), rgb("a39d94"), np.clip(0.3 + 0.5 * grain + 0.4 * (patch - 0.4), 0, 1)[..., None])
    along = (x - easel.set_width / 2) / easel.height / np.maximum(disparity, 0.05)
    joint = smooth(0.03, 0.012, np.abs(np.mod(along * 2.4, 1) - 0.5))
    slabs = slabs * (1 - 0.25 * joint)[..., None]
    wheels = "wheels" in easel.needs
    far, near = smooth(KERB + 0.008, KERB, disparity), smooth(NEAR, NEAR + 0.01, disparity) * (not wheels)
    albedo = mix(asphalt, slabs, np.maximum(far, near)[..., None])
    if paved:
        albedo = slabs * 0.62
    kerb = np.maximum(_band(disparity, KERB, 0.010), _band(disparity, NEAR, 0.014) * (not wheels)) * (not paved)
    albedo = mix(albedo, rgb("b9b4aa"), kerb[..., None])
    dash = _band(disparity, MIDDLE, 0.014) * (not paved) * (np.mod(along * 0.9, 1.0) < 0.5)
    albedo = mix(albedo, rgb("e6e2d4"), (0.85 * dash)[..., None])
    if easel.snowed:
        albedo = mix(albedo, rgb("e6edf4"), np.clip(0.80 - 0.5 * _band(disparity, 0.74, 0.12), 0, 1)[..., None])
    light = np.clip(0.55 + 0.4 * (patch - 0.5), 0, 1).astype(np.float32)
    colour = palette.lit(albedo, light)
    spill = 0.55 * palette.lamps * np.exp(-np.clip(disparity - FRONTS, 0, None) * 4.5)
    colour = colour + albedo * np.asarray(rgb("ffab62")) * spill[..., None]
    colour = mix(colour, np.asarray(palette.shade) * 0.85, (0.45 * smooth(0.9, 1.35, disparity))[..., None])
    cover = np.clip(y - (horizon + FRONTS * (line - horizon)) + 0.5, 0, 1) * np.ones_like(x)
    return easel.plate(colour, np.asarray(cover, np.float32), 1.0, ground=(horizon, line))


def _band(values: Floats, middle: float, half: float) -> Floats:
    return smooth(half, half * 0.7, np.abs(values - middle))
