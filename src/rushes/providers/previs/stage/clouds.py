"""Clouds: heaped cumulus from lit puffs, streaks that catch a low sun, and closed decks; drifting plates.

The bare sky is `sky`'s matter.
"""

from __future__ import annotations

import cv2
import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.noise import Rng, blur, field, mix, smooth, stretched, warped
from rushes.providers.previs.stage.plate import Layer, Plate, laid_over

#: A closed sky: its masses to a set's width and height, and how torn they are. Overcast is long rolls, rain an even
#: veil, a storm piled up.
DECKS = {"overcast": (1.7, 4.4, 0.30), "snow": (1.4, 3.4, 0.16), "rain": (1.5, 2.6, 0.14), "storm": (3.6, 2.6, 0.44)}


def cloud_plates(easel: Easel, horizon: float) -> list[Layer]:
    """The clouds of this time and weather, far to near."""
    weather, palette = easel.scene.weather, easel.palette
    if weather in ("overcast", "rain", "storm", "snow"):
        return [_deck(easel, horizon)]
    if weather == "fog":
        return []
    plates = [_streaks(easel, horizon)]
    if (palette.elevation > 0.15 and not palette.moon) or weather == "cloudy":
        heaps = _heaps(easel, horizon)
        # One plate for both: they are equally far, and a pass over the frame is dear.
        stacked = laid_over(plates[0].bgra, heaps.bgra)
        plates = [Plate(stacked, 0.008, drift=heaps.drift, hides=False)]
    return list(plates)


def _rows(easel: Easel, horizon: float, squeeze: float) -> Floats:
    """Maps set rows to texture rows so that clouds lie flatter and closer towards the horizon."""
    y = np.arange(easel.set_height, dtype=np.float32)
    up = np.clip((horizon - y) / horizon, 0, 1)
    return np.asarray((1 - np.log1p(squeeze * up) / np.log1p(squeeze)) * (easel.set_height - 1), np.float32)


