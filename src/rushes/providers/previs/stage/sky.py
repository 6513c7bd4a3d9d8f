"""The sky: gradient, sun, moon, stars, and clouds that the sun lights.

Weather that falls out of it is `weather`'s matter.
"""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.stage.clouds import cloud_plates
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.noise import blur, field, mix, smooth, stretched
from rushes.providers.previs.stage.plate import Layer, Plate

#: From here on the sky has points of light, which want every pixel.
STARRY = 0.05


def sky_layers(easel: Easel, horizon: float) -> list[Layer]:
    """Sky and clouds above a horizon row; the sky goes on a little below it, for cameras that rise."""
    plates: list[Layer] = [
        easel.plate(_sky(easel, horizon), np.ones((easel.set_height, easel.set_width), np.float32), 0.0)
    ]
    if "clouds" not in easel.scene.without:
        plates += cloud_plates(easel, horizon)
    for plate in plates:
        if isinstance(plate, Plate):
            plate.coarse = bool(plate.drift) or easel.palette.stars < STARRY
    return plates


def _sky(easel: Easel, horizon: float) -> Floats:
    palette = easel.palette
    x, y = easel.grid()
    height = np.clip(1 - y / horizon, -0.3, 1)
    colour = mix(palette.horizon, palette.middle, smooth(0.0, 0.42, height)[..., None])
    colour = mix(colour, palette.zenith, smooth(0.25, 1.0, height)[..., None])
    colour = np.broadcast_to(colour, (easel.set_height, easel.set_width, 3)).astype(np.float32)
    sun_x, sun_y = easel.sun(horizon)
    span = max(easel.width, easel.height * 0.8)
    across, down = (x - sun_x) / span, (y - sun_y) / span
    low = float(np.clip(1.2 - 2 * palette.elevation, 0.25, 1))
    band = np.exp(-((across / 0.55) ** 2) - ((y - horizon) / (0.26 * span)) ** 2) * 0.75 * low
    halo = np.exp(-np.sqrt(across**2 + (down * 1.15) ** 2) * 6.5) * 0.62
    open_air = 0.25 + 0.75 * palette.strength**0.5
    if palette.moon:
        halo, band = halo * 0.75, band * 0.6
    colour = mix(colour, palette.glow, np.clip((halo + band) * open_air, 0, 0.92)[..., None])
    if palette.stars > 0 and "stars" not in easel.scene.without:
        colour = _starred(easel, colour, height)
    return _with_disc(easel, colour, sun_x, sun_y, horizon)


def _starred(easel: Easel, colour: Floats, height: Floats) -> Floats:
    rng, wide, high = easel.rng(11), easel.set_width, easel.set_height
    stars = np.zeros((high, wide), np.float32)
    count = int(wide * high / 1500 / max(easel.unit, 0.35) ** 1.6)
    columns, rows = rng.integers(0, wide, count), rng.integers(0, high, count)
    stars[rows, columns] = rng.random(count) ** 5 * 3.0 + 0.12
    stars = blur(stars, 0.62 + 0.12 * easel.unit) * 2.4
    bright = np.zeros((high, wide), np.float32)
    few = max(4, count // 60)
    bright[rng.integers(0, high, few), rng.integers(0, wide, few)] = 5.0
    stars += blur(bright, 1.0) + blur(bright, 3.2) * 1.6
    x, y = easel.grid()
    tilt = (y / high - 0.30) - (x / wide - 0.5) * 0.55 * easel.side
    dust = stretched(field(wide, high, (wide / 5, high / 4), 6, rng, gain=0.6))
    way = np.exp(-((tilt / 0.16) ** 2)) * smooth(0.25, 0.85, dust) * 0.30
    fade = smooth(0.02, 0.35, height) * easel.palette.stars
    milky = way[..., None] * np.array([1.0, 0.80, 0.72], np.float32)
    return np.asarray(
        colour + (stars * fade)[..., None] * np.array([1.0, 0.96, 0.9], np.float32) + milky * fade[..., None],
        np.float32,
    )


def _with_disc(easel: Easel, colour: Floats, sun_x: float, sun_y: float, horizon: float) -> Floats:
    palette = easel.palette
    if palette.strength < 0.12 or palette.elevation < -0.02:
        return colour
    x, y = easel.grid()
    radius = (0.046 if palette.elevation < 0.3 else 0.032) * easel.unit * 720
    if palette.moon:
        radius = (0.060 if easel.scene.time == "moonlit" else 0.030) * easel.unit * 720
    away = np.hypot(x - sun_x, y - sun_y)
    disc = smooth(radius + 0.8, radius - 0.8, away)
    visible = float(np.clip(palette.strength * 1.6, 0, 1))
    if not palette.moon:
        core = mix(palette.sun, (1.0, 1.0, 1.0), 0.72)
        if palette.elevation > 0.3:
            # A high sun dazzles: no disc is seen, its glare is.
            disc = np.exp(-((away / (0.9 * radius)) ** 2)) + 0.55 * np.exp(-away / (1.9 * radius))
        if easel.scene.weather in ("fog", "overcast", "snow"):
            disc = 0.8 * np.exp(-((away / (2.2 * radius)) ** 2)) * (easel.scene.weather != "overcast")
        return mix(colour, core, np.clip(disc * visible, 0, 1)[..., None])
    seas = stretched(field(easel.set_width, easel.set_height, (radius * 1.1, radius * 1.1), 4, easel.rng(13)))
    face = (
        np.asarray(mix(palette.sun, (1.0, 1.0, 1.0), 0.35))[None, None]
        * (0.80 + 0.20 * smooth(0.35, 0.6, seas))[..., None]
    )
    if easel.scene.time == "night":
        # A crescent: the shadow disc slides over the face.
        bite = smooth(
            radius + 1, radius - 1, np.hypot(x - sun_x + easel.side * -radius * 0.42, y - sun_y + radius * 0.16)
        )
        disc = np.clip(disc - bite * 0.985, 0, 1)
    return mix(colour, face, (disc * visible)[..., None])
