"""Shafts of light from the sun through trees, clouds or a window: a slow, faint layer that is added to the frame."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from rushes.providers.previs.picture import Colour, Floats, Image
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.noise import curve, mix
from rushes.providers.previs.stage.view import Moment


@dataclass(frozen=True, slots=True)
class Rays:
    """Beams that fan out from a point; made at an eighth of the size."""

    source: tuple[float, float]
    #: Brightness by angle, two that slide over each other: 0 … 1.
    beams: tuple[Floats, Floats]
    colour: Colour
    strength: float
    depth: float
    #: How far they reach, pixels.
    reach: float
    #: Set row under which they fade out.
    ground: float

    def opaque_from(self, moment: Moment) -> int:
        """Hides nothing."""
        return moment.view.height

    def draw(self, frame: Image, moment: Moment, bottom: int) -> None:
        """Add the shafts to the frame."""
        view = moment.view
        x0, y0, _ = view.place(*self.source, 0.02)
        _, floor, _ = view.place(self.source[0], self.ground, self.depth)
        height, width = -(-bottom // 8), -(-view.width // 8)
        x = np.arange(width, dtype=np.float32)[None] * 8 - x0
        y = np.arange(height, dtype=np.float32)[:, None] * 8 - y0
        angle = np.arctan2(x, np.maximum(y, 1)) / np.pi + 0.5
        first, second = self.beams
        size = first.size - 1
        drift = moment.seconds * 0.004
        value = (
            first[(np.mod(angle + drift, 1) * size).astype(int)]
            * second[(np.mod(angle - drift * 0.7, 1) * size).astype(int)]
        )
        fall = np.exp(-np.hypot(x, y) / self.reach) * np.clip((floor - (y + y0)) / (0.25 * view.height) + 0.2, 0, 1)
        value = np.clip(value * fall * self.strength * 2.4 * np.clip(y / 60, 0, 1), 0, 1) * 255
        light = cv2.merge([cv2.convertScaleAbs(value, alpha=channel) for channel in self.colour])
        light = cv2.resize(light, (width * 8, height * 8), interpolation=cv2.INTER_LINEAR)[:bottom, : view.width]
        cv2.add(frame[:bottom], light, dst=frame[:bottom])


def rays(
    easel: Easel, ground: float, strength: float, source: tuple[float, float] | None = None, depth: float = 0.4
) -> list[Rays]:
    """Shafts from the sun, if there is sun to speak of."""
    palette = easel.palette
    power = strength * palette.strength * (0.55 if palette.moon else 1.0)
    if power < 0.04 or palette.elevation < 0:
        return []
    first, second = (np.clip(curve(720, wave, 4, easel.rng(97), gain=0.6) * 1.8 - 0.5, 0, 1) for wave in (34.0, 55.0))
    tint = mix(palette.glow, palette.sun, 0.5)
    colour = (float(tint[0]), float(tint[1]), float(tint[2]))
    sun_x, sun_y = easel.sun(ground)
    start = (sun_x, min(sun_y, easel.y(0.35)) - 0.42 * easel.height) if source is None else source
    return [
        Rays(
            start,
            (first, second),
            colour,
            power,
            depth,
            0.95 * max(easel.width, easel.height),
            ground + 0.1 * easel.height,
        )
    ]
