"""Drawing solid things: polygons of colour with light and own glow, made into a plate that the set's light falls on."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.picture import Colour, Floats
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.noise import blur, mix
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Plate, Sway

#: Lying snow.
SNOW = rgb("e9eff6")
#: Rows and columns drawn for each of the result.
FINE = 2
#: All rows; and how many are lit at once, for whole planes of floats take much memory.
WHOLE = slice(None)
LIT = 192


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

    def _plane(self, index: int, rows: slice = WHOLE) -> Floats:
        return self._reduced(self._planes[index], rows)

    def _reduced(self, fine: NDArray[np.uint8], rows: slice) -> Floats:
        top, bottom, _ = rows.indices(self._size[1])
        part = cv2.resize(fine[FINE * top : FINE * bottom], (self._size[0], bottom - top), interpolation=cv2.INTER_AREA)
        return np.asarray(part.astype(np.float32) / 255, np.float32)

    @property
    def height(self) -> int:
        """Rows of the result."""
        return self._size[1]

    def some(self, rows: slice) -> tuple[Floats, Floats]:
        """Colour and light of some rows only."""
        return self._reduced(self._colour, rows), self._plane(0, rows)

    @property
    def colour(self) -> Floats:
        """h × w × 3."""
        return self._reduced(self._colour, WHOLE)

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

    @property
    def glows(self) -> bool:
        """Does anything shine by itself?"""
        return bool(self._planes[2].any())


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
    cover = draw.cover
    lying = _lying(cover, 0.009 * easel.height) if snow else None
    shine = draw.glow * (0.12 + 0.88 * palette.lamps) if draw.glows else np.zeros_like(cover)
    halo = blur(shine, 9 * easel.unit) * 0.45 if draw.glows else shine
    warm = np.asarray(rgb("ffcb85"))
    colour = np.empty((*cover.shape, 3), np.float32)
    for top in range(0, draw.height, LIT):
        rows = slice(top, min(top + LIT, draw.height))
        albedo, light = draw.some(rows)
        if lying is not None:
            albedo, light = mix(albedo, SNOW, lying[rows][..., None]), np.maximum(light, 0.6 * lying[rows])
        lit = palette.lit(albedo, light)
        lit = mix(lit, np.asarray(palette.shade), dim)
        lit = mix(lit, np.asarray(palette.haze), min(0.95, haze * palette.air**0.4))
        lit = np.maximum(lit, shine[rows][..., None] * warm)
        # The halo lies outside the thing itself too: it is carried as light without coverage.
        lit = lit + halo[rows][..., None] * warm
        colour[rows] = mix(warm, lit, np.clip(cover[rows] * 4, 0, 1)[..., None])
    cover = np.maximum(cover, np.clip(halo - 0.01, 0, 1) * 0.8)
    return easel.plate(colour, cover, depth, brush=brush, sway=sway, hides=False)
