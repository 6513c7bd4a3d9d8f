"""A photograph's plate in its states: as it is, in the light and look that the prompt asks for, in and out of focus.

All states are worked once per shot; a frame picks or mixes them, and `warp` draws from what comes out.
"""

from __future__ import annotations

import cv2
import numpy as np

from rushes.providers.previs.photo import depth, light
from rushes.providers.previs.photo.air import between
from rushes.providers.previs.photo.focus import Rack
from rushes.providers.previs.picture import Floats, Image
from rushes.providers.previs.scene import Scene
from rushes.providers.previs.styles import Look, look
from rushes.providers.previs.styles.strokes import paper

#: A photograph's detail (a face's eyes) is finer than a painted set's: smaller strokes than there.
BRUSH = 0.5


class Plate:
    """A plate, `detail` times as fine as the frame."""

    def __init__(self, image: Image, mask: Floats, scene: Scene, *, rack: bool = False, detail: float = 1.0) -> None:
        """`mask` is the subject's on the plate, at its size; `rack`: whether the focus will move."""
        self.detail = detail
        self.image = image
        far = depth.distance(mask)
        #: How far off its parts are, 0 near … 255 far, at half its size: sharp where the subject ends.
        half = (far.shape[1] // 2 + 1, far.shape[0] // 2 + 1)
        self.far = np.asarray(cv2.resize(far, half, interpolation=cv2.INTER_AREA) * 255, np.uint8)
        lit = light.graded(image, far, scene)
        style = look(scene.style) if scene.style else None
        self.turns_to = [
            name for name, there in (("light", lit is not None), (scene.style, style is not None)) if there
        ]
        if style is not None:
            lit = styled(image if lit is None else lit, style)
        states = [image] if lit is None else [image, lit]
        self._states = tuple(Rack(state, mask) if rack else state for state in states)

    def at(self, turned: float, focus: float) -> Image:
        """The plate with its light turned by 0…1 and its focus at 0…1."""
        start, end = self._states[0], self._states[-1]
        if len(self._states) == 1 or turned <= 0.0:
            return _focused(start, focus)
        if turned >= 1.0:
            return _focused(end, focus)
        return between(_focused(start, focus), _focused(end, focus), turned)


def _focused(state: Rack | Image, focus: float) -> Image:
    return state.at(focus) if isinstance(state, Rack) else state


def styled(image: Image, style: Look) -> Image:
    """The plate painted, drawn or printed in a look, on its paper."""
    height, width = image.shape[:2]
    if style.brush is not None:
        solid = np.dstack([image, np.full((height, width), 255, np.uint8)])
        image = np.ascontiguousarray(style.brush(solid, BRUSH * min(width, height) / 720)[..., :3])
    if style.line is not None:
        image = style.line(image)
    if style.lut is not None:
        image = np.asarray(cv2.LUT(image, style.lut), np.uint8)
    if style.sheet is not None:
        tooth, tint, weave = style.sheet
        sheet = paper(width, height, tooth=tooth, tint=tint, weave=weave)
        image = np.asarray(cv2.multiply(image, sheet, scale=1 / 255), np.uint8)
    return image
