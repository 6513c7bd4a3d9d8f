"""Painted plates and how a pin-hole camera sees them: one warp and one composite each.

A plate stands at a disparity `depth` (0 infinitely far, 1 the actors' plane, above 1 nearer), or lies along a plane
that recedes, as ground and walls do. Sizes are pixels of the set. What is painted is
the places' matter; how the camera moves is `view`'s.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.picture import Floats, Image
from rushes.providers.previs.stage.noise import Values
from rushes.providers.previs.stage.view import Moment, Plane

#: Plates whose disparities differ by no more are painted into one.
MERGE = 0.021
#: Rows from which on it is worth while to draw what hides everything by itself.
LEAST_BODY = 12
#: Rows blended at once: they stay in the processor's cache.
STRIP = 48
#: Rows painted at once.
PAINTED = 192


class Layer(Protocol):
    """Something that draws itself over the frame, in order from far to near."""

    @property
    def depth(self) -> float:
        """Its disparity, for the order of layers."""

    def draw(self, frame: Image, moment: Moment, bottom: int) -> None:
        """Draw onto `frame`; rows from `bottom` on will be hidden and may be skipped."""

    def opaque_from(self, moment: Moment) -> int:
        """The frame row from which on down nothing behind it can be seen; the frame's height where there is none."""


def over(frame: Image, sprite: NDArray[np.uint8]) -> None:
    """Lay premultiplied BGRA over the frame (same size), in place."""
    for top in range(0, frame.shape[0], STRIP):
        rows, part = frame[top : top + STRIP], sprite[top : top + STRIP]
        keep = cv2.bitwise_not(cv2.extractChannel(part, 3))
        cv2.multiply(rows, cv2.cvtColor(keep, cv2.COLOR_GRAY2BGR), dst=rows, scale=1 / 255.0)
        cv2.add(rows, cv2.cvtColor(part, cv2.COLOR_BGRA2BGR), dst=rows)


