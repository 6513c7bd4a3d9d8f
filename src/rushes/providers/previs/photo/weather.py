"""Rain, snow and fog in front of a photograph: layers that keep no state, faded in by `moving`.

The light that belongs to a weather is the matter of `light`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.picture import Cue, Image

Plane = NDArray[np.uint8]

#: Streaks per frame of 1280×720, length and thickness in its pixels, brightness, falls per second, for each depth.
RAIN = ((520, 22, 1, 38, 1.6), (300, 40, 1, 45, 2.2), (64, 84, 2, 46, 3.0))
#: Flakes likewise: number, radius, brightness, share of the height fallen a second, sway in pixels, blur.
SNOW = (
    (760, 0.9, 150, 0.075, 6, 0.5),
    (300, 1.7, 180, 0.12, 12, 1.1),
    (80, 3.0, 185, 0.18, 20, 2.0),
    (16, 8.0, 110, 0.26, 34, 4.5),
)
#: Rain's lean, pixels aside for each pixel down.
LEAN = 0.14
#: Fog is worked at this part of the frame's size.
FOG_CELL = 8
#: How dense fog is at a distance, of 245.
_BEHIND = np.asarray((0.10 + 0.90 * np.linspace(0, 1, 256) ** 1.4) * 245, np.uint8)


@dataclass(frozen=True, slots=True)
class _Curtain:
    plane: Plane
    #: Pixels a second, and pixels of sway.
    down: float
    aside: float
    sway: float
    phase: float


class Falling:
    """Curtains of rain or snow as large as the frame, wrapped around."""

    def __init__(self, curtains: tuple[_Curtain, ...], *, smooth: bool) -> None:
        self._curtains = curtains
        #: Slow flakes are moved by parts of a pixel, fast streaks need not be.
        self._smooth = smooth

    def add(self, frame: Image, seconds: float, share: float) -> Image:
        """The frame with `share` 0…1 of what falls."""
        total: Plane | None = None
        for curtain in self._curtains:
            x = curtain.aside * seconds + curtain.sway * float(np.sin(0.9 * seconds + curtain.phase))
            moved = _moved(curtain.plane, x, curtain.down * seconds, smooth=self._smooth)
            total = moved if total is None else np.asarray(cv2.add(total, moved), np.uint8)
        assert total is not None
        plane = cv2.convertScaleAbs(total, alpha=share) if share < 1 else total
        return np.asarray(cv2.add(frame, cv2.merge((plane, plane, plane))), np.uint8)


def _moved(plane: Plane, x: float, y: float, *, smooth: bool) -> Plane:
    if not smooth:
        return np.roll(plane, (round(y), round(x)), (0, 1))
    down, aside = math.floor(y), math.floor(x)
    rolled = np.roll(plane, (down, aside), (0, 1))
    # A fraction to the right and down is a filter of two by two, several times as fast as a warp.
    across, along = (np.array((part, 1.0 - part), np.float32) for part in (x - aside, y - down))
    return np.asarray(cv2.filter2D(rolled, -1, np.outer(along, across), anchor=(1, 1)), np.uint8)


def rain(width: int, height: int, seed: int, *, heavy: float = 1.0) -> Falling:
    """Three depths of streaks; `heavy` 1 is rain, 1.6 a storm."""
    rng = np.random.default_rng(np.random.SeedSequence([seed, 211]))
    unit, area = max(width, height) / 1280, width * height / (1280 * 720)
    lean = LEAN * heavy
    curtains = []
    for number, length, thick, bright, falls in RAIN:
        plane = np.zeros((height, width), np.uint8)
        for _ in range(int(number * heavy * area / unit)):
            x, y = rng.uniform(0, width), rng.uniform(0, height)
            run, tone = length * unit * rng.uniform(0.6, 1.3), bright * rng.uniform(0.5, 1.1)
            for left in (x, x + width):
                for top in (y, y - height):
                    start = (int(left * 16), int(top * 16))
                    end = (int((left - lean * run) * 16), int((top + run) * 16))
                    cv2.line(plane, start, end, tone, max(1, round(thick * unit)), cv2.LINE_AA, 4)
        plane = np.asarray(cv2.GaussianBlur(plane, (0, 0), 0.35 + 0.3 * thick * unit), np.uint8)
        speed = falls * height
        curtains.append(_Curtain(plane, speed, -lean * speed, 0.0, 0.0))
    return Falling(tuple(curtains), smooth=False)


def snow(width: int, height: int, seed: int, *, wind: float = 0.3) -> Falling:
    """Four depths of flakes, the nearest out of focus."""
    rng = np.random.default_rng(np.random.SeedSequence([seed, 223]))
    unit, area = max(width, height) / 1280, width * height / (1280 * 720)
    curtains = []
    for number, radius, bright, falls, sway, blur in SNOW:
        plane = np.zeros((height, width), np.uint8)
        for _ in range(max(3, int(number * area / unit))):
            x, y = rng.uniform(0, width), rng.uniform(0, height)
            size, tone = max(0.5, radius * unit * rng.uniform(0.6, 1.4)), bright * rng.uniform(0.55, 1.1)
            cv2.circle(plane, (int(x * 16), int(y * 16)), int(size * 16), tone, -1, cv2.LINE_AA, 4)
        plane = np.asarray(cv2.GaussianBlur(plane, (0, 0), blur * unit + 0.2), np.uint8)
        speed = falls * height
        curtains.append(_Curtain(plane, speed, -wind * speed, sway * unit, float(rng.uniform(0, 6.28))))
    return Falling(tuple(curtains), smooth=True)


class Fog:
    """Drifting fog that thickens with distance and lies behind the subject."""

    def __init__(self, width: int, height: int, seed: int, thick: float) -> None:
        self._size, self._thick = (width, height), thick
        rng = np.random.default_rng(np.random.SeedSequence([seed, 227]))
        self._wide, self._high = -(-width // FOG_CELL), -(-height // FOG_CELL)
        bank = np.zeros((self._high, 2 * self._wide), np.float32)
        for octave in range(4):
            cells = rng.random((2 + 2**octave, 3 + 2 ** (octave + 1))).astype(np.float32)
            cells[:, -1] = cells[:, 0]
            size = (bank.shape[1], bank.shape[0])
            bank += np.asarray(cv2.resize(cells, size, interpolation=cv2.INTER_CUBIC), np.float32) / 1.7**octave
        self._bank = np.asarray((bank - bank.min()) / np.ptp(bank), np.float32)

    def add(self, frame: Image, far: Image, seconds: float, share: float) -> Image:
        """The frame in `share` 0…1 of the fog; `far` is the frame's distance, 0 near … 255 far, at any size."""
        drift = np.float32(((0.022 * seconds) % 1.0) * self._bank.shape[1])
        matrix = np.array(((1, 0, drift), (0, 1, 0)), np.float32)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        bank = cv2.warpAffine(self._bank, matrix, (self._wide, self._high), flags=flags, borderMode=cv2.BORDER_WRAP)
        drifting = cv2.resize((bank * 150 + 110).clip(0, 255).astype(np.uint8), far.shape[1::-1])
        density = cv2.multiply(cv2.LUT(far, _BEHIND), drifting, scale=self._thick * share / 192)
        dense = cv2.resize(np.minimum(density, 245), self._size, interpolation=cv2.INTER_LINEAR)
        level = float(np.clip(frame[::8, ::8].mean() * 1.25 + 28, 40, 225)) / 255
        small = (np.clip(density, 0, 245) + np.float32(0.5)).astype(np.uint8)
        dense = cv2.resize(small, self._size, interpolation=cv2.INTER_LINEAR)
        keep = cv2.bitwise_not(dense)
        clear = cv2.multiply(frame, cv2.merge((keep, keep, keep)), scale=1 / 255)
        veil = cv2.merge([cv2.convertScaleAbs(dense, alpha=level * tint) for tint in (1.0, 0.985, 0.965)])
        return np.asarray(cv2.add(clear, veil, dst=clear), np.uint8)


