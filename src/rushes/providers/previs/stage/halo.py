"""Light in the air behind an actor where the set is dark there, so that the figure stands out from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from rushes.providers.previs.picture import Colour, Image
from rushes.providers.previs.stage.easel import Easel, Set
from rushes.providers.previs.stage.noise import mix
from rushes.providers.previs.stage.role import Role
from rushes.providers.previs.stage.view import Moment

#: Luminance (0…1) from which a background needs no help.
BRIGHT = 0.40


@dataclass(frozen=True, slots=True)
class Halo:
    """A soft pool of lit air that goes with a role."""

    role: Role
    colour: Colour
    strength: float
    depth: float

    def opaque_from(self, moment: Moment) -> int:
        """Hides nothing."""
        return moment.view.height

    def draw(self, frame: Image, moment: Moment, bottom: int) -> None:
        """Add the pool to the frame."""
        x, y, scale = moment.view.place(*self.role.at(moment.seconds), self.role.depth)
        tall = self.role.pixels * scale
        if self.role.lane != "air":
            y -= tall * 0.55
        reach_x, reach_y = tall * (0.55 + 0.75 * self.role.figure.aspect), tall * 0.95
        left, right = max(0, int(x - reach_x)), min(frame.shape[1], int(x + reach_x))
        top, low = max(0, int(y - reach_y)), min(frame.shape[0], int(y + reach_y))
        if right - left < 4 or low - top < 4:
            return
        across = (np.arange(left, right, 4, dtype=np.float32)[None] - x) / reach_x
        down = (np.arange(top, low, 4, dtype=np.float32)[:, None] - y) / reach_y
        pool = np.clip(1 - across**2 - down**2, 0, 1) ** 1.6 * (255 * self.strength)
        light = cv2.merge([cv2.convertScaleAbs(pool, alpha=channel) for channel in self.colour])
        light = cv2.resize(light, (right - left, low - top), interpolation=cv2.INTER_LINEAR)
        frame[top:low, left:right] = cv2.add(frame[top:low, left:right], light)


def halos(easel: Easel, stage_set: Set, roles: Sequence[Role], empty: Image, moment: Moment) -> list[Halo]:
    """A halo for each role that stands before something dark in `empty`, the frame without actors."""
    palette, found = easel.palette, []
    tint = mix(palette.haze, palette.horizon, 0.5)
    if stage_set.key is not None:
        tint = mix(tint, stage_set.key[0], 0.45)
    share = 0.30 / max(0.25, float(np.mean(tint)))
    colour = (float(tint[0]) * share, float(tint[1]) * share, float(tint[2]) * share)
    for role in roles:
        x, y, scale = moment.view.place(*role.at(moment.seconds), role.depth)
        tall = role.pixels * scale
        wide = tall * role.figure.aspect * 0.6
        rows = slice(max(0, int(y - tall)), max(1, int(y - 0.2 * tall)))
        part = empty[rows, max(0, int(x - wide)) : max(1, int(x + wide))]
        if part.size == 0:
            continue
        light = float(cv2.mean(cv2.cvtColor(np.ascontiguousarray(part), cv2.COLOR_BGR2GRAY))[0]) / 255
        strength = stage_set.halo * float(np.clip((BRIGHT - light) / BRIGHT, 0, 1))
        if strength > 0.03:
            found.append(Halo(role, colour, strength / max(1.0, len(roles) ** 0.5), role.depth))
    return found