def laid_over(under: NDArray[np.uint8], sprite: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Premultiplied BGRA over premultiplied BGRA of the same size."""
    keep = cv2.bitwise_not(cv2.extractChannel(sprite, 3))
    return np.asarray(
        cv2.add(cv2.multiply(under, cv2.merge((keep, keep, keep, keep)), scale=1 / 255.0), sprite), np.uint8
    )


def merged(layers: list[Layer]) -> list[Layer]:
    """The layers with neighbours of all but one depth painted into one plate: a pass over the frame is dear."""
    result: list[Layer] = []
    for layer in layers:
        last = result[-1] if result else None
        if isinstance(last, Plate) and isinstance(layer, Plate) and last.joins(layer):
            hides = last.hides or layer.hides
            result[-1] = Plate(laid_over(last.bgra, layer.bgra), last.depth, plane=last.plane, hides=hides)
        else:
            result.append(layer)
    return result


def premultiplied(colour: Values, alpha: Values) -> NDArray[np.uint8]:
    """Float colour (h, w, 3) and coverage (h, w) as premultiplied BGRA, dithered so that gradients do not band."""
    result = np.empty((*alpha.shape, 4), np.uint8)
    chance = np.random.default_rng(1)
    for top in range(0, alpha.shape[0], PAINTED):
        # Some rows at a time: whole planes of floats would be several times the plate's memory.
        rows = slice(top, top + PAINTED)
        cover = np.asarray(np.clip(alpha[rows], 0, 1), np.float32) * np.float32(255)
        noise = chance.random(cover.shape, dtype=np.float32)
        noise *= np.minimum(cover, 1)
        planes = [np.minimum(np.clip(colour[rows, :, c], 0, 1) * cover + noise, 255) for c in range(3)]
        result[rows] = cv2.merge([plane.astype(np.uint8) for plane in [*planes, cover + 0.5]])
    return result


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
    #: For ground and walls, which recede.
    plane: Plane | None = None
    #: Pixels a second it drifts to the right (clouds).
    drift: float = 0.0
    sway: Sway | None = None
    #: Does it hide what is behind it wherever it is opaque all across?
    hides: bool = True
    #: Where the image lies on the set.
    origin: tuple[int, int] = (0, 0)
    #: Is it cut off at its left and right, so that nothing goes on there?
    ends: tuple[bool, bool] = (False, False)
    #: The rows from `body_from` on without their coverage, where they hide everything: drawn without blending.
    body: Image | None = None
    body_from: int = 0
    #: Soft enough (sky, clouds) to be drawn at half the size.
    coarse: bool = False
    top: int = field(init=False)
    bottom: int = field(init=False)
    solid: int = field(init=False)

    def __post_init__(self) -> None:
        alpha = self.bgra[..., 3]
        rows = np.flatnonzero(self.bgra.max(axis=(1, 2)) > 0)
        self.top, self.bottom = (int(rows[0]), int(rows[-1]) + 1) if rows.size else (0, 0)
        open_rows = np.flatnonzero(alpha.min(axis=1) < 250)
        last_open = int(open_rows[-1]) + 1 if open_rows.size else 0
        self.solid = last_open if self.hides and not any(self.ends) else alpha.shape[0]

    def joins(self, other: Plate) -> bool:
        """May both be one plate?"""
        free = not (self.drift or other.drift or self.sway or other.sway or self.plane or other.plane)
        return free and abs(self.depth - other.depth) <= MERGE and self.bgra.shape == other.bgra.shape

    def cropped(self) -> Plate:
        """The same plate without its empty margins: less to keep and less to draw."""
        if self.bottom <= self.top or self.drift:
            return self
        height, width = self.bgra.shape[:2]
        columns = np.flatnonzero(self.bgra.max(axis=0).max(axis=1) > 0)
        left, right = max(0, int(columns[0]) - 2), min(width, int(columns[-1]) + 3)
        top = max(0, self.top - 2)
        bottom = height if self.bottom >= height - 2 else min(height, self.bottom + 2)
        part = np.ascontiguousarray(self.bgra[top:bottom, left:right])
        plate = replace(self, bgra=part, origin=(left, top), ends=(left > 0, right < width))
        start = plate.solid + 1
        if self.sway is None and start < part.shape[0] - LEAST_BODY:
            plate.body, plate.body_from = np.ascontiguousarray(part[start:, :, :3]), start
        return plate

    def _matrix(self, moment: Moment) -> Floats:
        matrix = moment.view.matrix(self.depth, self.plane, self.drift * moment.seconds)
        matrix[:, 2] += matrix[:, 0] * self.origin[0] + matrix[:, 1] * self.origin[1]
        return matrix

    def _row(self, matrix: Floats, y: float) -> float:
        """The highest frame row that the image's row `y` maps to."""
        x = np.array([0.0, self.bgra.shape[1]])
        down = matrix[1, 0] * x + matrix[1, 1] * y + matrix[1, 2]
        away = matrix[2, 0] * x + matrix[2, 1] * y + matrix[2, 2]
        return float((down / np.maximum(away, 1e-3)).min())

    def _columns(self, matrix: Floats, width: int) -> tuple[int, int]:
        """The frame columns that the image covers."""
        y = np.array([self.top, self.bottom, self.top, self.bottom])
        x = np.array([0, 0, self.bgra.shape[1], self.bgra.shape[1]])
        away = np.maximum(matrix[2, 0] * x + matrix[2, 1] * y + matrix[2, 2], 1e-3)
        across = (matrix[0, 0] * x + matrix[0, 1] * y + matrix[0, 2]) / away
        spare = 3 + (3 * self.sway.reach if self.sway is not None else 0)
        left = int(max(0.0, across.min() - spare)) if self.ends[0] else 0
        right = int(min(float(width), across.max() + spare)) if self.ends[1] else width
        return left, right

    def opaque_from(self, moment: Moment) -> int:
        """The first frame row from which on nothing shows through."""
        height = moment.view.height
        if self.solid >= self.bgra.shape[0] or not moment.view.sees(self.depth):
            return height
        return int(np.clip(self._row(self._matrix(moment), self.solid) + 3, 0, height))

    def draw(self, frame: Image, moment: Moment, bottom: int) -> None:
        """Warp and lay the rows and columns that can be seen."""
        if self.bottom <= self.top or not moment.view.sees(self.depth):
            return
        matrix = self._matrix(moment)
        first = max(0, int(self._row(matrix, self.top)) - 2)
        last = bottom
        if self.bottom + self.origin[1] < moment.view.set_size[1] - 2:
            last = min(last, int(self._row(matrix, self.bottom)) + 6)
        left, right = self._columns(matrix, frame.shape[1])
        if last <= first or right <= left:
            return
        matrix[1] -= first * matrix[2]
        matrix[0] -= left * matrix[2]
        solid = min(max(self.opaque_from(moment), first), last)
        if self.body is not None and last - solid > LEAST_BODY and right - left == frame.shape[1]:
            self._draw_body(frame, matrix, (first, solid, last), moment)
            last = solid
            if last <= first:
                return
        seen = self._warped(matrix, (right - left, last - first), moment)
        if solid > first:
            if right - left == frame.shape[1]:
                over(frame[first:solid], seen[: solid - first])
            else:
                part = np.ascontiguousarray(frame[first:solid, left:right])
                over(part, seen[: solid - first])
                frame[first:solid, left:right] = part
        if last > solid:
            frame[solid:last] = cv2.cvtColor(seen[solid - first :], cv2.COLOR_BGRA2BGR)

    def _draw_body(self, frame: Image, matrix: Floats, rows: tuple[int, int, int], moment: Moment) -> None:
        """Warp what hides everything straight into the frame's rows."""
        first, solid, last = rows
        down = matrix.copy()
        down[1] -= (solid - first) * down[2]
        down[:, 2] += down[:, 1] * self.body_from
        border = cv2.BORDER_REFLECT if self.far_goes(moment) else cv2.BORDER_REPLICATE
        target, size = frame[solid:last], (frame.shape[1], last - solid)
        assert self.body is not None
        if self.coarse and self.plane is None:
            target[:] = _halved(self.body, down, size, border)
        elif self.plane is None:
            cv2.warpAffine(self.body, down[:2], size, dst=target, flags=cv2.INTER_LINEAR, borderMode=border)
        else:
            cv2.warpPerspective(self.body, down, size, dst=target, flags=cv2.INTER_LINEAR, borderMode=border)

    def far_goes(self, moment: Moment) -> bool:
        """Does the camera go so far aside that the paper ends?"""
        return abs(moment.view.truck) > 0.12 * moment.view.width and not any(self.ends)

    def _border(self, moment: Moment) -> int:
        # Clouds drift for ever: such plates are painted to repeat. A camera that goes along sees the rest mirrored.
        if self.drift:
            return cv2.BORDER_WRAP
        return cv2.BORDER_REFLECT if self.far_goes(moment) else cv2.BORDER_REPLICATE

    def halved(self, moment: Moment, size: tuple[int, int]) -> NDArray[np.uint8]:
        """The plate as the camera sees it from the frame's top left on, at half the frame's size."""
        return _warped_to_half(self.bgra, self._matrix(moment), size, self._border(moment))

    def _warped(self, matrix: Floats, size: tuple[int, int], moment: Moment) -> NDArray[np.uint8]:
        border = self._border(moment)
        if self.coarse and self.plane is None:
            return _halved(self.bgra, matrix, size, border)
        if self.plane is None:
            seen = cv2.warpAffine(self.bgra, matrix[:2], size, flags=cv2.INTER_LINEAR, borderMode=border)
        else:
            seen = cv2.warpPerspective(self.bgra, matrix, size, flags=cv2.INTER_LINEAR, borderMode=border)
        if self.sway is not None:
            seen = _swayed(np.asarray(seen, np.uint8), self.sway, moment.seconds)
        return np.asarray(seen, np.uint8)


def _halved(image: NDArray[np.uint8], matrix: Floats, size: tuple[int, int], border: int) -> NDArray[np.uint8]:
    """The image warped at half the size and drawn out again."""
    wide, high = -(-size[0] // 2), -(-size[1] // 2)
    seen = _warped_to_half(image, matrix, (wide, high), border)
    whole = cv2.resize(seen, (2 * wide, 2 * high), interpolation=cv2.INTER_LINEAR)
    return np.asarray(whole[: size[1], : size[0]], np.uint8)


def _warped_to_half(image: NDArray[np.uint8], matrix: Floats, size: tuple[int, int], border: int) -> NDArray[np.uint8]:
    half = matrix[:2] * 0.5
    half[:, 2] -= 0.25
    return np.asarray(cv2.warpAffine(image, half, size, flags=cv2.INTER_LINEAR, borderMode=border), np.uint8)


def _swayed(image: NDArray[np.uint8], sway: Sway, seconds: float) -> NDArray[np.uint8]:
    height, width = image.shape[:2]
    small_w, small_h = max(2, width // 16), max(2, height // 16)
    x = np.linspace(0, width - 1, small_w, dtype=np.float32)[None]
    y = np.linspace(0, 1, small_h, dtype=np.float32)[:, None]
    phase = 2 * np.pi * (x / sway.wave - sway.pace * seconds)
    gust = np.sin(phase) + 0.5 * np.sin(phase * 2.3 + 1.7 + seconds * 0.9)
    bend = cv2.resize(
        np.asarray(sway.reach * gust * (1 - y), np.float32), (width, height), interpolation=cv2.INTER_LINEAR
    )
    bend = np.asarray(bend, np.float32) + np.arange(width, dtype=np.float32)[None]
    rows = np.repeat(np.arange(height, dtype=np.float32)[:, None], width, 1)
    return np.asarray(cv2.remap(image, bend, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8)
