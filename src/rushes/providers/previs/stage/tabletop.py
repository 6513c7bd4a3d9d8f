"""A table before the camera for small things: boards in perspective, lit as the place is.

A cup on a hillside would be as large as a house; on a table in the foreground it has its size, and the place is
behind it. What stands on it is `cast`'s matter.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rushes.providers.previs.stage.cast import SMALL, Part
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.noise import field, mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Plate

#: Rows of the far edge and of what stands on it.
EDGE, STAND = 0.72, 0.86
WOODS = (("6b4a30", "a87c50"), ("4a3526", "8a6240"), ("8a6e52", "cfae84"), ("5c5048", "9a8c7c"))
#: Water and air hold no tables.
NOWHERE = frozenset({"studio", "underwater", "space", "sky"})


def wanted(place: str, company: Sequence[Part]) -> bool:
    """Is there nothing but small things to see?"""
    return place not in NOWHERE and bool(company) and all(_small(part) for part in company)


def _small(part: Part) -> bool:
    figure = part.figure
    still = figure.speed() == 0 and figure.stands_on == "ground"
    return still and part.actor.name.startswith("glyph:") and figure.height < SMALL


def lay(easel: Easel, stage_set: Set) -> None:
    """Put a table into the set; who stands on the ground stands on it."""
    stage_set.layers = [layer for layer in stage_set.layers if layer.depth <= 1.0]
    stage_set.layers.append(_boards(easel, stage_set))
    stage_set.lanes = {"ground": Lane(easel.y(STAND), x=0.5001, material="wood")}
    stage_set.line = easel.y(STAND)
    stage_set.table = True
    stage_set.drawn.add("table")


def _boards(easel: Easel, stage_set: Set) -> Plate:
    x, y = easel.grid()
    rng, palette = easel.rng(310), easel.palette
    horizon = easel.y(EDGE) - 0.36 * easel.height
    below = np.clip(y - horizon, 1, None) / easel.height
    across = (x - easel.set_width / 2) / easel.height / below
    dark, light = WOODS[int(rng.integers(0, len(WOODS)))]
    board = np.floor((y - easel.y(EDGE)) / (0.10 * easel.height) * 0.9)
    tone = np.mod(np.sin(board * 12.9898 + easel.seed % 97) * 43758.5, 1.0) * np.ones_like(x)
    grain = field(easel.set_width, easel.set_height, (260 * easel.unit, 5 * easel.unit), 5, rng, gain=0.6)
    seam = smooth(0.05, 0.02, np.abs(np.mod((y - easel.y(EDGE)) / (0.10 * easel.height) * 0.9, 1) - 0.02))
    albedo = mix(rgb(dark), rgb(light), np.clip(0.15 + 0.35 * tone + 0.5 * grain, 0, 1)[..., None])
    albedo = albedo * (1 - 0.45 * seam * np.ones_like(x))[..., None]
    pool = np.exp(-((across / 0.9) ** 2)) * smooth(1.15, 0.2, (y - easel.y(EDGE)) / (0.4 * easel.height))
    lit = np.clip(0.30 + 0.55 * pool + 0.12 * (grain - 0.5), 0, 1).astype(np.float32)
    colour = palette.lit(albedo, lit)
    # Like its things the table is lit to be read.
    warm = np.asarray(stage_set.key[0] if stage_set.key is not None else palette.sun)
    colour = colour + albedo * warm * (0.16 + 0.30 * pool)[..., None]
    edge = smooth(0.008, 0.0, (y - easel.y(EDGE)) / easel.height) * np.ones_like(x)
    colour = colour + np.asarray(palette.horizon) * (0.25 * edge)[..., None]
    near = smooth(0.16, 0.36, (y - easel.y(EDGE)) / easel.height) * np.ones_like(x)
    colour = mix(colour, np.asarray(palette.shade) * 0.7, (0.55 * near)[..., None])
    cover = np.clip(y - easel.y(EDGE) + 0.5, 0, 1) * np.ones_like(x)
    return easel.plate(colour, np.asarray(cover, np.float32), 1.0)
