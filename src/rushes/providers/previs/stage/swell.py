"""Rolling seas: ridges of water with foam on their crests that run across the frame, where the prompt asks for waves.

The sheet of water between them is `water`'s matter.
"""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.noise import curve, field, mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Plate
from rushes.providers.previs.stage.words import said

#: Words for seas that run high, and for those that lie still.
HIGH = (
    "rough", "big wave", "huge wave", "giant wave", "towering wave", "high wave", "crashing wave", "massive wave",
    "waves crash", "heavy sea", "stormy sea", "choppy", "heaving", "raging", "巨浪", "大浪", "惊涛", "汹涌", "怒涛",
)  # fmt: skip
STILL = ("calm", "still water", "glassy", "mirror smooth", "flat sea", "placid", "风平浪静", "平静", "如镜")
#: Roughness that goes with them; between them the weather says.
ROUGH, SMOOTH = 1.7, 0.2
#: Disparity of each ridge, its height as a share of the frame's, and its speed in 720-line pixels a second.
RIDGES = ((0.16, 0.036, 16.0), (0.34, 0.078, -24.0), (0.64, 0.140, 38.0), (1.06, 0.200, -58.0))


def roughness(scene: Scene, usual: float) -> float:
    """How rough the sea is by the prompt's words; `usual` where it says nothing, or there is a storm."""
    if said(scene, HIGH) >= 0:
        return max(ROUGH, usual)
    return SMOOTH if said(scene, STILL) >= 0 and scene.weather != "storm" else usual


def runs_high(scene: Scene) -> bool:
    """Are there waves that are more than a rough surface?"""
    return said(scene, HIGH) >= 0 or scene.weather == "storm"


def swell(easel: Easel, horizon: float, line: float) -> list[Plate]:
    """The ridges, far to near; each goes over into the water below it."""
    return [_ridge(easel, horizon, line, number) for number in range(len(RIDGES))]


def _ridge(easel: Easel, horizon: float, line: float, number: int) -> Plate:
    depth, tall, pace = RIDGES[number]
    palette, rng, unit = easel.palette, easel.rng(310 + number), easel.unit
    wide, high = easel.set_width, easel.set_height
    _, y = easel.grid()
    rise = tall * easel.height * (0.75 if easel.tall else 1.0)
    # Steep crests and broad troughs, and smaller waves upon them.
    big = curve(wide, wide / (2.2 + 1.4 * (3 - number)), 2, rng, gain=0.45) ** 1.35
    small = curve(wide, wide / 26, 3, rng, gain=0.55, ridged=True)
    crest = horizon + (line - horizon) * depth - rise * (1.05 * big + 0.16 * small)
    below = y - crest[None]
    share = np.clip(below / rise, 0, 2)
    grain = field(wide, high, (90 * unit * (0.4 + depth), 10 * unit * (0.4 + depth)), 5, rng, gain=0.65)
    deep = mix(mix(palette.zenith, rgb("0e4a58"), 0.5), palette.shade, 0.45)
    thin = mix(mix(palette.horizon, rgb("3f9a98"), 0.45), palette.sun, 0.10) * (
        0.45 + 0.5 * max(palette.strength, 0.15)
    )
    shine = mix(palette.horizon, palette.middle, 0.4)
    colour = mix(thin, deep, smooth(0.0, 0.65, share)[..., None])
    colour = mix(colour, shine, (0.40 * smooth(0.52, 0.8, grain) * (0.3 + 0.7 * smooth(1.4, 0.1, share)))[..., None])
    white = mix(palette.ambient, (1.0, 1.0, 1.0), 0.35) * (0.58 + 0.42 * max(palette.strength, 0.12))
    height = smooth(0.30, 0.62, big)[None]
    lip = smooth(0.05 * rise + 1.2 * unit, 0.0, np.abs(below - 0.03 * rise)) * height
    lace = smooth(0.50, 0.68, grain) * smooth(0.75, 0.05, share) * height
    colour = mix(colour, white, np.clip(0.92 * lip + 0.75 * lace, 0, 0.95)[..., None])
    cover = np.clip(below + 0.5, 0, 1) * smooth(1.75, 0.55, share) * (0.55 + 0.45 * smooth(0.02, 0.2, big)[None])
    return easel.plate(
        np.asarray(colour, np.float32), np.asarray(cover, np.float32), depth, drift=pace * unit, hides=False
    )
