"""What wheels throw up on dry ground: a tan cloud that is born behind them, grows and thins out."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from ..drawn import Rig
from ..shape import Part, bgr, ellipse, shade

#: The trait of what drives in a cloud of dust.
DUSTY = "dusty"
DUST = bgr(0xD8B483)
PUFFS = 26
#: Seconds from a puff's birth to its end.
LIFE = 1.5


def raised(rig: Rig, seed: int) -> Rig:
    """The rig with its cloud of dust; one that stands raises none."""
    if rig.speed <= 0:
        return rig
    rng = np.random.default_rng([seed, 48])
    seeds = rng.random((PUFFS, 3))
    stern = -0.5 * rig.aspect * rig.height

    def draw(seconds: float) -> list[Part]:
        return [*_cloud(seconds, seeds, stern, rig.height), *rig.draw(seconds)]

    return replace(rig, draw=draw)


def _cloud(
    seconds: float, seeds: np.ndarray[tuple[int, int], np.dtype[np.float64]], stern: float, tall: float
) -> list[Part]:
    parts = []
    for number, (rise, size, tone) in enumerate(seeds.tolist()):
        age = (seconds / LIFE + number / PUFFS) % 1.0
        reach = (0.16 + 0.55 * age**0.7) * (0.7 + 0.6 * size) * tall
        x = stern + 0.10 * tall - 3.6 * tall * age
        y = 0.45 * reach + (0.1 + 0.55 * rise) * age * tall
        shown = 0.34 * math.sin(math.pi * min(1.0, 0.12 + 0.88 * age)) ** 0.8 * (1 - 0.4 * age)
        parts.append(Part((ellipse(x, y, reach, 0.72 * reach),), shade(DUST, 0.88 + 0.2 * tone), alpha=shown))
    return parts
