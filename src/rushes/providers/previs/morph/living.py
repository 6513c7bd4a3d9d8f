"""A still kept alive: pushed, pulled and shifted as a sheet with depth, so that near things answer more than far.

Depth and subject come from `photo`; when to look where is the transitions' matter.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from rushes.providers.previs.morph.pixels import floats, grid, looked_up, resized, sampled
from rushes.providers.previs.photo import depth, subject
from rushes.providers.previs.picture import Image

#: Pixels of the frame per cell of the map.
CELL = 4
#: So much of a push is travel, which the far answers less to (its share); beyond it the lens zooms and bends nothing.
TRAVEL, FAR_SHARE = 0.1, 0.45
#: Where in the height of the subject its upper third ends, a little below the face.
UPPER = 0.36
#: Below this, a look is the picture itself.
STILL = 1e-6


@dataclass(frozen=True, slots=True)
class Look:
    """Where the camera is: the subject shown `scale` times larger, its centre at (x, y), shares of the frame."""

    scale: float
    x: float
    y: float


class Living:
    """One picture, its subject, and any look at it."""

    def __init__(self, image: Image) -> None:
        self.image = image
        self.height, self.width = image.shape[:2]
        self.subject = subject.find(image)
        #: The point that a push runs towards, shares of the frame: the subject, held off the rim.
        x, y = self.subject.centre
        if self.subject.found:
            # Its upper third: there heads are, which must stay in the frame.
            y = min(y, self.subject.box[1] + UPPER * (self.subject.box[3] - self.subject.box[1]))
        self.pivot = (min(0.8, max(0.2, x)), min(0.75, max(0.25, y)))
        sheet = depth.sheet(image, self.subject)
        stand = depth.stands_at(self.subject)
        gain = FAR_SHARE + (1 - FAR_SHARE) * np.clip(sheet / stand, 0.0, 1.15)
        self._gain = np.asarray(gain, np.float32)
        self._to_gain = np.array([sheet.shape[1] / self.width, sheet.shape[0] / self.height], np.float32)
        columns, rows = -(-self.width // CELL), -(-self.height // CELL)
        #: Frame pixels at the cells' centres, one cell more on each side so that reading between them is exact.
        self._at = (grid(rows + 2, columns + 2) - 0.5) * np.float32(CELL) - np.float32(0.5)
        self._full = grid(self.height, self.width)

    @property
    def rest(self) -> Look:
        """The look that is the picture itself."""
        return Look(1.0, *self.pivot)

    def pushed(self, scale: float) -> Look:
        """The look nearer to the subject, which stays where it is."""
        return Look(scale, *self.pivot)

    def view(self, look: Look, image: Image | None = None) -> Image:
        """The picture (or another one of its geometry) seen so; mirrored where the look goes beyond its rim."""
        image = self.image if image is None else image
        offset = abs(look.x - self.pivot[0]) + abs(look.y - self.pivot[1])
        if abs(look.scale - 1) < STILL and offset < STILL:
            return image.copy()
        size = np.array([self.width, self.height], np.float32)
        pivot, shown = np.array(self.pivot, np.float32) * size, np.array((look.x, look.y), np.float32) * size
        away = self._at - shown
        travel, zoom = _parts(look.scale)
        source = floats(pivot + away / np.float32(look.scale))
        for _ in range(2):
            gain = looked_up(self._gain, source * self._to_gain)
            source = floats(pivot + away / (np.float32(zoom) * (1 + np.float32(travel) * gain))[..., None])
        wide = (source.shape[1] * CELL, source.shape[0] * CELL)
        drift = resized(source - self._at, wide)
        drift = drift[CELL : CELL + self.height, CELL : CELL + self.width]
        return sampled(image, floats(cv2.add(drift, self._full)), cv2.BORDER_REFLECT)

    def far_scale(self, scale: float) -> float:
        """How much the farthest part grows at such a look: what must still fill the frame."""
        travel, zoom = _parts(scale)
        return zoom * (1 + travel * float(self._gain.min()))


def _parts(scale: float) -> tuple[float, float]:
    """The travel and the zoom that together show the subject `scale` times larger."""
    travel = min(TRAVEL, max(0.0, scale - 1))
    return travel, scale / (1 + travel)
