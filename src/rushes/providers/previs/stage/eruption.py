"""A volcano at work: a column of ash, the glow at its mouth, and glowing stones that fly and fall."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from rushes.providers.previs.picture import Floats, Image
from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.spectacles import smoke
from rushes.providers.previs.stage.view import Moment
from rushes.providers.previs.stage.words import said

WORDS = ("erupt", "erupts", "erupted", "eruption", "lava", "magma", "喷发", "爆发", "岩浆", "熔岩")
STONES = 46
#: Seconds of a stone's flight.
FLIGHT = 2.6


def erupts(scene: Scene) -> bool:
    """Whether the prompt's volcano is at work."""
    return said(scene, WORDS) >= 0


@dataclass(frozen=True, slots=True)
class Stones:
    """Glowing stones thrown from a set point, and the light over it."""

    x: float
    mouth: float
    #: Set pixels that the highest rises.
    reach: float
    #: n × 3: when it starts (share of a flight), sideways speed, upward speed.
    throws: Floats
    unit: float
    depth: float

    def opaque_from(self, moment: Moment) -> int:
        """Hides nothing."""
        return moment.view.height

    def draw(self, frame: Image, moment: Moment, bottom: int) -> None:
        """Add the glow and every stone with its short tail."""
        light: Image = np.zeros_like(frame)
        x, y, scale = moment.view.place(self.x, self.mouth, self.depth)
        flicker = 0.8 + 0.2 * math.sin(7 * moment.seconds) * math.sin(4.3 * moment.seconds)
        for size, tone in ((0.62, 0.20), (0.36, 0.36), (0.16, 0.75)):
            colour = [255 * tone * flicker * c for c in rgb("ff7a30")]
            cv2.circle(light, (round(x), round(y)), max(1, round(size * self.reach * scale)), colour, -1)
        soft = round(0.4 * self.reach * scale) | 1
        light = np.asarray(cv2.blur(light, (soft, soft)), np.uint8)
        hot = [255 * c for c in rgb("ffb050")]
        for start, aside, up in self.throws:
            ages = [((moment.seconds / FLIGHT + float(start)) % 1) - back for back in (0.0, 0.03)]
            if ages[1] < 0:
                continue
            spots = [
                (
                    x + float(aside) * self.reach * scale * age,
                    y - self.reach * scale * float(up) * 4 * age * (0.72 - age),
                )
                for age in ages
            ]
            ends = [(round(px * 8), round(py * 8)) for px, py in spots]
            heat = [c * (1 - 0.7 * ages[0]) for c in hot]
            cv2.line(light, ends[0], ends[1], heat, max(1, round(1.8 * self.unit)), cv2.LINE_AA, 3)
        cv2.add(frame[:bottom], light[:bottom], dst=frame[:bottom])


def eruption(easel: Easel, cone: Plate, x: float) -> list[Layer]:
    """What rises from a cone whose mouth is at a set column: the topmost row of its plate."""
    rows = np.flatnonzero(cone.bgra[..., 3].max(axis=1) > 128)
    mouth = float(rows[0]) + 0.01 * easel.height
    rng = easel.rng(348)
    throws = np.stack([rng.random(STONES), rng.uniform(-1.1, 1.1, STONES), rng.uniform(0.4, 1.0, STONES)], 1)
    reach = 0.20 * easel.height
    tall = max(0.40 * easel.height, 1.7 * (mouth - easel.y(0.0)))
    ash = smoke(easel, x, mouth + 0.02 * easel.height, tall, cone.depth)
    return [ash, Stones(x, mouth, reach, throws.astype(np.float32), easel.unit, cone.depth)]
