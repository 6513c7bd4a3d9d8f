"""A fire that burns: flames that lick, the light that it throws about it, sparks that rise."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from rushes.providers.previs.picture import Image
from rushes.providers.previs.stage.easel import Easel, Set
from rushes.providers.previs.stage.motes import motes
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer
from rushes.providers.previs.stage.view import Moment

#: Size, colour: outer to inner flames.
TONGUES = ((1.0, rgb("ff5f1c")), (0.72, rgb("ff9a2c")), (0.44, rgb("ffe6a0")))


@dataclass(frozen=True, slots=True)
class Fire:
    """Flames `height` set pixels high on a set point, and their glow."""

    x: float
    foot: float
    height: float
    #: How much its light shows against the day, 0 … 1.
    shine: float
    depth: float

    def opaque_from(self, moment: Moment) -> int:
        """Hides nothing."""
        return moment.view.height

    def draw(self, frame: Image, moment: Moment, bottom: int) -> None:
        """Glow first, then the flames from the outside in."""
        x, y, scale = moment.view.place(self.x, self.foot, self.depth)
        tall, t = self.height * scale, moment.seconds
        flicker = 0.85 + 0.10 * math.sin(t * 9.1) + 0.08 * math.sin(t * 14.7 + 1) + 0.05 * math.sin(t * 23.0 + 2)
        self._glow(frame, (x, y - 0.4 * tall), tall * 4.2, self.shine * flicker)
        for number, (size, colour) in enumerate(TONGUES):
            for side, share in ((-0.5, 0.62), (0.45, 0.70), (0.0, 1.0)):
                phase = t * (5.0 + number) + side * 7
                high = tall * size * share * (0.86 + 0.18 * math.sin(phase * 1.3))
                lean = tall * 0.10 * math.sin(phase) * size
                half = tall * 0.20 * size
                middle = x + side * tall * 0.40 * size
                left, right = [], []
                for s in np.linspace(0, 1, 10):
                    swell = half * math.sin(math.pi * min(1.0, 0.16 + 0.84 * s)) ** 0.8 * (1 - s) ** 0.3
                    bend = lean * s * s + 0.06 * tall * s * math.sin(phase * 1.7 - 4 * s)
                    left.append((middle + bend - swell, y - high * s))
                    right.append((middle + bend + swell, y - high * s))
                points = np.round(np.array([*left, *right[::-1]]) * 16).astype(np.int32)
                cv2.fillPoly(frame, [points], [255 * c for c in colour], cv2.LINE_AA, 4)

    def _glow(self, frame: Image, at: tuple[float, float], reach: float, power: float) -> None:
        left, right = max(0, int(at[0] - reach)), min(frame.shape[1], int(at[0] + reach))
        top, low = max(0, int(at[1] - reach)), min(frame.shape[0], int(at[1] + reach))
        if right - left < 8 or low - top < 8:
            return
        across = (np.arange(left, right, 8, dtype=np.float32)[None] - at[0]) / reach
        down = (np.arange(top, low, 8, dtype=np.float32)[:, None] - at[1]) / reach
        pool = np.clip(1 - across**2 - down**2, 0, 1) ** 2.2 * (150 * power)
        light = cv2.merge([cv2.convertScaleAbs(pool, alpha=channel) for channel in rgb("ff9440")])
        light = cv2.resize(light, (right - left, low - top), interpolation=cv2.INTER_LINEAR)
        frame[top:low, left:right] = cv2.add(frame[top:low, left:right], light)


def fire(easel: Easel, stage_set: Set, x: float) -> list[Layer]:
    """A camp fire at a set column; by night it is the key light of who is near."""
    depth = 0.95
    foot = stage_set.horizon + (stage_set.line - stage_set.horizon) * depth
    lamps = easel.palette.lamps
    if lamps > 0.6 and stage_set.key is None:
        stage_set.key = (rgb("ffa860"), (0.8 if x > easel.x(0.5) else -0.8, 0.1))
    burning = Fire(x, foot, 0.13 * easel.height * (0.75 if easel.tall else 1.0), 0.25 + 0.75 * lamps, depth)
    return [burning, motes(easel, "embers")] if lamps > 0.4 else [burning]
