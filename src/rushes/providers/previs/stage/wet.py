"""Wet ground: what stands above it comes back as a long vertical smear, broken by puddles."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.picture import Image
from rushes.providers.previs.stage.noise import field as noise
from rushes.providers.previs.stage.view import Moment


@dataclass(slots=True)
class Wet:
    """Reflections on a floor that is drawn already."""

    horizon: float
    #: Row where the wet floor begins.
    top: float
    line: float
    unit: float
    share: float
    depth: float = 1.0
    _puddles: NDArray[np.uint8] = field(init=False)

    def __post_init__(self) -> None:
        spots = noise(256, 256, (70, 46), 4, np.random.default_rng(5))
        self._puddles = np.clip((spots - 0.30) * 560, 60, 255).astype(np.uint8)

    def opaque_from(self, moment: Moment) -> int:
        """Hides nothing."""
        return moment.view.height

    def draw(self, frame: Image, moment: Moment, bottom: int) -> None:
        """Add the mirrored light to the floor's rows."""
        view = moment.view
        _, edge, _ = view.place(view.aim[0], self.top, (self.top - self.horizon) / (self.line - self.horizon))
        top = int(max(8, edge))
        rows = min(bottom - top, top)
        if rows < 8:
            return
        above = frame[top - rows : top]
        small = cv2.resize(above, (view.width // 2, max(2, rows // 4)), interpolation=cv2.INTER_AREA)[::-1]
        small = cv2.blur(small, (max(1, int(3 * self.unit)), max(3, int(11 * self.unit))))
        mirrored = cv2.resize(small, (view.width, rows), interpolation=cv2.INTER_LINEAR)
        below = (np.arange(rows, dtype=np.float32) + top - edge + 2) / view.height
        u = (
            (np.arange(0, view.width, 4, dtype=np.float32)[None] - view.width / 2 + view.truck * 0.8)
            / view.height
            / (below[::4, None] + 0.06)
            * 60
        )
        v = np.broadcast_to(30 / (below[::4, None] + 0.06), u.shape)
        maps = np.mod(u, 255).astype(np.float32), np.mod(v, 255).astype(np.float32)
        spots = cv2.remap(self._puddles, *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
        fall = np.clip(1 - 0.55 * np.arange(spots.shape[0], dtype=np.float32) / spots.shape[0], 0, 1)[:, None]
        keep = cv2.resize(
            (spots * fall * self.share).astype(np.uint8), (view.width, rows), interpolation=cv2.INTER_LINEAR
        )
        light = cv2.multiply(mirrored, cv2.merge((keep, keep, keep)), scale=0.92 / 255)
        part = frame[top : top + rows]
        dim = cv2.bitwise_not(cv2.convertScaleAbs(keep, alpha=0.72))
        cv2.multiply(part, cv2.merge((dim, dim, dim)), dst=part, scale=1 / 255)
        cv2.add(part, light, dst=part)
