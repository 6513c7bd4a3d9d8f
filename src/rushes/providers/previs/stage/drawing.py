"""Drawing solid things: polygons of colour with light and own glow, made into a plate that the set's light falls on."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np

from rushes.providers.previs.picture import Colour, Floats
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.noise import blur, mix
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Plate, Sway

#: Lying snow.
SNOW = rgb("e9eff6")
#: Rows and columns drawn for each of the result.
FINE = 2


class Drawing:
    """Canvases of a plate of things: colour (h × w × 3), light, coverage and own glow (h × w), all 0 … 1."""

    def __init__(self, width: int, height: int, *, snowed: bool = False) -> None:
        #: Does snow lie on what is drawn? Roofs are painted white then.
        self.snowed = snowed
        self._size = (width, height)
        self._colour = np.zeros((height * FINE, width * FINE, 3), np.uint8)
        self._planes = [np.zeros((height * FINE, width * FINE), np.uint8) for _ in range(3)]

    def fill(
        self, points: Sequence[tuple[float, float]], colour: Colour, light: float = 0.5, glow: float = 0.0
    ) -> None:
        """A filled polygon."""
        shape = [np.round(np.array(points) * FINE * 16).astype(np.int32)]
        cv2.fillPoly(self._colour, shape, tuple(255 * c for c in colour), cv2.LINE_AA, 4)
        for plane, value in zip(self._planes, (light, 1.0, glow), strict=True):
            cv2.fillPoly(plane, shape, 255 * min(max(value, 0.0), 1.0), cv2.LINE_AA, 4)

    def box(
        self, x: float, y: float, width: float, height: float, colour: Colour, light: float = 0.5, glow: float = 0.0
    ) -> None:
        """A rectangle with its top left corner at (x, y)."""
        self.fill([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], colour, light, glow)

    def round(
        self, x: float, y: float, rx: float, ry: float, colour: Colour, light: float = 0.5, glow: float = 0.0
    ) -> None:
        """An ellipse."""
        self.fill(
            [(x + rx * math.cos(a), y + ry * math.sin(a)) for a in np.linspace(0, 2 * math.pi, 40)], colour, light, glow
        )

    def pillow(self, x: float, y: float, width: float, height: float, colour: Colour, light: float = 0.5) -> None:
        """A box with soft corners, lighter above."""
        for part, lift in ((1.0, -0.16), (0.94, 0.0), (0.80, 0.12)):
            w, h = width * (0.5 + 0.5 * part), height * part
            cx, cy = x + width / 2, y + height * 0.5 * part
            shape = [
                (cx + w / 2 * _squared(math.cos(a)), cy + h / 2 * _squared(math.sin(a)))
                for a in np.linspace(0, 2 * math.pi, 48)
            ]
            self.fill(shape, colour, light + lift)

    def _plane(self, index: int) -> Floats:
        return np.asarray(
            cv2.resize(self._planes[index], self._size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255,
            np.float32,
        )

    @property
    def colour(self) -> Floats:
        """h × w × 3."""
        return np.asarray(
            cv2.resize(self._colour, self._size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255, np.float32
        )

    @property
    def light(self) -> Floats:
        """How much each part turns to the light."""
        return self._plane(0)

    @property
    def cover(self) -> Floats:
        """Coverage."""
        return self._plane(1)

    @property
    def glow(self) -> Floats:
        """What shines by itself."""
        return self._plane(2)


def _squared(value: float) -> float:
    return math.copysign(abs(value) ** 0.45, value)


def _lying(cover: Floats, deep: float) -> Floats:
    """How much snow lies on each pixel: on upper edges, `deep` pixels thick."""
    down = np.array([[1, 0, 0], [0, 1, max(1.5, deep)]], np.float32)
    above = cv2.warpAffine(cover, down, (cover.shape[1], cover.shape[0]), flags=cv2.INTER_LINEAR)
    return np.asarray(np.clip(cover - above, 0, 1), np.float32)


def solid(
    easel: Easel,
    draw: Drawing,
    depth: float,
    *,
    haze: float = 0.0,
    dim: float = 0.0,
    brush: float = 0.0,
    sway: Sway | None = None,
    snow: bool = False,
) -> Plate:
    """The drawing as a plate in the set's light; what glows does so as much as lamps are lit, snow lies on top."""
    palette = easel.palette
    albedo, light = draw.colour, draw.light
    if snow:
        lying = _lying(draw.cover, 0.009 * easel.height)
        albedo, light = mix(albedo, SNOW, lying[..., None]), np.maximum(light, 0.6 * lying)
    colour = palette.lit(albedo, light)
    colour = mix(colour, np.asarray(palette.shade), dim)
    colour = mix(colour, np.asarray(palette.haze), min(0.95, haze * palette.air**0.4))
    shine = draw.glow * (0.12 + 0.88 * palette.lamps)
    warm = np.asarray(rgb("ffcb85"))
    colour = np.maximum(colour, shine[..., None] * warm)
    halo = blur(shine, 9 * easel.unit) * 0.45
    # The halo lies outside the thing itself too: it is carried as light without coverage.
    cover = draw.cover
    colour = mix(warm, colour + halo[..., None] * warm, np.clip(cover * 4, 0, 1)[..., None])
    cover = np.maximum(cover, np.clip(halo - 0.01, 0, 1) * 0.8)
    return easel.plate(np.asarray(colour, np.float32), cover, depth, brush=brush, sway=sway, hides=False)
