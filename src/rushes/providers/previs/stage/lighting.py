"""The light that actors stand in: the set's, but never so dark that they cannot be read.

Film lights its actors: the sun or moon keeps its side and rim, and a fill shows their own colours. Drawing them with
it is `subjects`' matter.
"""

from __future__ import annotations

import math

import numpy as np

from rushes.providers.previs.picture import Colour, Light
from rushes.providers.previs.stage.easel import Easel, Set

#: Share of their own colours that fill light shows at least: by day against the light, by night, near a lamp.
FILL_DAY, FILL_NIGHT, FILL_LAMP = 0.27, 0.27, 0.34
#: The same for framings in which a face is read, and the most those are against the light.
FILL_NEAR, BACK_NEAR = 0.38, 0.42
NEAR = frozenset({"medium", "close", "extreme_close"})
#: What `subjects` makes of ambient light on an upright body.
SEEN = 0.36
#: How far the fill gives up its tint, so that colours stay what they are.
GREY = 0.4


def luminance(colour: Colour) -> float:
    """How bright a colour is."""
    return 0.114 * colour[0] + 0.587 * colour[1] + 0.299 * colour[2]


def actor_light(easel: Easel, stage_set: Set, at: tuple[float, float], depth: float) -> Light:
    """The light at a set point of the actors' plane."""
    palette = easel.palette
    sun_x, sun_y = stage_set.sun
    dx, dy = (sun_x - at[0]) / easel.width, (at[1] - sun_y) / easel.height
    norm = max(0.25, math.hypot(dx, dy))
    sun, strength = palette.sun, palette.strength
    near = easel.scene.camera.size in NEAR
    if stage_set.key is not None:
        sun, (dx, dy) = stage_set.key
        norm, strength = 1.0, max(0.85, strength)
    elif palette.moon:
        strength = max(strength, 0.75)
    fill = FILL_LAMP if stage_set.key is not None else FILL_NIGHT if palette.stars > 0.2 else FILL_DAY
    backlit = stage_set.backlit
    if near:
        fill, backlit = max(fill, FILL_NEAR), min(backlit, BACK_NEAR)
    toward = (float(np.clip(dx / norm, -1, 1)), float(np.clip(dy / norm, -1, 1)))
    haze = float(np.clip(stage_set.haze + 0.22 * max(0.0, 1 - depth) * palette.air, 0, 0.5))
    return Light(toward, sun, filled(palette.ambient, fill), palette.haze, haze, strength, backlit)


def filled(ambient: Colour, least: float) -> Colour:
    """Ambient light bright enough to show `least` of a body's colours, less tinted the more had to be added."""
    bright = luminance(ambient)
    wanted = least / SEEN
    if bright >= wanted:
        return ambient
    added = min(1.0, (wanted - bright) / wanted * 1.6) * GREY
    factor = wanted / max(bright, 0.05)
    blue, green, red = (channel * factor + (wanted - channel * factor) * added for channel in ambient)
    return blue, green, red
