"""One person, drawn: a build in an outfit takes a pose and is seen from a side.

The order of the parts (what is nearer covers what is farther) is decided here; who does what is left to `people`.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from ..shape import Part, moved, vec
from . import head as heads
from .body import Outfit, arm, details, leg, skirt, trunk
from .carried import carried, hat
from .skeleton import SPINE, Build, Pose, Seen, solve

#: Where the chin is when a person stands, in statures before the head is set on.
CHIN = 0.867
#: Garments with a part that hangs from the hips.
HANGING = frozenset({"skirt", "dress", "coat", "robe", "tutu"})


def scale_of(build: Build) -> float:
    """Metres per stature unit, so that the crown is at the stature."""
    return build.stature / (CHIN + build.head)


def person(build: Build, outfit: Outfit, pose: Pose, yaw: float, seconds: float, *, labels: int = 0) -> list[Part]:
    """All parts of a person in metres, back to front, standing on (0, 0)."""
    seen = solve(pose, build, yaw)
    sway = 0.03 * math.sin(1.9 * seconds) + 0.018 * math.sin(3.1 * seconds + 1)
    breath = 0.0022 * math.sin(2 * math.pi * seconds / 3.8)
    parts = dressed(seen, outfit, sway, breath, seconds)
    scale = scale_of(build)
    if pose.roll:
        x, y = seen.flat(np.array(pose.pelvis))
        parts = moved(parts, (-float(x), -float(y)))
        parts = moved(parts, (float(x), float(y)), angle=pose.roll)
    return moved(parts, scale=scale, labels=labels)


def dressed(seen: Seen, outfit: Outfit, sway: float, breath: float, seconds: float) -> list[Part]:
    """The parts in statures, in the order of their depth."""
    away = math.sin(seen.yaw) < -0.15
    placed = place_head(seen)
    hair = heads.behind(placed, outfit.look, 0.5 * sway + 0.04)
    legs = sorted((0, 1), key=lambda k: seen.depth(seen.ankles[k] + seen.knees[k]))
    arms = [(_front(seen, k), k) for k in (0, 1)]
    back, front = carried(seen, outfit, placed, sway, seconds)
    covered = _seated_in(outfit) if outfit.garment in HANGING and seated(seen) else outfit
    parts = [] if away else list(hair)
    parts += back
    for nearness, k in sorted(arms):
        if nearness < 0:
            parts += arm(seen, k, outfit, near=False)
    for k in legs:
        parts += leg(seen, k, covered)
    parts += trunk(seen, outfit, breath)
    if outfit.garment in HANGING and not seated(seen):
        flare = {"skirt": 0.05, "dress": 0.075, "coat": 0.012, "robe": 0.035, "tutu": 0.17}[outfit.garment]
        parts += skirt(seen, outfit, sway * (0.6 if outfit.garment == "coat" else 1.0), flare)
    parts += details(seen, outfit)
    if away:
        parts += front
    else:
        parts += heads.draw(placed, outfit.look) + hat(placed, outfit.look)
        parts += front
    for nearness, k in sorted(arms):
        if nearness >= 0:
            parts += arm(seen, k, outfit, near=True)
    if away:
        parts += heads.draw(placed, outfit.look) + hair + hat(placed, outfit.look)
    return parts


def _seated_in(outfit: Outfit) -> Outfit:
    """What lies over the thighs of somebody who sits."""
    if outfit.garment in {"coat", "robe"}:
        return replace(outfit, garment="trousers")
    return replace(outfit, garment="shorts", bottom=outfit.bottom if outfit.garment == "skirt" else outfit.top)


def seated(seen: Seen) -> bool:
    """Whether the thighs are so level that nothing can hang from the hips."""
    return float((seen.hips[:, 1] - seen.knees[:, 1]).max()) < 0.11


def _front(seen: Seen, k: int) -> float:
    """How far an arm is before (+) or behind (-) the trunk."""
    where = seen.depth((seen.shoulders[k] * 4 + seen.elbows[k] + seen.wrists[k]) / 6) - seen.depth(seen.spine(0.2))
    return where + 0.03


def place_head(seen: Seen) -> heads.Placed:
    """The head on its neck."""
    pose, build = seen.pose, seen.build
    top = pose.lean + pose.curve
    joint = seen.spine(SPINE) + vec(0.016 + 0.022 * math.sin(top), 0.022 * math.cos(top), 0.0)
    x, y = seen.flat(joint)
    tilt = -(pose.nod + 0.35 * top) * math.cos(seen.yaw + pose.turn) - pose.side * 0.4 * math.sin(seen.yaw)
    y -= 0.012 * max(0.0, pose.nod) * abs(math.sin(seen.yaw))
    return heads.Placed(float(x), float(y), build.head, tilt, seen.yaw + pose.turn + pose.twist * 0.3)
