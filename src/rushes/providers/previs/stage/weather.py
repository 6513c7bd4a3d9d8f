"""What falls and drifts: rain, snow, banks of fog, lightning. Each is a layer that keeps no state between frames."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.picture import Colour, Image
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.noise import Rng, field, smooth
from rushes.providers.previs.stage.view import Moment

Tile = NDArray[np.uint8]


def _scrolled(frame: Image, tile: Tile, dx: float, dy: float, bottom: int) -> None:
    """Add a tile as large as the frame, moved by whole pixels and wrapped around."""
    height, width = tile.shape[:2]
    x, y = int(dx) % width, int(dy) % height
    for rows, from_y in ((slice(0, y), height - y), (slice(y, height), 0)):
        for columns, from_x in ((slice(0, x), width - x), (slice(x, width), 0)):
            part = frame[rows, columns][: max(0, bottom - rows.start)]
            if part.size:
                source = tile[from_y : from_y + part.shape[0], from_x : from_x + part.shape[1]]
                frame[rows, columns][: part.shape[0]] = cv2.add(part, source)


@dataclass(frozen=True, slots=True)
class Fall:
    """A curtain of rain or snow at one depth."""

    tile: Tile
    #: Pixels a second.
    down: float
    aside: float
    #: Sideways sway of snow, pixels.
    sway: float
    depth: float

    def opaque_from(self, moment: Moment) -> int:
        return moment.view.height

    def draw(self, frame: Image, moment: Moment, bottom: int) -> None:
        t, view = moment.seconds, moment.view
        dx = self.aside * t + self.sway * np.sin(t * 0.9 + self.depth * 3) - view.truck * self.depth - view.pan
        _scrolled(frame, self.tile, dx, self.down * t - view.tilt, frame.shape[0])


def rain(easel: Easel, heavy: float) -> list[Fall]:
    """Three curtains of rain, far and fine to near and long."""
    wide, high, unit = easel.width, easel.height, easel.height / 720
    slant = 0.10 + 0.16 * (heavy > 1.2)
    falls = []
    for layer, (count, length, bright, thick) in enumerate(((620, 20, 26, 1), (300, 40, 34, 1), (84, 84, 32, 2))):
        rng = easel.rng(60 + layer)
        plane = np.zeros((high, wide), np.uint8)
        for _ in range(int(count * heavy * wide * high / (1280 * 720) / unit**0.8)):
            x, y = rng.random() * wide, rng.random() * high
            run = length * unit * (0.7 + 0.6 * rng.random())
            tone = bright * (0.5 + 0.6 * rng.random())
            for top in (y, y - high):
                start, end = (int(x * 8), int(top * 8)), (int((x - run * slant) * 8), int((top + run) * 8))
                cv2.line(plane, start, end, tone, max(1, round(thick * unit)), cv2.LINE_AA, 3)
        if layer == 2:
            plane = np.asarray(cv2.GaussianBlur(plane, (0, 0), 0.8 * unit), np.uint8)
        tint = cv2.merge([cv2.convertScaleAbs(plane, alpha=min(1.2, 0.45 + c)) for c in easel.palette.haze])
        speed = high * (1.5 + 0.75 * layer)
        falls.append(Fall(np.asarray(tint, np.uint8), speed, -speed * slant, 0.0, 0.3 + 0.7 * layer))
    return falls


def snow(easel: Easel, heavy: float) -> list[Fall]:
    """Four curtains of flakes, far dust to near blurred tufts."""
    wide, high, unit = easel.width, easel.height, easel.height / 720
    wind = 90 * (heavy > 1.2)
    falls = []
    for layer, (count, size, bright) in enumerate(((1300, 0.75, 90), (420, 1.2, 135), (120, 2.3, 150), (26, 8.0, 78))):
        rng = easel.rng(70 + layer)
        plane = np.zeros((high, wide), np.uint8)
        for _ in range(int(count * heavy * wide * high / (1280 * 720) / unit**0.8)):
            x, y, radius = rng.random() * wide, rng.random() * high, size * unit * (0.55 + 0.95 * rng.random() ** 2)
            cv2.circle(
                plane,
                (int(x * 16), int(y * 16)),
                max(8, int(radius * 16)),
                bright * (0.6 + 0.5 * rng.random()),
                -1,
                cv2.LINE_AA,
                4,
            )
        if layer >= 2:
            plane = np.asarray(cv2.GaussianBlur(plane, (0, 0), (0.8 + 2.6 * (layer == 3)) * unit), np.uint8)
        lift = 0.35 + 0.65 * max(easel.palette.haze)
        tint = cv2.merge([cv2.convertScaleAbs(plane, alpha=lift * f) for f in (1.0, 0.98, 0.95)])
        falls.append(
            Fall(
                np.asarray(tint, np.uint8),
                high * (0.07 + 0.055 * layer),
                (6 + 8 * layer) * unit + wind,
                (7 + 7 * layer) * unit,
                0.3 + 0.4 * layer,
            )
        )
    return falls


@dataclass(frozen=True, slots=True)
class Fog:
    """A drifting bank of fog between two depths; made and moved at an eighth of the size."""

    #: Density, repeating sideways, at 1/8 size: uint8.
    bank: Tile
    colour: Colour
    #: Pixels a second.
    drift: float
    depth: float
    #: Highest and lowest set row it touches.
    top: float
    bottom: float

    def opaque_from(self, moment: Moment) -> int:
        return moment.view.height

    def draw(self, frame: Image, moment: Moment, bottom: int) -> None:
        view = moment.view
        matrix = view.matrix(self.depth, None, self.drift * moment.seconds)
        first = int(max(0, matrix[1, 1] * self.top + matrix[1, 2]))
        last = int(min(bottom, matrix[1, 1] * self.bottom + matrix[1, 2]))
        if last - first < 16:
            return
        small = np.array([[8, 0, 0], [0, 8, 0], [0, 0, 1]], np.float32)
        to_eighth = np.array([[0.125, 0, 0], [0, 0.125, -first / 8], [0, 0, 1]], np.float32)
        size = (-(-view.width // 8), -(-(last - first) // 8))
        seen = cv2.warpAffine(
            self.bank, (to_eighth @ matrix @ small)[:2], size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP
        )
        full = cv2.resize(seen, (size[0] * 8, size[1] * 8), interpolation=cv2.INTER_LINEAR)[
            : last - first, : view.width
        ]
        keep = cv2.bitwise_not(full)
        part = frame[first:last]
        cv2.multiply(part, cv2.merge((keep, keep, keep)), dst=part, scale=1 / 255.0)
        cv2.add(part, cv2.merge([cv2.convertScaleAbs(full, alpha=channel) for channel in self.colour]), dst=part)


def fog(easel: Easel, depth: float, middle: float, spread: float, thick: float, key: int = 0) -> Fog:
    """A bank around the set row `middle`, `spread` rows up and down, at most `thick` (0…1) dense."""
    rng = easel.rng(80 + key)
    wide, high = -(-easel.set_width // 8), -(-easel.set_height // 8)
    noise = field(wide, high, (wide / 2.5, high / 7), 5, rng, gain=0.55)
    rows = np.arange(high, dtype=np.float32)[:, None] * 8
    shape = np.exp(-(((rows - middle) / spread) ** 2))
    density = np.clip(smooth(0.22, 0.75, noise) * 1.1, 0, 1) * shape * thick
    bank = (np.clip(density, 0, 1) * 255).astype(np.uint8)
    side = easel.side * (10 + 8 * key) * easel.unit
    return Fog(bank, easel.palette.haze, side, depth, max(0.0, middle - 2.2 * spread), middle + 2.2 * spread)


@dataclass(frozen=True, slots=True)
class Lightning:
    """Bolts behind the land at fixed moments of the shot."""

    #: (moment, jagged line in set pixels).
    strokes: tuple[tuple[float, NDArray[np.int32]], ...]
    unit: float
    depth: float = 0.009

    def opaque_from(self, moment: Moment) -> int:
        return moment.view.height

    def flash(self, seconds: float) -> float:
        """How bright the sky is lit just now, 0 … 1."""
        light = 0.0
        for at, _ in self.strokes:
            for delay, power, fall in ((0.0, 1.0, 9.0), (0.17, 0.7, 7.0)):
                since = seconds - at - delay
                if 0 <= since < 0.6:
                    light = max(light, power * float(np.exp(-since * fall)))
        return light

    def draw(self, frame: Image, moment: Moment, bottom: int) -> None:
        light = self.flash(moment.seconds)
        if light < 0.06:
            return
        cv2.convertScaleAbs(frame, dst=frame, alpha=1 + 0.75 * light, beta=26 * light)
        for at, line in self.strokes:
            if not 0 <= moment.seconds - at < 0.34:
                continue
            matrix = moment.view.matrix(self.depth)
            points = (line @ matrix[:2, :2].T + matrix[:2, 2]).round().astype(np.int32)
            glow: Image = np.zeros_like(frame)
            cv2.polylines(glow, [points], False, (235, 190, 170), max(2, round(5 * self.unit)), cv2.LINE_AA)
            glow = np.asarray(cv2.blur(glow, (int(18 * self.unit) | 1, int(18 * self.unit) | 1)), np.uint8)
            cv2.polylines(glow, [points], False, (255, 250, 245), max(1, round(2 * self.unit)), cv2.LINE_AA)
            cv2.add(frame, cv2.convertScaleAbs(glow, alpha=min(1.0, light * 1.3)), dst=frame)


def lightning(easel: Easel, horizon: float, seconds: float) -> Lightning:
    """One bolt every three or four seconds."""
    rng, strokes, at = easel.rng(90), [], 0.9
    while at < seconds - 0.3:
        strokes.append((float(at), _bolt(easel, horizon, rng)))
        at += 2.6 + 2.0 * rng.random()
    return Lightning(tuple(strokes), easel.unit)


def _bolt(easel: Easel, horizon: float, rng: Rng) -> NDArray[np.int32]:
    steps = 26
    x = easel.x(0.15 + 0.7 * rng.random())
    points = []
    for step in range(steps + 1):
        x += rng.normal(0, 11 * easel.unit)
        points.append((x, horizon * (0.08 + 0.92 * step / steps)))
    return np.array(points).astype(np.int32)
