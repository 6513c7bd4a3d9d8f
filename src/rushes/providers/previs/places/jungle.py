"""Jungle: tall crowns and palms in steaming light, vines, great dark leaves that frame a clearing."""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np

from rushes.providers.previs.stage.drawing import Drawing, solid
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.flora import TALL, Sprig, broad
from rushes.providers.previs.stage.ground import Floor, Rank, flat_row, floor, fringe, rank
from rushes.providers.previs.stage.noise import Rng, blur
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer, Plate, Sway
from rushes.providers.previs.stage.rays import rays
from rushes.providers.previs.stage.sky import sky_layers
from rushes.providers.previs.stage.weather import fog


def build(easel: Easel) -> Set:
    """Four ranks of trees and palms, a floor, leaves before the camera."""
    horizon = easel.horizon(0.68)
    line = easel.line(0.88)
    layers: list[Layer] = list(sky_layers(easel, horizon))
    kinds = [broad(easel.rng(100 + n), easel.side, trunk=0.5, spread=0.85) for n in range(2)]
    kinds += [palm(easel.rng(110 + n), easel.side) for n in range(3)]
    gap, scale = easel.x(0.5 + easel.side * 0.06), easel.height * (0.85 if easel.tall else 1.0)
    for tier, (foot, tall, count, haze, open_) in enumerate(
        (
            (0.01, 0.42, 90, 0.74, 0.03),
            (0.025, 0.62, 52, 0.50, 0.07),
            (0.05, 0.86, 26, 0.24, 0.13),
            (0.09, 1.10, 12, 0.05, 0.24),
        )
    ):
        row = flat_row(easel, horizon + foot * easel.height, 60 + tier, 0.012)
        many = max(4, round(count * easel.set_width / (2.35 * easel.height)))
        look = Rank(
            row,
            tall * scale,
            many,
            (0.05, 0.12, 0.28, 0.55)[tier],
            haze,
            0.75 - 0.15 * tier,
            (gap, open_ * easel.width),
            rgb("123826"),
            rgb("6fae4a"),
            dim=(0, 0.08, 0.25, 0.5)[tier],
        )
        layers.append(rank(easel, horizon, kinds, look, 70 + tier))
        if tier == 2:
            layers += rays(easel, horizon, 0.34)
    if "fog" not in easel.scene.without:
        layers.append(fog(easel, 0.5, horizon + 0.03 * easel.height, 0.07 * easel.height, 0.5, 2))
    top = flat_row(easel, horizon + 0.095 * easel.height, 66, 0.01)
    layers.append(floor(easel, horizon, line, Floor(rgb("1d2f1c"), rgb("5f7a35"), top, sink=0.72, hazy=0.35), 80))
    layers += [
        fringe(easel, 88, 0.80, 0.085, light=rgb("5f9a40"), bowl=0.05, depth=0.72),
        fringe(easel, 90, 0.985, 0.14, light=rgb("6f9a48")),
        _leaves(easel),
    ]
    lanes = {"ground": Lane(line, material="grass"), "air": Lane(easel.y(0.34))}
    return Set(layers, horizon, easel.sun(horizon), lanes, line, backlit=0.8)


def palm(rng: Rng, side: int) -> Sprig:
    """A palm: a leaning trunk and a crown of drooping fronds."""
    draw = Drawing(int(TALL * 0.9), TALL)
    middle, lean = TALL * 0.45, TALL * 0.10 * rng.normal()
    crown = (middle + lean, TALL * 0.26)
    spine = [(middle + lean * t**1.6, TALL - (TALL - crown[1]) * t) for t in np.linspace(0, 1, 14)]
    w = TALL * 0.016
    draw.fill(
        [
            *[(x - w * (1.3 - 0.5 * k / 13), y) for k, (x, y) in enumerate(spine)],
            *[(x + w * (1.3 - 0.5 * k / 13), y) for k, (x, y) in enumerate(spine)][::-1],
        ],
        rgb("ffffff"),
        0.28,
    )
    for number in range(15):
        angle = math.pi * (-0.15 + 1.3 * number / 14) + rng.normal(0, 0.06)
        reach = TALL * (0.27 + 0.08 * rng.random())
        _frond(
            draw, rng, crown, angle, reach, 0.30 + 0.30 * (math.cos(angle) * side > 0) + 0.22 * max(0, math.sin(angle))
        )
    return Sprig(draw.cover, blur(draw.light * draw.cover, 0.8))


