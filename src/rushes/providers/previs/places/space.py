"""Space: stars, a nebula, a planet lit along one limb; the planet turns slowly under its clouds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.noise import Values, blur, field, mix, smooth, stretched, warped
from rushes.providers.previs.stage.palette import TIMES, rgb
from rushes.providers.previs.stage.plate import Layer, Plate

#: Seas, land, cloud and the glow of the air of a planet, by seed.
WORLDS = (
    ("1d4f86", "6b8a5a", "f2f4f6", "7fc4ff"), ("7a3f2a", "d09060", "f3ddc0", "ffb27a"),
    ("2a2f66", "8a5fb0", "e6d6ff", "c49aff"), ("245a5a", "c9b27a", "f2ead6", "8affd8"),
)  # fmt: skip


def build(easel: Easel) -> Set:
    """Stars, nebula, planet, a small moon; who is there floats."""
    easel = replace(
        easel,
        palette=replace(TIMES["night"], strength=1.0, sun=rgb("fff2e0"), ambient=rgb("8890b4"), haze=rgb("1a2140")),
    )
    layers: list[Layer] = [_stars(easel), _planet(easel), _moon(easel)]
    drift = Lane(easel.y(0.47))
    lanes = {"air": drift, "ground": drift, "water": drift}
    sun = (easel.x(0.5 + easel.side * 0.9), easel.y(-0.1))
    return Set(
        layers,
        easel.y(0.5),
        sun,
        lanes,
        easel.y(0.95),
        backlit=0.05,
        outdoors=False,
        haze=0.0,
        person=0.34,
        halo=0.30,
        surface=False,
    )


def _stars(easel: Easel) -> Plate:
    wide, high, rng = easel.set_width, easel.set_height, easel.rng(20)
    stars = np.zeros((high, wide), np.float32)
    count = int(wide * high / 620 / max(easel.unit, 0.35) ** 1.6)
    stars[rng.integers(0, high, count), rng.integers(0, wide, count)] = rng.random(count) ** 6 * 3.4 + 0.10
    stars = blur(stars, 0.6 + 0.1 * easel.unit) * 2.3
    few = np.zeros((high, wide), np.float32)
    few[rng.integers(0, high, 14), rng.integers(0, wide, 14)] = 9.0
    stars = stars + blur(few, 1.0) + blur(few, 4.0) * 1.8
    cloud = field(wide, high, (wide / 2.2, high / 1.8), 7, rng, gain=0.56)
    swirl = field(wide, high, (wide / 3, high / 3), 4, rng) - 0.5
    dust = stretched(warped(cloud, swirl * wide * 0.22, swirl * high * 0.22))
    fine = stretched(field(wide, high, (wide / 5, high / 4), 6, rng, gain=0.6, ridged=True))
    x, y = easel.grid()
    band = np.exp(-((((y / high - 0.45) + (x / wide - 0.5) * 0.5 * easel.side) / 0.26) ** 2))
    first, second, third = (
        (rgb("2b2f86"), rgb("b0406f"), rgb("ffb07a")),
        (rgb("0f4f6f"), rgb("4a3f9a"), rgb("9fe0d8")),
    )[int(rng.integers(0, 2))]
    gas = smooth(0.30, 0.85, dust) * band
    colour: Values = np.asarray(rgb("03040c"))[None, None] + gas[..., None] * np.asarray(first) * 0.85
    colour = colour + (gas * smooth(0.45, 0.95, fine))[..., None] * np.asarray(second) * 0.75
    colour = colour + (smooth(0.62, 1.0, dust) * band * fine)[..., None] * np.asarray(third) * 0.55
    colour = colour * (1 - 0.6 * smooth(0.62, 0.9, field(wide, high, (wide / 6, high / 5), 5, rng)) * band)[..., None]
    colour = colour + stars[..., None] * np.array([1.0, 0.96, 0.90], np.float32)
    return easel.plate(np.asarray(colour, np.float32), np.ones((high, wide), np.float32), 0.0)


def _ball(
    easel: Easel, centre: tuple[float, float], radius: float, light: tuple[float, float, float]
) -> tuple[Floats, ...]:
    x, y = easel.grid()
    dx, dy = (x - centre[0]) / radius, (y - centre[1]) / radius
    away = np.sqrt(dx * dx + dy * dy)
    deep = np.sqrt(np.clip(1 - away**2, 0, 1))
    vector = np.asarray(light) / np.linalg.norm(light)
    lit = np.clip(dx * vector[0] + dy * vector[1] + deep * vector[2], 0, 1)
    return tuple(np.asarray(part, np.float32) for part in (dx, dy, away, deep, lit))


def _planet(easel: Easel) -> Plate:
    rng, wide, high = easel.rng(30), easel.set_width, easel.set_height
    sea, land, cloud, glow = (rgb(word) for word in WORLDS[int(rng.integers(0, len(WORLDS)))])
    radius = (0.74 if not easel.tall else 0.44) * easel.height
    centre = (easel.x(0.5 + easel.side * 0.20), easel.y(1.06))
    dx, dy, away, deep, lit = _ball(easel, centre, radius, (easel.side * 0.75, -0.62, 0.30))
    bulge = 1 / (0.45 + 0.55 * deep)
    continents = field(wide, high, (radius * 0.7, radius * 0.5), 7, rng, gain=0.55)
    weather = field(wide, high, (radius * 0.8, radius * 0.22), 6, rng, gain=0.58)
    swirl = field(wide, high, (radius * 0.5, radius * 0.5), 4, rng) - 0.5
    weather = stretched(warped(weather, swirl * radius * 0.5 + dx * bulge * 20, swirl * radius * 0.3))
    albedo = mix(sea, land, smooth(0.50, 0.56, continents)[..., None])
    albedo = mix(albedo, cloud, (smooth(0.52, 0.80, weather) * 0.92)[..., None])
    shade = lit**0.75
    colour: Values = albedo * (shade[..., None] * 1.15 + 0.012)
    rim = np.exp(-(((away - 0.985) / 0.055) ** 2)) * (0.10 + 0.90 * smooth(0.0, 0.35, lit))
    colour = mix(colour, glow, np.clip(rim * 0.75, 0, 1)[..., None])
    body = np.clip((1 - away) * radius + 0.5, 0, 1)
    outside = (
        np.exp(-np.clip(away - 1, 0, None) * 26) * smooth(-0.25, 0.55, (dx * easel.side * 0.75 - dy * 0.62)) * 0.75
    )
    colour = np.where(body[..., None] > 0.001, colour, np.asarray(glow))
    return easel.plate(
        np.asarray(colour, np.float32), np.maximum(body, outside * (1 - body)).astype(np.float32), 0.10, hides=False
    )


def _moon(easel: Easel) -> Plate:
    rng = easel.rng(33)
    radius = 0.055 * easel.height
    centre = (easel.x(0.5 - easel.side * 0.34), easel.y(0.20))
    _, _, away, _, lit = _ball(easel, centre, radius, (easel.side * 0.8, -0.3, 0.4))
    rough = field(easel.set_width, easel.set_height, (radius * 0.5, radius * 0.5), 4, rng)
    colour = np.asarray(rgb("c9c2b8")) * ((0.55 + 0.5 * rough) * lit**0.8)[..., None] + 0.008
    return easel.plate(
        np.asarray(colour, np.float32), np.clip((1 - away) * radius + 0.5, 0, 1).astype(np.float32), 0.05, hides=False
    )
