"""What a lens adds: softness behind the actors, a rack of focus, and the smear of a fast pan."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from rushes.providers.previs.picture import Image
from rushes.providers.previs.stage.view import Moment


@dataclass(frozen=True, slots=True)
class Lens:
    """Blurs everything drawn so far: put it behind the actors."""

    #: Pixels.
    blur: float
    #: Follows the camera's rack of focus: from the background to the actors.
    racks: bool = False
    depth: float = 1.0

    def opaque_from(self, moment: Moment) -> int:
        """Hides nothing."""
        return moment.view.height

    def draw(self, frame: Image, moment: Moment, bottom: int) -> None:
        """Soften the frame in place."""
        share = 1.0
        if self.racks:
            share = 1.0 if moment.view.focus is None else moment.view.focus
        size = self.blur * share
        if size < 0.4:
            return
        half = cv2.resize(frame, (frame.shape[1] // 2, frame.shape[0] // 2), interpolation=cv2.INTER_AREA)
        half = cv2.GaussianBlur(half, (0, 0), size / 2)
        whole = cv2.resize(half, (frame.shape[1], frame.shape[0]), interpolation=cv2.INTER_LINEAR)
        clear = max(0.0, 1 - size / 1.6)
        frame[:] = whole if clear == 0 else cv2.addWeighted(whole, 1 - clear, frame, clear, 0)


def smeared(frame: Image, length: float) -> Image:
    """The frame blurred along x by `length` pixels."""
    return np.asarray(cv2.blur(frame, (int(length) | 1, 1)), np.uint8)
