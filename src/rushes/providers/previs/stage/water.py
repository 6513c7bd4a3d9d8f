"""Water: a mirror to the horizon, broken by waves in true perspective, with the sun's glitter on it.

Everything above the horizon must be on the frame already; it is what the water mirrors.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from rushes.providers.previs.picture import Colour, Floats, Image
from rushes.providers.previs.stage.view import Moment

TILE = 512


@lru_cache(maxsize=2)
def _waves() -> Floats:
    """Slopes of a choppy surface (across, away), tileable, each of unit spread: TILE × TILE × 2."""
    rng = np.random.default_rng(7)
    x = np.fft.fftfreq(TILE)[None] * TILE
    z = np.fft.fftfreq(TILE)[:, None] * TILE
    k = np.hypot(x, z)
    heading = np.abs(z) / np.maximum(k, 1e-6)
    power = np.where((k > 3) & (k < 150), np.maximum(k, 1.0) ** -1.55 * (0.18 + heading**4), 0.0)
    height = np.fft.fft2(rng.normal(size=(TILE, TILE))) * power
    across = np.fft.ifft2(height * 1j * x).real
    away = np.fft.ifft2(height * 1j * z).real
    both = np.dstack([across / across.std(), away / away.std()])
    return both.astype(np.float32)


@lru_cache(maxsize=2)
def _sparks() -> Floats:
    """Sharp specks of noise, 0 … 1, tileable."""
    rng = np.random.default_rng(9)
    specks = rng.random((TILE, TILE), dtype=np.float32)
    soft = cv2.GaussianBlur(np.pad(specks, 8, mode="wrap"), (0, 0), 0.9)[8:-8, 8:-8]
    return np.asarray((soft - soft.mean()) / soft.std(), np.float32)


@dataclass(frozen=True, slots=True)
class Water:
    """A sheet of water from the horizon towards the camera."""

    horizon: float
    line: float
    sun: tuple[float, float]
    #: Colours (BGR 0…1): its depth, and the light that glitters on it.
    deep: Colour
    light: Colour
    unit: float
    #: 0.15 a mirror lake, 0.5 a calm sea, 1 wind, 1.8 storm.
    rough: float = 0.5
    #: How bright the glitter is; 0 none.
    glitter: float = 1.0
    #: How fast it runs.
    pace: float = 1.0
    #: How well it mirrors.
    mirror: float = 1.0
    depth: float = 0.0

    def opaque_from(self, moment: Moment) -> int:
        """The water hides what is under the horizon, but must itself be drawn on what is above."""
        return moment.view.height

    def draw(self, frame: Image, moment: Moment, bottom: int) -> None:
        """Replace the rows from the horizon to `bottom`."""
        view = moment.view
        sun_x, _, _ = view.place(*self.sun, 0.0)
        _, top_y, _ = view.place(view.aim[0], self.horizon, 0.0)
        top = max(2, round(top_y))
        count = bottom - top
        if count < 6:
            return
        height, width = -(-count // 2), -(-view.width // 2)
        below = (np.arange(height, dtype=np.float32) * 2 + 1)[:, None]
        x = (np.arange(width, dtype=np.float32) * 2)[None]
        fine = self._slopes(moment, x[:, ::2], below[::2])
        slope_x, slope_y = (
            np.asarray(cv2.resize(part, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)
            for part in fine[:2]
        )
        calm = np.repeat(fine[2], 2, axis=0)[:height]
        half = self._mirrored(frame, top, below, x, slope_x, slope_y)
        half = self._toned(half, below, slope_y, view.height - top)
        if self.glitter > 0.02:
            half = self._glittered(half, x, below, (slope_x, slope_y, calm), sun_x, moment)
        full = cv2.resize(half, (width * 2, height * 2), interpolation=cv2.INTER_LINEAR)
        frame[top:bottom] = full[:count, : view.width]
        self._soft_edge(frame, top)

    def _slopes(self, moment: Moment, x: Floats, below: Floats) -> tuple[Floats, Floats, Floats]:
        """Slopes of the surface (h × w), and how much of it is too fine to be seen (h × 1)."""
        view = moment.view
        focal = 1.1 * max(view.width, view.height * 0.7)
        eye = max(8.0, (self.line - self.horizon - view.crane) * view.zoom)
        distance = focal * eye / below
        across = (x - view.width / 2) * (distance / focal) + view.truck + view.pan * 0.3
        away = distance - view.push * focal
        footprint = distance / below
        slopes = np.zeros((below.shape[0], x.shape[1], 2), np.float32)
        seen = np.zeros_like(below)
        for tile, weight, drift in ((330.0, 0.62, 0.9), (1150.0, 0.55, -0.6), (4300.0, 0.45, 0.35)):
            size = tile * self.unit
            fade = 1 / (1 + (footprint / (size / 22)) ** 2)
            if float(fade.max()) < 0.02:
                continue
            rush = 14 * self.unit * self.pace * moment.seconds * (tile / 330) ** 0.5
            u = (across * 0.62 + rush * drift) * (TILE / size)
            v = (away + rush * 1.5) * (TILE / size)
            maps = np.mod(u, TILE).astype(np.float32), np.broadcast_to(np.mod(v, TILE), u.shape).astype(np.float32)
            part = cv2.remap(_waves(), *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
            slopes += np.asarray(part, np.float32) * (fade * weight)[..., None]
            seen += fade * weight**2
        return slopes[..., 0], slopes[..., 1], np.clip(1 - seen / 0.85, 0, 1)

    def _mirrored(self, frame: Image, top: int, below: Floats, x: Floats, slope_x: Floats, slope_y: Floats) -> Image:
        source = cv2.resize(frame[:top], (x.shape[1], max(2, top // 2)), interpolation=cv2.INTER_AREA)
        smear = self.rough * 52 * self.unit
        if smear > 1:
            source = cv2.blur(source, (1, 2 * int(smear / 2) + 1))
        reach = self.rough * (5.5 * self.unit + 0.085 * below)
        row = (top - below * (0.90 + 0.02 * self.rough) - np.abs(slope_y) * reach * 1.5 - slope_y * reach) / 2
        column = (x + slope_x * reach * 0.45) / 2
        maps = (
            np.broadcast_to(column, row.shape).astype(np.float32),
            np.clip(row, 0, source.shape[0] - 1).astype(np.float32),
        )
        return np.asarray(cv2.remap(source, *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT), np.uint8)

    def _toned(self, half: Image, below: Floats, slope_y: Floats, full: int) -> Image:
        near = np.clip(below / full, 0, 1)
        share = np.clip(
            (0.96 - 0.52 * near**0.6) * self.mirror + slope_y * (0.10 + 0.10 * near) * min(1.3, 0.35 + self.rough),
            0.04,
            1,
        )
        keep = (share * 255).astype(np.uint8)
        mirrored = cv2.multiply(half, cv2.merge((keep, keep, keep)), scale=1 / 255.0)
        rest = cv2.bitwise_not(keep)
        deep = cv2.merge([cv2.convertScaleAbs(rest, alpha=channel) for channel in self.deep])
        toned = cv2.add(mirrored, deep)
        if self.rough > 1.0:
            crest = np.clip((slope_y - 1.35) * (130 + 260 * near) * (self.rough - 0.8), 0, 150).astype(np.uint8)
            toned = cv2.add(toned, cv2.merge((crest, crest, crest)))
        return np.asarray(toned, np.uint8)

    def _glittered(
        self,
        half: Image,
        x: Floats,
        below: Floats,
        surface: tuple[Floats, Floats, Floats],
        sun_x: float,
        moment: Moment,
    ) -> Image:
        slope_x, slope_y, calm = surface
        spread = (16 + 26 * self.rough) * self.unit + (0.20 + 0.42 * self.rough) * below
        first, last = (
            int(max(0, (sun_x - 3.2 * spread.max()) / 2)),
            int(min(x.shape[1], (sun_x + 3.2 * spread.max()) / 2)),
        )
        if last - first < 4:
            return half
        off = (x[:, first:last] - sun_x) / spread
        u = (x[:, first:last] - sun_x) / (1.6 * self.unit + 0.030 * below) + 37 * moment.view.truck / 500
        v = 60 * np.log(below + 9 * self.unit) + moment.seconds * 5.5 * self.pace
        maps = (
            np.mod(u + 3.0 * moment.seconds, TILE).astype(np.float32),
            np.broadcast_to(np.mod(v, TILE), u.shape).astype(np.float32),
        )
        specks = np.asarray(cv2.remap(_sparks(), *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP), np.float32)
        facet = slope_y[:, first:last] * (1 - calm) + 0.55 * specks * (0.55 + calm)
        side = slope_x[:, first:last] * 0.35
        path = np.exp(-((off + side * 0.5) ** 2))
        glint = np.clip((facet + 1.35 * path - 1.22) * 1.7, 0, 1) * np.minimum(path * 2.2, 1)
        glow = path * (0.10 + 0.42 * calm)
        value = (np.clip((glint + glow) * self.glitter, 0, 1.2) * 255).clip(0, 255).astype(np.uint8)
        light = cv2.merge([cv2.convertScaleAbs(value, alpha=min(1.0, channel)) for channel in self.light])
        half[:, first:last] = cv2.add(np.ascontiguousarray(half[:, first:last]), light)
        return half

    def _soft_edge(self, frame: Image, top: int) -> None:
        """Two rows of blend at the horizon, so that it does not step when the camera tilts."""
        edge = cv2.addWeighted(frame[top - 1 : top], 0.5, frame[top + 1 : top + 2], 0.5, 0)
        frame[top : top + 1] = edge