def _frond(draw: Drawing, rng: Rng, at: tuple[float, float], angle: float, reach: float, light: float) -> None:
    rib = []
    for t in np.linspace(0, 1, 16):
        x = at[0] + math.cos(angle) * reach * t
        y = at[1] - math.sin(angle) * reach * t * 0.85 + reach * 0.62 * t * t
        rib.append((x, y))
    for k in range(1, 15):
        (x, y), (x0, y0) = rib[k], rib[k - 1]
        dx, dy = x - x0, y - y0
        n = math.hypot(dx, dy) or 1.0
        leaf = reach * 0.26 * math.sin(math.pi * (k / 15) ** 0.8) * (0.8 + 0.4 * rng.random())
        for way in (-1, 1):
            tip = (
                x + dx / n * leaf * 0.55 - way * dy / n * leaf * 0.62,
                y + dy / n * leaf * 0.55 + way * dx / n * leaf * 0.62 + leaf * 0.30,
            )
            draw.fill([(x0, y0), tip, (x + dx * 0.6, y + dy * 0.6)], rgb("ffffff"), light + 0.12 * rng.normal() * 0.5)


def _leaves(easel: Easel) -> Plate:
    """Great leaves hang into the frame from the upper corners, too near to be sharp."""
    draw, rng = Drawing(easel.set_width, easel.set_height), easel.rng(95)
    for side in (-1, 1):
        for number in range(int(rng.integers(3, 6))):
            at = (
                easel.x(0.5 + side * (0.53 + 0.04 * rng.random())),
                easel.y(-0.10 + 0.15 * number + 0.10 * rng.random()),
            )
            angle = (math.pi if side > 0 else 0.0) + side * (0.55 - 0.22 * number + 0.25 * rng.normal())
            _leaf(draw, at, angle, easel.height * (0.24 + 0.16 * rng.random()), rng)
    plate = solid(easel, draw, 1.35, dim=0.62, sway=Sway(3 * easel.unit, 500 * easel.unit))
    soft = max(0.6, 2.6 * easel.unit)
    return replace(plate, bgra=np.asarray(cv2.GaussianBlur(plate.bgra, (0, 0), soft), np.uint8))


def _leaf(draw: Drawing, at: tuple[float, float], angle: float, reach: float, rng: Rng) -> None:
    """One broad leaf: its rib droops, either half catches the light its own way."""
    steps, droop = np.linspace(0, 1, 18), 0.30 + 0.30 * rng.random()
    turn = math.copysign(1.0, math.cos(angle))
    rib = [
        (at[0] + math.cos(angle) * reach * t, at[1] - math.sin(angle) * reach * t + droop * reach * t**2.2)
        for t in steps
    ]
    half = reach * (0.13 + 0.07 * rng.random())
    width = [half * math.sin(math.pi * t**0.75) ** 0.8 for t in steps]
    light = 0.22 + 0.20 * rng.random()
    for way in (-1, 1):
        edge = [(x + way * turn * 0.25 * w, y - way * w) for (x, y), w in zip(rib, width, strict=True)]
        draw.fill([*rib, *edge[::-1]], rgb("2f6038"), light + 0.16 * (way > 0))
    draw.fill([*rib, *[(x, y + 0.035 * half) for x, y in rib[::-1]]], rgb("6f9a58"), light + 0.3)
