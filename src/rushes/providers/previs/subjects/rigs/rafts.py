"""What is poled along: a raft of bamboo with somebody standing on it."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from ...scene import Actor
from ..drawn import Rig, beats
from ..shape import Part, bgr, ellipse, line, moved, ribbon, shade
from .boats import afloat, swell
from .person import person
from .skeleton import Foot, Pose
from .wardrobe import BUILDS, dress

BAMBOO, LASHING, POLE = bgr(0xC2A55C), bgr(0x6B4A2E), bgr(0x8F7A45)
#: Seconds of one thrust of the pole.
THRUST = 3.4


def raft(actor: Actor, seed: int) -> Rig:
    """A bamboo raft, its bow turned up, and a man who poles it."""
    own = float(np.random.default_rng([seed, 47]).random()) * 6
    crew = dress("man", ("straw", "trousers", "brown"), seed)

    def draw(seconds: float) -> list[Part]:
        turn, rise = swell(seconds, own, 0.012, 0.015)
        push = math.sin(2 * math.pi * seconds / THRUST)
        pose = Pose(
            pelvis=(0.0, 0.50, 0.0),
            lean=0.10 + 0.10 * push,
            curve=0.08,
            feet=(Foot(0.12, 0.0), Foot(-0.10, 0.0)),
            hands=((0.24, 0.80 - 0.05 * push, 0.06), (0.22, 0.62 - 0.05 * push, -0.06)),
            nod=-0.05,
        )
        body = moved(person(BUILDS["man"], crew, pose, 0.25, seconds, labels=20), (-0.75, 0.16))
        top, foot = (-0.10 + 0.18 * push, 2.75 - 0.10 * push), (-1.15 - 0.35 * push, -0.2)
        return afloat([*_deck(), *body, line([top, foot], 0.045, POLE, 90)], turn, rise)

    return Rig(1.95, 2.2, draw, "water", 0.7, lambda seconds: beats("splash", 0.8, THRUST, seconds, 0.3), roundness=0.1)


def _deck() -> list[Part]:
    """Poles side by side, seen a little from above, lashed in four places; two baskets."""
    parts: list[Part] = []
    for number in range(5):
        y = 0.24 - 0.055 * number
        pole = [(-2.1, y - 0.01), (-0.6, y - 0.03), (1.2, y - 0.01), (1.9, y + 0.10), (2.35, y + 0.30)]
        tone = shade(BAMBOO, 1.08 - 0.09 * number)
        parts.append(Part((ribbon(pole, (0.032, 0.034, 0.034, 0.032, 0.024)),), tone, 10 + number))
    for x, lift in ((-1.7, 0.0), (-0.4, -0.02), (0.8, -0.01), (1.85, 0.09)):
        parts.append(line([(x - 0.03, 0.29 + lift), (x + 0.03, -0.02 + lift)], 0.05, LASHING, 16))
    basket = [
        Part((ellipse(1.05, 0.36, 0.26, 0.20),), bgr(0x9A7440), 17),
        Part((ellipse(1.05, 0.50, 0.2, 0.06),), LASHING),
    ]
    return [*parts, *basket]


MAKERS: dict[str, Callable[[Actor, int], Rig]] = {"raft": raft}
