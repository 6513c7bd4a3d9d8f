"""Under water: light from above in shafts, a reef in blue distance, weed that sways, bubbles."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from rushes.providers.previs.picture import Image
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.flora import grass
from rushes.providers.previs.stage.ground import perspective_noise
from rushes.providers.previs.stage.noise import curve, field, mix, smooth
from rushes.providers.previs.stage.palette import Palette, rgb
from rushes.providers.previs.stage.plate import Layer, Plate, Sway
from rushes.providers.previs.stage.rays import rays
from rushes.providers.previs.stage.view import Moment

#: However dark the sky above, this share of a clear day's light is left: below it nobody is seen.
LEAST_LIGHT = 0.5


def build(easel: Easel) -> Set:
    """Open water, three reefs, sand, weed, bubbles."""
    easel = replace(easel, palette=_depths(easel.palette))
    horizon = easel.horizon(0.60)
    line = easel.y(0.90)
    surface = (easel.x(0.5 + easel.side * 0.12), easel.y(-0.12))
    layers: list[Layer] = [_water(easel, surface)]
    layers += [_reef(easel, horizon, tier) for tier in range(2)]
    layers += rays(easel, easel.y(0.9), 0.26, (surface[0], easel.y(-0.35)), 0.3)
    layers += [_sand(easel, horizon, line), _reef(easel, horizon, 2), _bubbles(easel), _weed(easel)]
    swim = Lane(easel.y(0.46))
    lanes = {"air": swim, "water": swim, "ground": Lane(line, material="sand")}
    return Set(layers, horizon, surface, lanes, line, backlit=0.65, outdoors=False, surface=False, haze=0.16, halo=0.35)


def _depths(palette: Palette) -> Palette:
    light = max(LEAST_LIGHT, min(1.0, palette.strength)) * (0.72 if palette.moon else 1.0)

    def sea(word: str, share: float) -> tuple[float, float, float]:
        tone = mix(rgb(word), palette.horizon, 0.12) * (0.35 + 0.65 * light) * share
        return float(tone[0]), float(tone[1]), float(tone[2])

    return replace(
        palette,
        zenith=sea("072f5c", 1),
        middle=sea("0e6a94", 1),
        horizon=sea("32aac2", 1),
        glow=sea("c8fff2", 1.1),
        sun=sea("d6fff4", 1.1),
        ambient=sea("4fa8c4", 1),
        haze=sea("1f93b4", 1),
        shade=sea("05243f", 0.9),
        strength=light,
        elevation=0.9,
        moon=False,
        stars=0.0,
    )


def _water(easel: Easel, surface: tuple[float, float]) -> Plate:
    palette = easel.palette
    x, y = easel.grid()
    down = np.clip((y - easel.y(0)) / easel.height, 0, 1)
    colour = mix(
        mix(palette.horizon, palette.middle, smooth(0.0, 0.45, down)[..., None]),
        palette.zenith,
        smooth(0.30, 1.0, down)[..., None],
    )
    near = np.exp(-(np.hypot((x - surface[0]) / (0.42 * easel.width), (y - surface[1]) / (0.50 * easel.height)) ** 1.5))
    ripple = field(easel.set_width, easel.set_height, (130 * easel.unit, 26 * easel.unit), 4, easel.rng(20))
    near = near * (0.82 + 0.5 * (ripple - 0.5) * smooth(0.35, 0.0, down))
    colour = mix(
        np.broadcast_to(colour, (easel.set_height, easel.set_width, 3)),
        palette.glow,
        np.clip(near * 0.75, 0, 1)[..., None],
    )
    return easel.plate(colour, np.ones((easel.set_height, easel.set_width), np.float32), 0.0)


def _reef(easel: Easel, horizon: float, tier: int) -> Plate:
    wide, rng, palette = easel.set_width, easel.rng(40 + tier), easel.palette
    _, y = easel.grid()
    tall = (0.20, 0.30, 0.44)[tier] * easel.height
    edge = np.linspace(-1, 1, wide, dtype=np.float32) * easel.side
    lift = (
        (0.35 + 0.65 * smooth(-0.2, -1.0, edge) + 0.35 * smooth(0.45, 1.1, edge))
        if tier < 2
        else smooth(-0.42, -1.0, edge) + 0.5 * smooth(0.62, 1.1, edge)
    )
    knobs = curve(wide, 130 * easel.unit, 6, rng, gain=0.58)
    foot = horizon + (0.05, 0.12, 0.26)[tier] * easel.height
    top = foot - tall * lift * (0.35 + 0.9 * knobs)
    texture = field(wide, easel.set_height, (26 * easel.unit, 22 * easel.unit), 5, rng, gain=0.6, ridged=True)
    light = np.clip(0.75 - (y - top[None]) / (tall * 0.8) + 0.5 * (texture - 0.5), 0.05, 1)
    albedo = mix(rgb("24585c"), rgb("b5747c"), smooth(0.35, 0.85, texture)[..., None])
    colour = palette.lit(albedo, light.astype(np.float32), (0.70, 0.44, 0.04)[tier])
    colour = mix(colour, np.asarray(palette.shade), (0.0, 0.1, 0.55)[tier])
    cover = np.clip((y - top[None]) / 1.5 + 0.5, 0, 1) * smooth(0.0, 0.03, lift)[None]
    return easel.plate(colour, np.asarray(cover, np.float32), (0.10, 0.25, 0.70)[tier], brush=2, hides=False)


def _sand(easel: Easel, horizon: float, line: float) -> Plate:
    palette = easel.palette
    _, y = easel.grid()
    top = horizon + 0.10 * easel.height
    grain = perspective_noise(easel, horizon, 82, 50)
    web = perspective_noise(easel, horizon, 83, 90)
    caustic = smooth(0.06, 0.01, np.abs(web - 0.5)) * 0.22
    below = (y - top) / (easel.set_height - top)
    colour = palette.lit(rgb("9a9478"), np.clip(0.30 + 0.3 * (grain - 0.5) + caustic, 0, 1).astype(np.float32))
    colour = mix(
        colour, np.asarray(palette.haze), (0.92 * smooth(0.55, 0.0, below))[..., None] * np.ones_like(colour[..., :1])
    )
    colour = mix(
        colour, np.asarray(palette.shade), (0.60 * smooth(0.45, 1.0, below))[..., None] * np.ones_like(colour[..., :1])
    )
    cover = smooth(0, 0.06 * easel.height, y - top) * np.ones((1, easel.set_width), np.float32)
    return easel.plate(colour, np.asarray(cover, np.float32), 1.0, ground=(horizon, line))


def _weed(easel: Easel) -> Plate:
    rng = easel.rng(54)
    bend = np.linspace(-1, 1, easel.set_width, dtype=np.float32)
    base = (easel.y(1.04) - 0.10 * easel.height * np.abs(bend) ** 1.5).astype(np.float32)
    cover, light, _ = grass(easel, rng, base, 0.42 * easel.height, density=0.35)
    cover = cover * smooth(0.16, 0.42, np.abs(bend))[None]
    colour = mix(
        np.asarray(easel.palette.shade) * 0.7, easel.palette.lit(rgb("3f8a5a"), light), (0.55 * light)[..., None]
    )
    return easel.plate(
        colour, np.asarray(cover, np.float32), 1.4, sway=Sway(16 * easel.unit, 620 * easel.unit, 0.16), hides=False
    )


@dataclass(frozen=True, slots=True)
class Bubbles:
    """Bubbles that rise and wobble."""

    #: Start column and row (shares), radius in pixels, pace in heights a second.
    each: tuple[tuple[float, float, float, float], ...]
    colour: tuple[float, float, float]
    depth: float = 0.95

    def opaque_from(self, moment: Moment) -> int:
        """Hides nothing."""
        return moment.view.height

    def draw(self, frame: Image, moment: Moment, bottom: int) -> None:
        """Rings with a spark of light."""
        height, width = frame.shape[:2]
        ring = tuple(200 * c for c in self.colour)
        for x, y, radius, pace in self.each:
            rise = (y - moment.seconds * pace) % 1.15
            px = x * width + np.sin(moment.seconds * 2.2 + x * 40) * radius * 1.6 - moment.view.truck * 0.9
            centre = (int(px * 16), int(rise * height * 16))
            cv2.circle(frame, centre, int(radius * 16), ring, max(1, round(radius * 0.16)), cv2.LINE_AA, 4)
            cv2.circle(
                frame,
                (int((px - radius * 0.35) * 16), int((rise * height - radius * 0.35) * 16)),
                int(radius * 4),
                (255, 255, 250),
                -1,
                cv2.LINE_AA,
                4,
            )


def _bubbles(easel: Easel) -> Bubbles:
    rng = easel.rng(96)
    each = tuple(
        (
            float(0.08 + 0.84 * rng.random() ** (0.6 if easel.side > 0 else 1.6)),
            float(rng.random() * 1.15),
            float((1.5 + 4.5 * rng.random() ** 3) * easel.unit),
            float(0.07 + 0.06 * rng.random()),
        )
        for _ in range(34)
    )
    return Bubbles(each, easel.palette.horizon)
