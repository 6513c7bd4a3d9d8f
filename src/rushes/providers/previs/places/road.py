"""An open road to the horizon: centre line, poles with wires, hills; by night the road shines a little."""

from __future__ import annotations

import itertools

import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.places.desert import far_mesas
from rushes.providers.previs.places.meadow import hills
from rushes.providers.previs.places.mountains import peaks
from rushes.providers.previs.stage.drawing import Drawing, solid
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.ground import Floor, flat_row, floor, fringe, perspective_noise
from rushes.providers.previs.stage.noise import mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.sky import sky_layers
from rushes.providers.previs.stage.wet import Wet
from rushes.providers.previs.stage.words import said

#: Words by which the road lies in a desert.
DESERT = ("desert", "dune", "sahara", "gobi", "mojave", "nevada", "arizona", "沙漠", "戈壁", "荒漠", "大漠")


def build(easel: Easel) -> Set:
    """Mountains, plain, asphalt, poles; the road runs across the frame where somebody goes along it."""
    horizon = easel.horizon(0.60)
    line = easel.line(0.88)
    along = bool(easel.needs & {"wheels", "goes"}) or easel.rng(31).random() < 0.2
    sandy = said(easel.scene, DESERT) >= 0
    far = [far_mesas(easel, horizon)] if sandy else [*peaks(easel, horizon, (0,)), hills(easel, horizon, 0)]
    layers: list[Layer] = [*sky_layers(easel, horizon), *far]
    bare = (rgb("a86f42"), rgb("e0ae74")) if sandy else (rgb("6b5a34"), rgb("c2a860"))
    dark, light = (rgb("8fa0b4"), rgb("eef3f8")) if easel.snowed else bare
    top = flat_row(easel, horizon + 0.004 * easel.height, 66, 0.002)
    layers.append(
        floor(
            easel,
            horizon,
            line,
            Floor(dark, light, top, sink=0.6, hazy=0.6, lit=0.7),
            80,
            over=lambda colour: _across(easel, horizon, line, colour) if along else _asphalt(easel, horizon, colour),
        )
    )
    rainy = easel.scene.weather in ("rain", "storm")
    if rainy:
        layers.append(Wet(horizon, horizon + 3, line, easel.unit, 0.7))
    if along:
        layers.append(_poles(easel, horizon, line))
    else:
        layers += [_pole(easel, horizon, line, depth) for depth in (0.12, 0.18, 0.28, 0.48, 0.95)]
    if not easel.snowed and not sandy:
        layers.append(fringe(easel, 90, 1.01, 0.10, light=rgb("c9b060"), bowl=0.10))
    lanes = {"ground": Lane(line, material="stone"), "air": Lane(easel.y(0.26))}
    if along:
        lanes["wheels"] = Lane(line - 0.04 * (line - horizon), material="stone")
    return Set(layers, horizon, easel.sun(horizon), lanes, line, backlit=0.75, wet=rainy)


def _vanish(easel: Easel) -> float:
    return easel.x(0.5 + easel.side * 0.10)


def _asphalt(easel: Easel, horizon: float, colour: Floats) -> Floats:
    palette = easel.palette
    x, y = easel.grid()
    below = np.clip(y - horizon, 1, None) / easel.height
    across = (x - _vanish(easel) + easel.side * 0.30 * easel.height * below) / easel.height / below
    grain = perspective_noise(easel, horizon, 84, 30)
    asphalt = palette.lit(
        mix(rgb("3a3a40"), rgb("6a6768"), grain[..., None]),
        np.clip(0.55 + 0.15 * (grain - 0.5), 0, 1).astype(np.float32),
    )
    road = smooth(1.02, 1.0, np.abs(across))
    shoulder = smooth(1.16, 1.02, np.abs(across))
    result = mix(colour, palette.lit(rgb("9a845c"), 0.5), (0.7 * shoulder)[..., None])
    result = mix(result, asphalt, road[..., None])
    fade = smooth(0.004, 0.05, below)
    dash = np.mod(0.50 / below, 1.0) < 0.52
    centre = smooth(0.030, 0.022, np.abs(across)) * dash
    edges = smooth(0.022, 0.015, np.abs(np.abs(across) - 0.93))
    paint = palette.lit(rgb("e8c860"), 0.7)
    white = palette.lit(rgb("e6e4dc"), 0.7)
    result = mix(result, paint, (centre * fade * 0.9)[..., None])
    return mix(result, white, (edges * fade * 0.7)[..., None])


