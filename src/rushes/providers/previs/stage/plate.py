"""Painted plates and how a pin-hole camera sees them: one warp and one composite each.

A plate stands at a disparity `depth` (0 infinitely far, 1 the actors' plane, above 1 nearer), or lies as ground, its
disparity growing from 0 at the horizon to 1 at the actors' line. Sizes are pixels of the set. What is painted is
the places' matter; how the camera moves is `view`'s.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.picture import Floats, Image
from rushes.providers.previs.stage.view import Moment


class Layer(Protocol):
    """Something that draws itself over the frame, in order from far to near."""

    depth: float

    def draw(self, frame: Image, moment: Moment, bottom: int) -> None:
        """Draw onto `frame`; rows from `bottom` on will be hidden and may be skipped."""

    def opaque_from(self, moment: Moment) -> int:
        """The frame row from which on down nothing behind it can be seen; the frame's height where there is none."""


def over(frame: Image, sprite: NDArray[np.uint8]) -> None:
    """Lay premultiplied BGRA over the frame (same size), in place."""
    blue, green, red, alpha = cv2.split(sprite)
    keep = cv2.bitwise_not(alpha)
    cv2.multiply(frame, cv2.merge((keep, keep, keep)), dst=frame, scale=1 / 255.0)
    cv2.add(frame, cv2.merge((blue, green, red)), dst=frame)


def premultiplied(colour: Floats, alpha: Floats) -> NDArray[np.uint8]:
    """Float colour (h, w, 3) and coverage (h, w) as premultiplied BGRA, dithered so that gradients do not band."""
    cover = np.clip(alpha, 0, 1)[..., None]
    noise = np.random.default_rng(1).random((*colour.shape[:2], 1), dtype=np.float32)
    bgr = np.clip(colour, 0, 1) * (cover * 255) + noise * np.minimum(cover * 255, 1)
    return np.dstack([np.minimum(bgr, 255), cover * 255 + 0.5]).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class Sway:
    """A gentle wave that runs through a plate's upper parts, for grass and trees in the wind."""

    #: Pixels at the plate's top edge.
    reach: float
    #: Length of the wave, pixels.
    wave: float
    #: Waves a second.
    pace: float = 0.35


@dataclass(slots=True)
class Plate:
    """One painted layer. Immutable once made; `draw` keeps no state."""

    bgra: NDArray[np.uint8]
    depth: float
    #: For ground: the set rows of the horizon and of the actors' line.
    ground: tuple[float, float] | None = None
    #: Pixels a second it drifts to the right (clouds).
    drift: float = 0.0
    sway: Sway | None = None
    #: Does it hide what is behind it wherever it is opaque all across?
    hides: bool = True
    #: Blend by adding (light) instead of covering.
    glows: bool = False
    top: int = field(init=False)
    bottom: int = field(init=False)
    solid: int = field(init=False)

    def __post_init__(self) -> None:
        alpha = self.bgra[..., 3]
        rows = np.flatnonzero(alpha.max(axis=1) > 0) if not self.glows else np.arange(alpha.shape[0])
        self.top, self.bottom = (int(rows[0]), int(rows[-1]) + 1) if rows.size else (0, 0)
        open_rows = np.flatnonzero(alpha.min(axis=1) < 250)
        last_open = int(open_rows[-1]) + 1 if open_rows.size else 0
        self.solid = last_open if self.hides and not self.glows else alpha.shape[0]

    def _matrix(self, moment: Moment) -> Floats:
        return moment.view.matrix(self.depth, self.ground, self.drift * moment.seconds)

    def _row(self, matrix: Floats, y: float) -> float:
        """The highest frame row that set row `y` maps to."""
        x = np.array([0.0, self.bgra.shape[1]])
        down = matrix[1, 0] * x + matrix[1, 1] * y + matrix[1, 2]
        away = matrix[2, 0] * x + matrix[2, 1] * y + matrix[2, 2]
        return float((down / np.maximum(away, 1e-3)).min())

    def opaque_from(self, moment: Moment) -> int:
        height = moment.view.height
        if self.solid >= self.bgra.shape[0] or not moment.view.sees(self.depth):
            return height
        return int(np.clip(self._row(self._matrix(moment), self.solid) + 3, 0, height))

    def draw(self, frame: Image, moment: Moment, bottom: int) -> None:
        if self.bottom <= self.top or not moment.view.sees(self.depth):
            return
        matrix = self._matrix(moment)
        first = max(0, int(self._row(matrix, self.top)) - 2)
        last = bottom
        if self.bottom < self.bgra.shape[0]:
            last = min(last, int(self._row(matrix, self.bottom)) + 6)
        if last <= first:
            return
        seen = self._warped(matrix, frame.shape[1], first, last, moment)
        self._laid(frame, seen, first, last, moment)

    def _laid(self, frame: Image, seen: NDArray[np.uint8], first: int, last: int, moment: Moment) -> None:
        if self.glows:
            cv2.add(frame[first:last], seen[..., :3], dst=frame[first:last])
            return
        solid = min(max(self.opaque_from(moment), first), last)
        if solid > first:
            over(frame[first:solid], seen[: solid - first])
        if last > solid:
            frame[solid:last] = seen[solid - first :, :, :3]

    def _warped(self, matrix: Floats, width: int, first: int, last: int, moment: Moment) -> NDArray[np.uint8]:
        shifted = matrix.copy()
        shifted[1] -= first * matrix[2]
        size = (width, last - first)
        # Clouds drift and walkers are followed: such plates run on for ever.
        border = cv2.BORDER_WRAP if self.drift else cv2.BORDER_REPLICATE
        if self.ground is None:
            seen = cv2.warpAffine(self.bgra, shifted[:2], size, flags=cv2.INTER_LINEAR, borderMode=border)
        else:
            seen = cv2.warpPerspective(self.bgra, shifted, size, flags=cv2.INTER_LINEAR, borderMode=border)
        if self.sway is not None:
            seen = _swayed(np.asarray(seen, np.uint8), self.sway, moment.seconds)
        return np.asarray(seen, np.uint8)


def _swayed(image: NDArray[np.uint8], sway: Sway, seconds: float) -> NDArray[np.uint8]:
    height, width = image.shape[:2]
    small_w, small_h = max(2, width // 16), max(2, height // 16)
    x = np.linspace(0, width - 1, small_w, dtype=np.float32)[None]
    y = np.linspace(0, height - 1, small_h, dtype=np.float32)[:, None]
    phase = 2 * np.pi * (x / sway.wave - sway.pace * seconds)
    gust = np.sin(phase) + 0.5 * np.sin(phase * 2.3 + 1.7 + seconds * 0.9)
    bend = sway.reach * gust * np.clip(1 - y / height, 0, 1)
    map_x = cv2.resize(np.asarray(x + bend, np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    map_y = cv2.resize(np.asarray(y + 0 * x, np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.remap(image, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8)
