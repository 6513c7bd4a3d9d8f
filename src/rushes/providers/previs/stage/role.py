"""An actor in its place: drawn at sub-pixel position and size with its shadow or its image in the water.

Who stands where is `cast`'s matter.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from threading import Lock

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.picture import Figure, Image, Light, Sprite
from rushes.providers.previs.stage.plate import over
from rushes.providers.previs.stage.view import Moment
from rushes.providers.previs.styles import Cutout

#: Pixels from which a figure is painted no larger than it is seen.
FINE = 220
#: Share of the frame's height under which figures move on every other frame, and how many sprites are kept.
TWOS, KEPT = 0.24, 4
#: The same for who stays in one place, or floats or rolls there.
TWOS_STILL = 0.66
#: The same for a crowd, in which nobody looks at one foot.
TWOS_CROWD = 0.5
#: Head and shoulders of an animal, a share of its height from its nose on.
FORE = 0.42
#: Blur of an actor that the lens is not focused on, a share of its height.
FAR_BLUR = 0.016


@dataclass(frozen=True, slots=True)
class Role:
    """A figure with its place: set pixels at the start, its height there and its way."""

    figure: Figure
    x: float
    y: float
    pixels: float
    depth: float
    #: Set pixels a second.
    pace: float
    #: The figure's seconds for one of the film's.
    tempo: float
    start: float
    light: Light
    lane: str
    mirrored: float = 0.0
    shadow: float = 0.5
    bob: float = 0.0
    #: Has feet that must not slide.
    walks: bool = False
    #: Share of its height that lies under water.
    sunk: float = 0.0
    #: How far before its place the nose is of an animal of which only the fore part need be in the frame, a share of
    #: its height, negative to the left; 0 for who is shown whole.
    fore: float = 0.0
    #: The look's way with figures, and its unit: a pixel of a 720-line frame.
    cutout: Cutout | None = None
    unit: float = 1.0
    #: Sprites just painted. A cache of pure values: who finds it empty paints the same.
    kept: dict[tuple[int, int], Sprite] = field(default_factory=dict, compare=False, repr=False)
    lock: Lock = field(default_factory=Lock, compare=False, repr=False)

    def opaque_from(self, moment: Moment) -> int:
        """A figure hides no rows."""
        return moment.view.height

    def _painted(self, seconds: float, drawn: int) -> Sprite:
        """The figure at a moment; the last few are kept, for neighbours in time ask for the same."""
        key = (round(seconds * 4800), drawn)
        # Two threads draw neighbouring frames at once: the second waits for what the first paints.
        with self.lock:
            kept = self.kept.get(key)
            if kept is None:
                kept = self._finished(self.figure.paint(seconds, drawn, self.light))
                if len(self.kept) >= KEPT:
                    self.kept.clear()
                self.kept[key] = kept
        return kept

    def _finished(self, sprite: Sprite) -> Sprite:
        if self.cutout is None:
            return sprite
        bgra, grown = self.cutout.finished(sprite.bgra, self.unit)
        return Sprite(bgra, (sprite.anchor[0] + grown, sprite.anchor[1] + grown))

    def _on_twos(self, height: int) -> bool:
        """Does it move on every other frame, as drawn films do? Who goes on feet or flies near the lens does not."""
        goes = (self.walks and self.pace != 0) or self.lane == "air"
        least = TWOS_STILL if not goes else TWOS_CROWD if self.figure.aspect > 1.8 else TWOS
        return self.pixels < least * height

    @property
    def span(self) -> tuple[float, float]:
        """Set pixels from its place to the left and right end of what must be seen of it."""
        half = self.pixels * self.figure.aspect / 2
        if not self.fore:
            return -half, half
        nose = self.fore * self.pixels
        behind = nose - math.copysign(FORE * self.pixels, self.fore)
        return min(nose, behind), max(nose, behind)

    def at(self, seconds: float) -> tuple[float, float]:
        """Where it is on the set."""
        wave = math.sin(seconds * 1.1 + self.start * 3) * self.bob * self.pixels
        return self.x + self.pace * seconds, self.y + wave

    def draw(self, frame: Image, moment: Moment, bottom: int) -> None:
        """Shadow or reflection, then the figure, at sub-pixel place and size."""
        x, y = self.at(moment.seconds)
        place_x, place_y, scale = moment.view.place(x, y, self.depth)
        # A little larger than it is seen, for the camera may come nearer; small figures move on every other frame.
        drawn = max(8, math.ceil(self.pixels * (1.25 if self.pixels < FINE else 1.06)))
        drawn = min(drawn, math.ceil(1.2 * moment.view.height))
        at = math.floor(moment.seconds * 12) / 12 if self._on_twos(moment.view.height) else moment.seconds
        sprite = self._painted(self.start + at * self.tempo, drawn)
        ratio = self.pixels * scale / drawn
        if moment.view.focus is not None and moment.view.focus < 0.97:
            sprite = _blurred(sprite, (1 - moment.view.focus) * FAR_BLUR * drawn)
        if self.sunk:
            sprite = _sunk(sprite, self.sunk, moment.seconds)
        if self.lane == "ground" and self.shadow > 0.02:
            self._cast(frame, sprite.bgra, sprite.anchor, (place_x, place_y), ratio)
        if self.mirrored > 0.02:
            self._reflect(frame, sprite.bgra, sprite.anchor, (place_x, place_y), ratio, moment.seconds)
        _lay(
            frame,
            sprite.bgra,
            np.array([[ratio, 0, place_x - ratio * sprite.anchor[0]], [0, ratio, place_y - ratio * sprite.anchor[1]]]),
        )

    def _cast(
        self, frame: Image, bgra: NDArray[np.uint8], anchor: tuple[float, float], at: tuple[float, float], ratio: float
    ) -> None:
        """A soft pool under the feet and a long shadow away from the sun."""
        height = bgra.shape[0] * ratio
        pool = (max(2, int(height * 0.17 * max(0.7, self.figure.aspect * 1.4))), max(1, int(height * 0.026)))
        reach = (int(pool[0] * 1.8), int(pool[1] * 3) + 2)
        x0, y0 = int(at[0]) - reach[0], int(at[1]) - reach[1]
        dark: NDArray[np.uint8] = np.zeros((2 * reach[1], 2 * reach[0]), np.uint8)
        cv2.ellipse(dark, reach, pool, 0, 0, 360, 150, -1, cv2.LINE_AA)
        dark = np.asarray(cv2.blur(dark, (pool[0] | 1, (pool[1] * 2) | 1)), np.uint8)
        _darken(frame, dark, x0, y0)
        if self.shadow < 0.12:
            return
        squash = 0.34
        shear = -self.light.direction[0] * 0.9
        matrix = np.array([[ratio, shear * ratio * squash * -1, 0], [0, -ratio * squash, 0]])
        matrix[:, 2] = np.array(at) - matrix[:, :2] @ np.array(anchor)
        corners = (
            np.array([[0, 0], [bgra.shape[1], 0], [0, bgra.shape[0]], list(bgra.shape[1::-1])]) @ matrix[:, :2].T
            + matrix[:, 2]
        )
        left, top = np.floor(np.maximum(corners.min(0), 0)).astype(int)
        right, low = np.ceil(np.minimum(corners.max(0), (frame.shape[1], frame.shape[0]))).astype(int)
        if right - left < 2 or low - top < 2:
            return
        matrix[:, 2] -= (left, top)
        mask = cv2.warpAffine(bgra[..., 3], matrix, (int(right - left), int(low - top)), flags=cv2.INTER_LINEAR)
        fade = np.clip(1 - (np.arange(low - top) + top - at[1]) / max(8.0, height * squash), 0, 1)[:, None]
        mask = (cv2.blur(mask, (3, 3)) * fade * (150 * self.shadow / 255)).astype(np.uint8)
        _darken(frame, mask, int(left), int(top))

    def _reflect(
        self,
        frame: Image,
        bgra: NDArray[np.uint8],
        anchor: tuple[float, float],
        at: tuple[float, float],
        ratio: float,
        seconds: float,
    ) -> None:
        flipped = np.ascontiguousarray(bgra[::-1])
        rows = np.arange(flipped.shape[0], dtype=np.float32)
        below = np.clip(rows / flipped.shape[0], 0, 1)
        shift = (
            np.sin(rows * (0.22 / max(ratio, 0.2)) * 0.6 - seconds * 3.4) * (1.2 + 7 * below)
            + np.sin(rows * 0.11 - seconds * 2.1) * 4 * below
        )
        x = np.arange(flipped.shape[1], dtype=np.float32)[None] + shift[:, None]
        wavy = cv2.remap(flipped, x.astype(np.float32), np.repeat(rows[:, None], flipped.shape[1], 1), cv2.INTER_LINEAR)
        fade = (np.clip(0.92 - below * 0.75, 0, 1) * self.mirrored)[:, None, None]
        wavy = (wavy * fade).astype(np.uint8)
        foot = flipped.shape[0] - anchor[1]
        _lay(
            frame,
            wavy,
            np.array([[ratio, 0, at[0] - ratio * anchor[0]], [0, ratio * 0.86, at[1] - ratio * 0.86 * foot]]),
        )


def _blurred(sprite: Sprite, size: float) -> Sprite:
    """The sprite out of focus by a blur of `size` of its own pixels."""
    pad = int(2 * size) + 2
    wide = cv2.copyMakeBorder(sprite.bgra, pad, pad, pad, pad, cv2.BORDER_CONSTANT)
    soft = cv2.GaussianBlur(wide, (0, 0), max(size, 0.1))
    return Sprite(np.asarray(soft, np.uint8), (sprite.anchor[0] + pad, sprite.anchor[1] + pad))


def _sunk(sprite: Sprite, share: float, seconds: float) -> Sprite:
    """The sprite with its lower part gone under a ragged waterline; the line is its new foot."""
    height, width = sprite.bgra.shape[:2]
    x = np.arange(width)[None]
    rows = np.arange(height)[:, None]
    line = height * (1 - share) + 0.012 * height * (
        np.sin(x * 22 / width + seconds * 2.1) + np.sin(x * 57 / width - seconds * 3.3)
    )
    keep = np.clip((line - rows) / max(1.0, 0.02 * height), 0, 1) * 0.86 + 0.14 * np.clip(
        (line + 0.25 * height - rows) / (0.25 * height), 0, 1
    )
    return Sprite((sprite.bgra * keep[..., None]).astype(np.uint8), (sprite.anchor[0], height * (1 - share)))


def _lay(frame: Image, bgra: NDArray[np.uint8], matrix: NDArray[np.float64]) -> None:
    """Warp a small premultiplied sprite into the frame, only where it falls."""
    corners = np.array([[0, 0], [bgra.shape[1], bgra.shape[0]]]) @ matrix[:, :2].T + matrix[:, 2]
    left, top = np.floor(np.maximum(corners.min(0) - 1, 0)).astype(int)
    right, low = np.ceil(np.minimum(corners.max(0) + 1, (frame.shape[1], frame.shape[0]))).astype(int)
    if right - left < 1 or low - top < 1:
        return
    moved = matrix.copy()
    moved[:, 2] -= (left, top)
    seen = cv2.warpAffine(bgra, moved, (int(right - left), int(low - top)), flags=cv2.INTER_LINEAR)
    part = np.ascontiguousarray(frame[top:low, left:right])
    over(part, np.asarray(seen, np.uint8))
    frame[top:low, left:right] = part


def _darken(frame: Image, mask: NDArray[np.uint8], left: int, top: int) -> None:
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(frame.shape[1], left + mask.shape[1]), min(frame.shape[0], top + mask.shape[0])
    if x1 <= x0 or y1 <= y0:
        return
    keep = cv2.bitwise_not(np.ascontiguousarray(mask[y0 - top : y1 - top, x0 - left : x1 - left]))
    frame[y0:y1, x0:x1] = cv2.multiply(frame[y0:y1, x0:x1], cv2.merge((keep, keep, keep)), scale=1 / 255.0)