def _across(easel: Easel, horizon: float, line: float, colour: Floats) -> Floats:
    """The road along the frame: shoulders, asphalt, edge lines and a dashed middle."""
    palette = easel.palette
    x, y = easel.grid()
    disparity = ((y - horizon) / (line - horizon)) * np.ones_like(x)
    grain = perspective_noise(easel, horizon, 84, 30)
    asphalt = palette.lit(
        mix(rgb("3a3a40"), rgb("6a6768"), grain[..., None]),
        np.clip(0.55 + 0.2 * (grain - 0.5), 0, 1).astype(np.float32),
    )
    inside = smooth(0.625, 0.635, disparity) * smooth(1.215, 1.205, disparity)
    shoulder = smooth(0.59, 0.62, disparity) * smooth(1.27, 1.22, disparity)
    result = mix(colour, palette.lit(rgb("a08a62"), 0.55), (0.75 * shoulder)[..., None])
    result = mix(result, asphalt, inside[..., None])
    along = (x - easel.set_width / 2) / easel.height / np.maximum(disparity, 0.05)
    dash = smooth(0.012, 0.008, np.abs(disparity - 0.865)) * (np.mod(along * 1.1, 1.0) < 0.5)
    edges = np.maximum(smooth(0.007, 0.004, np.abs(disparity - 0.655)), smooth(0.014, 0.010, np.abs(disparity - 1.17)))
    result = mix(result, palette.lit(rgb("e8c860"), 0.75), (dash * 0.9)[..., None])
    return mix(result, palette.lit(rgb("e6e4dc"), 0.75), (edges * 0.75)[..., None])


def _poles(easel: Easel, horizon: float, line: float) -> Plate:
    """Telegraph poles along the far side with their wires."""
    draw, depth = Drawing(easel.set_width, easel.set_height), 0.52
    tall, foot = depth * 0.85 * easel.height, horizon + (line - horizon) * depth
    half, wood = max(0.8, tall * 0.011), rgb("4a3826")
    step = 0.46 * max(easel.width, 0.8 * easel.height)
    first = easel.x(0.5) - step * (1.5 - easel.side * 0.27)
    places = [first + n * step for n in range(5)]
    for x in places:
        draw.box(x - half, foot - tall, 2 * half, tall, wood, 0.35)
        draw.box(x - tall * 0.11, foot - tall * 0.95, tall * 0.22, half * 1.3, wood, 0.45)
    thin = max(0.5, half * 0.3)
    for left, right in itertools.pairwise(places):
        for arm in (-0.10, 0.10):
            t = np.linspace(0, 1, 17)
            along = left + (right - left) * t + arm * tall
            sag = foot - tall * 0.955 + 0.22 * tall * t * (1 - t)
            wire = list(zip(along.tolist(), sag.tolist(), strict=True))
            upper, lower = [(px, py - thin) for px, py in wire], [(px, py + thin) for px, py in wire[::-1]]
            draw.fill([*upper, *lower], rgb("2c2a2a"), 0.3)
    return solid(easel, draw, depth, haze=0.2, dim=0.25)


def _pole(easel: Easel, horizon: float, line: float, depth: float) -> Plate:
    draw, tall = Drawing(easel.set_width, easel.set_height), depth * 0.62 * easel.height
    x = _vanish(easel) + easel.side * (line - horizon) * depth * 1.05
    foot, half = horizon + (line - horizon) * depth, max(0.8, tall * 0.012)
    wood = rgb("4a3826")
    draw.box(x - half, foot - tall, 2 * half, tall, wood, 0.35)
    for share, span in ((0.95, 0.16), (0.86, 0.12)):
        draw.box(x - tall * span, foot - tall * share, tall * span * 2, half * 1.3, wood, 0.45)
        for end in (-0.9, 0.9):
            draw.box(
                x + end * tall * span - half * 0.5,
                foot - tall * share - half * 2.4,
                half,
                half * 2.4,
                rgb("b8c4c0"),
                0.6,
            )
    return solid(easel, draw, depth, haze=0.5 * (1 - depth), dim=0.35 * depth)