def _shade_from(density: Floats, easel: Easel, sun: tuple[float, float], reach: float) -> Floats:
    """Light on a cloud from how much of it lies towards the sun; 0 … 1."""
    step_x, step_y = easel.side * reach * 0.5, -reach
    if sun[1] > easel.set_height * 0.4:
        step_y = reach * 0.6
    matrix = np.array([[1, 0, -step_x], [0, 1, -step_y]], np.float32)
    moved = cv2.warpAffine(density, matrix, (density.shape[1], density.shape[0]), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(np.clip(0.5 + (density - moved) * 3.4, 0, 1), np.float32)


def _streaks(easel: Easel, horizon: float) -> Plate:
    wide, high, palette = easel.set_width, easel.set_height, easel.palette
    rng = easel.rng(21)
    base = field(wide, high, (wide / 2.2, high / 7), 7, rng, gain=0.56)
    swirl = field(wide, high, (wide / 4, high / 5), 3, rng) - 0.5
    texture = warped(base, swirl * wide * 0.10, swirl * high * 0.05)
    rows = np.repeat(_rows(easel, horizon, 9.0)[:, None], wide, 1)
    columns = np.repeat(np.arange(wide, dtype=np.float32)[None], high, 0)
    density = stretched(np.asarray(cv2.remap(texture, columns, rows, cv2.INTER_LINEAR), np.float32))
    threshold = 0.66 - 0.30 * palette.cover
    x, y = easel.grid()
    up = np.clip(1 - y / horizon, 0, 1)
    cover = smooth(threshold, threshold + 0.26, density) * smooth(0.0, 0.06, up)
    sun = easel.sun(horizon)
    light = blur(_shade_from(blur(density, 1.5 * easel.unit), easel, sun, 9 * easel.unit), easel.unit)
    near = np.exp(-np.hypot((x - sun[0]) / (0.55 * wide), (y - sun[1]) / (0.55 * high)))
    body = mix(mix(palette.middle, palette.zenith, 0.35), palette.haze, smooth(0.5, 0.05, up)[..., None])
    bright = mix(palette.glow, palette.sun, 0.55)
    low_sun = 1.0 if palette.elevation < 0.3 and not palette.moon else 0.72
    share = np.clip(light * (0.30 + 0.85 * near) * (0.35 + 0.65 * palette.strength) * low_sun * 1.25, 0, 1)
    colour = mix(np.asarray(body) * (0.86 if not palette.moon else 1.15), bright, share[..., None])
    thin = 0.80 if palette.elevation < 0.3 else 0.5
    return easel.plate(
        colour, cover * (thin if not palette.moon else 0.4), 0.004, drift=easel.unit * 3.2 * easel.side, hides=False
    )


def _puffs(easel: Easel, clouds: list[tuple[float, float, float]], rng: Rng) -> tuple[Floats, Floats]:
    """Coverage and light of heaped clouds, each (x, base y, width)."""
    wide, high = easel.set_width, easel.set_height
    cover, light = np.zeros((high, wide), np.float32), np.zeros((high, wide), np.float32)
    size = 96
    axis = np.linspace(-1, 1, size, dtype=np.float32)
    px, py = np.meshgrid(axis, axis)
    radius = np.hypot(px, py)
    bulge = np.sqrt(np.clip(1 - radius**2, 0, 1))
    ball = smooth(1.0, 0.72, radius)
    lean = np.clip(0.42 + 0.42 * (px * easel.side * 0.75 - py * 0.85) + 0.22 * bulge, 0, 1).astype(np.float32)
    for x, base, width in clouds:
        for number in range(46):
            share = rng.normal(0, 0.30)
            lift = max(0.0, 1 - (share * 1.7) ** 2) * rng.random() ** 0.8 * (1 - number / 90)
            r = max(3.0, width * (0.055 + 0.115 * rng.random()) * (1.15 - abs(share)))
            cx, cy = x + share * width, base - r * 0.42 - lift * width * 0.34
            tone = np.clip(0.62 + 0.55 * (base - cy) / (width * 0.36), 0, 1.1)
            _stamp(cover, light, ball, lean * tone, cx, cy, r, base)
    return cover, light


def _stamp(
    cover: Floats, light: Floats, ball: Floats, lean: Floats, cx: float, cy: float, r: float, base: float
) -> None:
    high, wide = cover.shape
    x0, y0, span = int(cx - r), int(cy - r), max(2, int(2 * r))
    top, bottom = max(0, y0), min(high, y0 + span, int(base + r * 0.16))
    if bottom <= top:
        return
    alpha = cv2.resize(ball, (span, span), interpolation=cv2.INTER_AREA)[top - y0 : bottom - y0]
    tone = cv2.resize(lean, (span, span), interpolation=cv2.INTER_AREA)[top - y0 : bottom - y0]
    columns = np.arange(x0, x0 + span) % wide
    old = light[top:bottom][:, columns]
    light[top:bottom, columns] = old + (tone - old) * alpha
    seen = cover[top:bottom][:, columns]
    cover[top:bottom, columns] = np.maximum(seen, alpha)


def _heaps(easel: Easel, horizon: float) -> Plate:
    palette, rng = easel.palette, easel.rng(23)
    wide, high, unit = easel.set_width, easel.set_height, easel.unit
    clouds: list[tuple[float, float, float]] = []
    for row, (level, size, count) in enumerate(((0.90, 0.11, 9), (0.74, 0.22, 5), (0.48, 0.38, 3))):
        many = max(1, round(count * (0.45 + palette.cover) * (wide / high) / 1.6))
        for number in range(many):
            left = (number + 0.2 + 0.6 * rng.random()) / many * wide
            clouds.append(
                (left, horizon * (level + 0.07 * (rng.random() - 0.5)), size * (0.6 + 0.8 * rng.random()) * 720 * unit)
            )
        rng = easel.rng(24 + row)
    cover, light = _puffs(easel, clouds, easel.rng(29))
    fluff = field(wide, high, (40 * unit, 34 * unit), 5, easel.rng(30), gain=0.6) - 0.5
    other = field(wide, high, (44 * unit, 30 * unit), 5, easel.rng(31), gain=0.6) - 0.5
    cover, light = (
        warped(cover, fluff * 46 * unit, other * 34 * unit),
        warped(light, fluff * 40 * unit, other * 30 * unit),
    )
    cover = smooth(0.25, 0.8, cover + (field(wide, high, (26 * unit, 20 * unit), 4, easel.rng(32)) - 0.5) * 0.45)
    x, y = easel.grid()
    up = np.clip(1 - y / horizon, 0, 1)
    sun = easel.sun(horizon)
    near = np.exp(-np.hypot((x - sun[0]), (y - sun[1])) / (0.5 * wide))
    dark = mix(mix(palette.middle, palette.ambient, 0.55), palette.haze, 0.25)
    bright = mix(palette.sun, (1.0, 1.0, 1.0), 0.35 if palette.elevation > 0.3 else 0.0)
    lit = np.clip(blur(light, 0.8 * unit) * (0.92 + 0.5 * near), 0, 1) * (0.25 + 0.75 * palette.strength)
    colour = mix(np.asarray(dark) * 0.92, bright, smooth(0.12, 0.86, lit)[..., None])
    colour = mix(colour, palette.horizon, (smooth(0.40, 0.0, up) * 0.62)[..., None])
    fade = 0.97 - 0.35 * smooth(0.2, 0.0, up)
    return easel.plate(colour, cover * fade, 0.012, drift=4.5 * unit * easel.side, hides=False, brush=2)


def _deck(easel: Easel, horizon: float) -> Plate:
    """A closed sky: great soft masses, dark overhead, with a band of light left over the horizon."""
    palette, rng, weather = easel.palette, easel.rng(27), easel.scene.weather
    wide, high, unit = easel.set_width, easel.set_height, easel.unit
    heavy = {"storm": 0.9, "rain": 0.6}.get(weather, 0.26) * (0.5 if palette.moon else 1.0)
    across, down, torn = DECKS.get(weather, DECKS["overcast"])
    masses = field(wide, high, (wide / across, high / down), 4, rng, gain=0.42)
    tufts = field(wide, high, (wide / 7, high / 6), 5, rng, gain=0.55)
    swirl = field(wide, high, (wide / 4, high / 3), 2, rng) - 0.5
    texture = warped((1 - torn) * masses + torn * tufts, swirl * wide * 0.10, swirl * high * 0.12)
    rows = np.repeat(_rows(easel, horizon, 2.2)[:, None], wide, 1)
    columns = np.repeat(np.arange(wide, dtype=np.float32)[None], high, 0)
    density = stretched(np.asarray(cv2.remap(texture, columns, rows, cv2.INTER_LINEAR), np.float32))
    body = blur(density, 5 * unit)
    # Bellies hang dark, the edges between the masses let light through.
    light = blur(_shade_from(body, easel, (0, 0), 26 * unit), 3 * unit)
    _, y = easel.grid()
    up = np.clip(1 - y / horizon, 0, 1)
    tone = mix(
        palette.horizon, mix(palette.middle, palette.zenith, 0.5 + 0.3 * heavy), smooth(0.02, 0.7, up)[..., None]
    )
    belly = smooth(0.40, 0.85, body) * (0.16 + 0.30 * heavy)
    relief = (1 + (light - 0.5) * (0.20 + 0.30 * heavy) - belly) * (1 - (0.10 + 0.16 * heavy) * smooth(0.2, 1.0, up))
    gap = smooth(0.36, 0.10, body) * smooth(0.02, 0.2, up) * (0.42 - 0.10 * heavy)
    open_band = np.exp(-((up / 0.11) ** 2)) * 0.55 * (0.7 + 0.6 * (1 - body))
    bright = mix(palette.horizon, (1.0, 1.0, 1.0), 0.0 if palette.moon else 0.22)
    colour = mix(np.asarray(tone) * relief[..., None], bright, np.clip(gap + open_band, 0, 0.9)[..., None])
    alpha = np.ones_like(density) * (0.97 - 0.30 * np.exp(-((up / 0.05) ** 2)))
    return easel.plate(colour, alpha, 0.006, drift=(4 + 8 * heavy) * unit * easel.side, hides=False)
