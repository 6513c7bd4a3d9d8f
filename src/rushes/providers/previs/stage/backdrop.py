"""Sky and clouds drawn as one: soft plates that follow one another are laid at half the size and drawn out once.

What is painted on them is the places' matter, how a plate is warped `plate`'s.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from rushes.providers.previs.picture import Image
from rushes.providers.previs.stage.plate import Layer, Plate, over
from rushes.providers.previs.stage.view import Moment


@dataclass(frozen=True, slots=True)
class Backdrop:
    """Coarse plates, far to near."""

    plates: tuple[Plate, ...]

    @property
    def depth(self) -> float:
        """The farthest's: who stands before the first stands before all."""
        return self.plates[0].depth

    def opaque_from(self, moment: Moment) -> int:
        """Where the first of them lets nothing through."""
        return min(plate.opaque_from(moment) for plate in self.plates)

    def draw(self, frame: Image, moment: Moment, bottom: int) -> None:
        """All of them over the rows above `bottom`; what is on the frame already shows where they are open."""
        if bottom < 2:
            return
        wide, high = -(-frame.shape[1] // 2), -(-bottom // 2)
        small = np.zeros((high, wide, 3), np.uint8)
        for plate in self.plates:
            if plate.bottom > plate.top and moment.view.sees(plate.depth):
                over(small, plate.halved(moment, (wide, high)))
        whole = cv2.resize(small, (2 * wide, 2 * high), interpolation=cv2.INTER_LINEAR)
        frame[:bottom] = whole[:bottom, : frame.shape[1]]


def gathered(layers: list[Layer]) -> list[Layer]:
    """The layers with the coarse plates at the very back made one, where there are two or more."""
    soft: list[Plate] = []
    for layer in layers:
        if not (isinstance(layer, Plate) and layer.coarse and layer.plane is None and layer.sway is None):
            break
        soft.append(layer)
    return layers if len(soft) < 2 else [Backdrop(tuple(soft)), *layers[len(soft) :]]