@dataclass(frozen=True, slots=True)
class Lightning:
    """Flashes over the whole frame, and the thunder after each."""

    strokes: tuple[float, ...]

    def add(self, frame: Image, seconds: float) -> Image:
        """The frame, lit while a flash lasts."""
        light = max((_flash(seconds - at) for at in self.strokes), default=0.0)
        if light < 0.04:
            return frame
        return np.asarray(cv2.convertScaleAbs(frame, alpha=1 + 1.1 * light, beta=34 * light), np.uint8)

    def cues(self) -> tuple[Cue, ...]:
        """Thunder at each flash."""
        return tuple(Cue("thunder", at, 1.0, -0.3 + 0.6 * (k % 2)) for k, at in enumerate(self.strokes))


def lightning(seconds: float, seed: int) -> Lightning:
    """A flash every three to five seconds, the first after the storm has gathered."""
    rng = np.random.default_rng(np.random.SeedSequence([seed, 229]))
    strokes, at = [], 1.6
    while at < seconds - 0.4:
        strokes.append(round(float(at) * 24) / 24)
        at += rng.uniform(2.8, 4.8)
    return Lightning(tuple(strokes))


def _flash(since: float) -> float:
    pulses = ((since, 1.0), (since - 0.17, 0.6))
    return max((power * float(np.exp(-9.0 * after)) for after, power in pulses if 0 <= after < 0.5), default=0.0)
