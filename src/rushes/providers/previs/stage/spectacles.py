"""What shows in the sky by itself: aurora, fireworks, a rainbow, shooting stars, a column of smoke."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.picture import Floats, Image
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.noise import curve, field, mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Plate, Sway, premultiplied
from rushes.providers.previs.stage.view import Moment

BURSTS = tuple(rgb(word) for word in ("ff5a4a", "ffd45a", "6ad0ff", "c87aff", "7af09a", "ffb0d8"))
#: Seconds that a burst lasts, and between two.
BURST, PAUSE = 1.9, 0.55


def aurora(easel: Easel, horizon: float) -> Plate:
    """Curtains of green and violet light that wander; it adds light and hides nothing."""
    _, y = easel.grid()
    wide = easel.set_width
    total = np.zeros((easel.set_height, wide, 3), np.float32)
    for number, (height, power) in enumerate(((0.30, 1.0), (0.20, 0.75), (0.42, 0.55))):
        rng = easel.rng(340 + number)
        foot = horizon - easel.height * (height + 0.16 * (curve(wide, wide / 2, 3, rng) - 0.5))
        folds = 0.35 + 0.65 * curve(wide, 46 * easel.unit, 5, rng, gain=0.7)
        shown = smooth(0.25, 0.6, curve(wide, wide / 1.5, 2, rng))
        up = (foot[None] - y) / (0.34 * easel.height)
        light = np.where(up > 0, np.exp(-up * 2.6), np.exp(up * 26)) * (folds * shown)[None] * power
        tint = mix(rgb("58f0a0"), rgb("9a62e0"), smooth(0.25, 1.1, np.clip(up, 0, 2))[..., None])
        total += tint * light[..., None]
    night = float(np.clip(1.15 - easel.palette.strength * (not easel.palette.moon), 0.35, 1))
    bgr = np.clip(total * 0.95 * night * 255, 0, 255).astype(np.uint8)
    bgra = np.dstack([bgr, np.zeros(bgr.shape[:2], np.uint8)])
    return Plate(bgra, 0.004, sway=Sway(16 * easel.unit, 520 * easel.unit, 0.10), hides=False)


def rainbow(easel: Easel, horizon: float) -> Plate:
    """A bow opposite the sun."""
    x, y = easel.grid()
    centre, radius = easel.x(0.5 - easel.side * 0.22), 0.52 * min(easel.width, 1.25 * easel.height)
    away = (np.hypot(x - centre, (y - horizon - 0.06 * easel.height)) - radius) / (0.055 * easel.height)
    hues = ((-0.9, "7a4ac8"), (-0.55, "3f6ae0"), (-0.1, "46c070"), (0.3, "f0dc50"), (0.6, "f09a3a"), (0.95, "e04a3a"))
    light = sum(
        (np.exp(-(((away - at) / 0.30) ** 2))[..., None] * np.asarray(rgb(hue), np.float32) for at, hue in hues),
        np.zeros((*away.shape, 3), np.float32),
    )
    fade = smooth(horizon, horizon - 0.25 * easel.height, y) * 0.30
    bgr = np.clip(light * fade[..., None] * 255, 0, 255).astype(np.uint8)
    return Plate(np.dstack([bgr, np.zeros(bgr.shape[:2], np.uint8)]), 0.03, hides=False)


@dataclass(frozen=True, slots=True)
class Fireworks:
    """Bursts at fixed moments behind the land."""

    #: n × 4: when, set x, set y, size in set pixels; and the sparks of a burst as unit vectors with their speeds.
    bursts: Floats
    sparks: Floats
    unit: float
    depth: float = 0.02

    def opaque_from(self, moment: Moment) -> int:
        """Hides nothing."""
        return moment.view.height

    def draw(self, frame: Image, moment: Moment, bottom: int) -> None:
        """Add what burns now, with its glow on the sky."""
        small = np.zeros((-(-frame.shape[0] // 2), -(-frame.shape[1] // 2), 3), np.uint8)
        alive = False
        for number, (at, x, y, size) in enumerate(self.bursts):
            age = (moment.seconds - float(at)) / BURST
            if 0 <= age < 1:
                alive = True
                place = moment.view.place(float(x), float(y), self.depth)[:2]
                self._burst(small, place, float(size), age, number)
        if not alive:
            return
        soft = cv2.blur(small, (int(9 * self.unit) | 1, int(9 * self.unit) | 1))
        light = cv2.resize(cv2.add(small, soft), (frame.shape[1], frame.shape[0]), interpolation=cv2.INTER_LINEAR)
        cv2.add(frame[:bottom], light[:bottom], dst=frame[:bottom])

    def _burst(self, small: Image, at: tuple[float, float], size: float, age: float, number: int) -> None:
        hue = np.asarray(BURSTS[number % len(BURSTS)])
        reach, tail = (size * (1 - math.exp(-3.4 * share)) for share in (age, max(0.0, age - 0.13)))
        fade = (1 - age) ** 0.8
        tone = [float(255 * fade * min(1.0, c * 0.85 + 0.35 * (1 - age))) for c in hue]
        for ux, uy, speed in self.sparks:
            drop = 0.22 * size * age * age
            head = (at[0] + ux * speed * reach, at[1] + uy * speed * reach + drop)
            foot = (at[0] + ux * speed * tail, at[1] + uy * speed * tail + drop * 0.8)
            ends = [(round(p[0] * 8), round(p[1] * 8)) for p in (head, foot)]
            cv2.line(small, ends[0], ends[1], tone, max(1, round(1.2 * self.unit)), cv2.LINE_AA, 4)


def fireworks(easel: Easel, horizon: float, seconds: float = 16.0) -> Fireworks:
    """Enough bursts for any shot."""
    rng = easel.rng(345)
    count = int(seconds / PAUSE)
    when = np.arange(count) * PAUSE - 0.9 + 0.25 * rng.random(count)
    high = max(0.3 * easel.height, horizon - easel.y(0.06))
    bursts = np.stack(
        [when, easel.x(0.0) + easel.width * (0.12 + 0.76 * rng.random(count)),
         horizon - high * (0.45 + 0.45 * rng.random(count)), easel.height * (0.13 + 0.12 * rng.random(count))], 1
    )  # fmt: skip
    angle = np.arange(54) * 2.399963
    rim = np.sqrt((np.arange(54) + 0.5) / 54)
    sparks = np.stack([np.cos(angle), np.sin(angle), rim * (0.9 + 0.2 * rng.random(54))], 1)
    return Fireworks(bursts.astype(np.float32), sparks.astype(np.float32), easel.unit)


@dataclass(frozen=True, slots=True)
class Meteors:
    """Shooting stars at fixed moments."""

    #: n × 4: when, set x, set y, length.
    streaks: Floats
    side: int
    depth: float = 0.001

    def opaque_from(self, moment: Moment) -> int:
        """Hides nothing."""
        return moment.view.height

    def draw(self, frame: Image, moment: Moment, bottom: int) -> None:
        """Draw the streaks that fly now."""
        for at, x, y, length in self.streaks:
            age = (moment.seconds - float(at)) / 0.8
            if not 0 <= age < 1:
                continue
            px, py, _ = moment.view.place(float(x), float(y), self.depth)
            run, bright = float(length), math.sin(math.pi * age)
            for part in range(8):
                a, b = age - part * 0.045, age - (part + 1) * 0.045
                ends = [
                    (round((px - self.side * run * 2.2 * s) * 16), round((py + run * 1.1 * s) * 16)) for s in (a, b)
                ]
                tone = 255 * bright * (1 - part / 8)
                cv2.line(frame, ends[0], ends[1], (tone, tone, tone), 1 + (part < 3), cv2.LINE_AA, 4)


def meteors(easel: Easel, horizon: float, seconds: float = 16.0) -> Meteors:
    """One every second or so."""
    rng = easel.rng(346)
    count = int(seconds)
    streaks = np.stack(
        [np.arange(count) * 1.0 + 0.5 * rng.random(count), easel.x(0) + easel.width * (0.2 + 0.7 * rng.random(count)),
         easel.y(0.03) + 0.45 * (horizon - easel.y(0.03)) * rng.random(count),
         easel.height * (0.14 + 0.1 * rng.random(count))], 1
    )  # fmt: skip
    return Meteors(streaks.astype(np.float32), easel.side)


def smoke(easel: Easel, x: float, foot: float, height: float, depth: float) -> Plate:
    """A plume that leans with the wind and wavers."""
    gx, gy = easel.grid()
    up = np.clip((foot - gy) / height, 0, 1.4)
    middle = x - easel.side * 0.35 * height * up**1.5
    half = height * (0.04 + 0.20 * up)
    puffs = field(easel.set_width, easel.set_height, (70 * easel.unit, 60 * easel.unit), 5, easel.rng(347), gain=0.6)
    body = np.exp(-(((gx - middle) / half) ** 2)) * smooth(0.0, 0.06, up) * smooth(1.25, 0.35, up)
    cover = np.clip(body * smooth(0.25, 0.65, puffs + 0.15) * 0.8, 0, 1)
    colour = easel.palette.lit(mix(rgb("8f8d8c"), rgb("d8d6d2"), puffs[..., None]), 0.5)
    bgra: NDArray[np.uint8] = premultiplied(colour, cover)
    return Plate(bgra, depth, sway=Sway(9 * easel.unit, 300 * easel.unit, 0.22), hides=False)
