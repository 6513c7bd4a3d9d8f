"""Luma wipe: the last picture dawns over the first one, its lights before its shadows, with a soft ragged edge."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.morph.pixels import blended, floats, shrunk
from rushes.providers.previs.morph.timing import Timing
from rushes.providers.previs.morph.transitions import Pair
from rushes.providers.previs.picture import Floats, Image

SECONDS = 1.25
#: The wipe's edge as a share of its way: with SECONDS it makes each pixel's change about 0.4 s.
EDGE = 0.45
#: What decides when a pixel changes: its light, its distance from the light, and chance.
BY_LIGHT, BY_DISTANCE, BY_CHANCE = 0.34, 0.54, 0.12
#: A breath of light runs with the edge (grey levels, warm).
GLOW = (10.0, 17.0, 24.0)


class LumaWipe:
    """The passage; see the module."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair
        self._time = Timing(pair.frames, SECONDS)
        self._drift = self._time.drift()
        self._order = order(pair.last.image, pair.seed)

    def at(self, index: int) -> Image:
        """The frame `index`."""
        through = self._time.through(index)
        first, last = self._pair.first, self._pair.last
        if through <= 0:
            return first.view(first.pushed(1 + self._drift * self._time.before(index)))
        b = last.view(last.pushed(1 + self._drift * self._time.settling(index)))
        if through >= 1:
            return b
        a = first.view(first.pushed(1 + self._drift * self._time.before(index)))
        levels = np.arange(256, dtype=np.float32) / 255
        turn = np.clip((through * (1 + EDGE) - levels) / EDGE, 0, 1)
        share = turn * turn * (3 - 2 * turn)
        glow = 4 * share * (1 - share)
        out = blended(a, b, floats(cv2.LUT(self._order, floats(share))))
        shine = (glow[:, None] * np.array(GLOW)).astype(np.uint8)[None]
        return np.asarray(cv2.add(out, cv2.LUT(cv2.merge([self._order] * 3), shine)), np.uint8)


def order(image: Image, seed: int) -> NDArray[np.uint8]:
    """When each pixel changes, 0 first … 255 last, spread evenly over time."""
    height, width = image.shape[:2]
    size = (160, max(2, round(160 * height / width))) if width >= height else (max(2, round(160 * width / height)), 160)
    small = shrunk(image, size)
    light = floats(cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY).astype(np.float32) / 255, (0, 0), 2.6))
    bright = np.maximum(light - np.quantile(light, 0.9), 0) + 1e-6
    rows, columns = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    x, y = float((bright * columns).sum() / bright.sum()), float((bright * rows).sum() / bright.sum())
    away = np.hypot(columns - x, rows - y)
    chance = _lumps(np.random.default_rng(seed), size)
    when = BY_LIGHT * (1 - _ranked(light)) + BY_DISTANCE * _ranked(away.astype(np.float32)) + BY_CHANCE * chance
    smooth = cv2.GaussianBlur(_ranked(when.astype(np.float32)), (0, 0), 2.0)
    full = cv2.resize(smooth, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip(full * 255 + 0.5, 0, 255), np.uint8)


def _ranked(values: Floats) -> Floats:
    """Each value's rank, 0…1."""
    ranks = np.empty(values.size, np.float32)
    ranks[np.argsort(values, axis=None, kind="stable")] = np.linspace(0, 1, values.size, dtype=np.float32)
    return ranks.reshape(values.shape)


def _lumps(rng: np.random.Generator, size: tuple[int, int]) -> Floats:
    total = np.zeros((size[1], size[0]), np.float32)
    for cells, weight in ((5, 0.5), (11, 0.3), (24, 0.2)):
        total += weight * cv2.resize(rng.random((cells, cells)).astype(np.float32), size, interpolation=cv2.INTER_CUBIC)
    return total
