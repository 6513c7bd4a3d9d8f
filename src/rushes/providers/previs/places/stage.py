"""A theatre stage: drawn curtains, boards, spot lights through haze, the heads of the front row."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.picture import Image
from rushes.providers.previs.stage.drawing import Drawing
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.noise import blur, field, mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.view import Moment

CLOTH = ("8f1f2b", "5a1f5f", "1f3f6f")
KEY = rgb("ffe2b0")


def build(easel: Easel) -> Set:
    """Backdrop, boards, beams, curtains, audience."""
    horizon, line = easel.horizon(0.52), easel.y(0.84)
    foot = easel.y(0.72)
    spot = easel.x(0.5 - easel.side * 0.02)
    layers: list[Layer] = [_backdrop(easel, spot), _boards(easel, horizon, line, foot, spot), _curtains(easel)]
    layers += [
        Beam((easel.x(share), easel.y(-0.08)), (spot, line), tint, 0.55, easel.height)
        for share, tint in ((0.5 + easel.side * 0.34, KEY), (0.5 - easel.side * 0.36, rgb("a9c4ff")))
    ]
    layers.append(_heads(easel))
    lanes = {
        "ground": Lane(line, x=0.5 - easel.side * 0.02, material="wood"),
        "air": Lane(easel.y(0.40)),
        "wall": Lane(easel.y(0.4)),
    }
    sun = (easel.x(0.5 + easel.side * 0.34), easel.y(-0.1))
    return Set(
        layers,
        horizon,
        sun,
        lanes,
        line,
        backlit=0.15,
        outdoors=False,
        haze=0.0,
        person=0.42,
        key=(KEY, (easel.side * 0.5, 0.8)),
        halo=0.35,
    )


@dataclass(frozen=True, slots=True)
class Beam:
    """A spot light's cone through the haze, and it breathes a little."""

    source: tuple[float, float]
    target: tuple[float, float]
    colour: tuple[float, float, float]
    strength: float
    height: float
    depth: float = 0.9

    def opaque_from(self, moment: Moment) -> int:
        """Hides nothing."""
        return moment.view.height

    def draw(self, frame: Image, moment: Moment, bottom: int) -> None:
        """Add the cone."""
        view = moment.view
        x0, y0, _ = view.place(*self.source, 0.9)
        x1, y1, scale = view.place(*self.target, 1.0)
        width, height = view.width // 4, view.height // 4
        mask: NDArray[np.uint8] = np.zeros((height, width), np.uint8)
        half = 0.17 * self.height * scale
        cone = np.array([(x0 - 4, y0), (x0 + 4, y0), (x1 + half, y1), (x1 - half, y1)]) / 4
        cv2.fillPoly(mask, [np.round(cone * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
        mask = np.asarray(cv2.blur(mask, (int(self.height / 60) | 1, int(self.height / 60) | 1)), np.uint8)
        fall = np.clip(1.05 - 0.8 * (np.arange(height, dtype=np.float32) * 4 - y0) / max(1.0, y1 - y0), 0.08, 1)[
            :, None
        ]
        breath = 1 + 0.05 * np.sin(moment.seconds * 1.3 + x0)
        light = mask * (fall * self.strength * 0.42 * breath)
        glow = cv2.merge([cv2.convertScaleAbs(light, alpha=c) for c in self.colour])
        cv2.add(frame, cv2.resize(glow, (view.width, view.height), interpolation=cv2.INTER_LINEAR), dst=frame)


def _backdrop(easel: Easel, spot: float) -> Plate:
    x, y = easel.grid()
    cloth = rgb(CLOTH[int(easel.rng(6).integers(0, 3))])
    folds = 0.5 + 0.5 * np.sin(x / (15 * easel.unit) + 3 * np.sin(x / (130 * easel.unit)))
    pool = np.exp(-(((x - spot) / (0.26 * easel.height)) ** 2) - ((y - easel.y(0.45)) / (0.34 * easel.height)) ** 2)
    light = (0.10 + 0.34 * folds) * (0.22 + 1.25 * pool)
    colour = np.asarray(cloth) * light[..., None] * 1.5 + np.asarray(KEY) * (0.06 * pool)[..., None]
    return easel.plate(np.asarray(colour, np.float32), np.ones((easel.set_height, easel.set_width), np.float32), 0.55)


def _boards(easel: Easel, horizon: float, line: float, foot: float, spot: float) -> Plate:
    x, y = easel.grid()
    below = np.clip(y - horizon, 1, None) / easel.height
    across = (x - easel.set_width / 2) / easel.height / below * 3.2
    tone = np.mod(np.sin(np.floor(across) * 12.9898) * 43758.5, 1.0)
    grain = field(easel.set_width, easel.set_height, (16 * easel.unit, 140 * easel.unit), 5, easel.rng(9))
    seam = smooth(0.46, 0.49, np.abs(np.mod(across, 1) - 0.5))
    albedo = (
        mix(rgb("4a2f1c"), rgb("8a5c36"), np.clip(0.3 + 0.4 * tone + 0.4 * (grain - 0.5), 0, 1)[..., None])
        * (1 - 0.5 * seam)[..., None]
    )
    away = np.hypot((x - spot) / (0.40 * easel.height), (y - line) / (0.085 * easel.height))
    pool = smooth(1.15, 0.72, away)
    colour = albedo * (0.10 + 1.25 * pool[..., None] * np.asarray(KEY) + 0.10 * np.exp(-away * 0.7)[..., None])
    cover = np.clip(y - foot + 0.5, 0, 1) * np.ones_like(x)
    return easel.plate(np.asarray(colour, np.float32), np.asarray(cover, np.float32), 1.0, ground=(horizon, line))


def _curtains(easel: Easel) -> Plate:
    """Heavy legs at the sides and a swagged border above."""
    x, y = easel.grid()
    cloth = rgb(CLOTH[int(easel.rng(6).integers(0, 3))])
    share = (x - easel.x(0)) / easel.width
    inner = 0.165 if not easel.tall else 0.12
    wave = 0.010 * np.sin(y / (60 * easel.unit))
    side = np.maximum(
        smooth(inner + 0.008, inner - 0.004, share + wave), smooth(1 - inner - 0.008, 1 - inner + 0.004, share - wave)
    )
    swag = easel.y(0.105) + 0.045 * easel.height * np.abs(np.sin(share * np.pi * 5)) ** 0.8
    top = smooth(2, -2, y - swag)
    folds = 0.5 + 0.5 * np.sin(x / (9 * easel.unit) + 2 * np.sin(x / (70 * easel.unit)))
    drape = 0.5 + 0.5 * np.sin((y - swag) / (8 * easel.unit))
    light = np.where(top > 0.5, 0.16 + 0.30 * drape, 0.10 + 0.36 * folds) * (
        0.65 + 0.5 * smooth(0, 0.8, (y - easel.y(0)) / easel.height)
    )
    colour = np.asarray(cloth) * light[..., None] * 1.7
    trim = smooth(5 * easel.unit, 3 * easel.unit, np.abs(y - swag + 5 * easel.unit))
    colour = mix(colour, np.asarray(rgb("d9a84a")) * 0.75, (trim * top)[..., None])
    return easel.plate(np.asarray(colour, np.float32), np.maximum(side, top).astype(np.float32), 1.15, hides=False)


def _heads(easel: Easel) -> Plate:
    draw, rng = Drawing(easel.set_width, easel.set_height), easel.rng(12)
    size = 0.042 * easel.height
    for row, base in enumerate((0.985, 1.045)):
        x = easel.x(-0.15)
        while x < easel.x(1.15):
            r = size * (0.85 + 0.3 * rng.random()) * (1 + 0.25 * row)
            y = easel.y(base) + size * 0.3 * rng.random()
            draw.round(x, y, r * 0.78, r, rgb("0d0a10"), 0.1)
            draw.round(x, y + r * 2.0, r * 1.9, r * 1.25, rgb("0d0a10"), 0.1)
            x += size * (2.9 + 1.3 * rng.random())
    cover = blur(draw.cover, 1.2 * easel.unit)
    colour = np.broadcast_to(np.asarray(rgb("0b080d"), np.float32), (*cover.shape, 3)).copy()
    rim = np.clip(cover - np.roll(cover, round(2 * easel.unit) + 1, 0), 0, 1)
    return easel.plate(
        np.asarray(colour + rim[..., None] * np.asarray(KEY) * 0.35, np.float32), cover, 1.4, hides=False
    )
