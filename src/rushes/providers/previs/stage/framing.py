"""Keeps the actors in the frame: all are moved together, slowed together, and only then made smaller."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from rushes.providers.previs.stage.role import Role
from rushes.providers.previs.stage.view import Operator

#: Moments of the shot that are looked at.
MOMENTS = (0.0, 0.25, 0.5, 0.75, 1.0)
#: Nearest that anybody comes to the frame's sides, top and bottom, as shares of its size.
SIDE, TOP, FOOT = 0.035, 0.05, 0.02


@dataclass(frozen=True, slots=True)
class Box:
    """What a role covers of the frame over the shot, in pixels."""

    left: float
    right: float
    top: float
    low: float


def covered(role: Role, operator: Operator, seconds: float) -> Box:
    """The box around all places of a role over the shot."""
    boxes = []
    for share in MOMENTS:
        if operator.camera.move == "whip_pan" and share < 0.7:
            continue
        x, y, scale = operator.view(share, share * seconds).place(*role.at(share * seconds), role.depth)
        left, right = role.span
        tall = role.pixels * scale
        foot = 0.5 if role.lane == "air" else 0.0
        boxes.append((x + left * scale, x + right * scale, y - tall * (1 - foot), y + tall * foot))
    sides = np.array(boxes)
    return Box(float(sides[:, 0].min()), float(sides[:, 1].max()), float(sides[:, 2].min()), float(sides[:, 3].max()))


def framed(roles: Sequence[Role], operator: Operator, seconds: float, *, cut_below: bool) -> list[Role]:
    """The roles where no move of camera or actor cuts them at an edge; their order and gaps stay."""
    found = list(roles)
    width = operator.width
    for _ in range(8):
        if not found:
            break
        boxes = [covered(role, operator, seconds) for role in found]
        left, right = min(box.left for box in boxes), max(box.right for box in boxes)
        room = (1.25 if cut_below else 1 - 2 * SIDE) * width
        if right - left > room + 1:
            found = _closer(found, operator, seconds, room / (right - left), heads=cut_below)
            continue
        aside = max(0.0, SIDE * width - left) - max(0.0, right - (1 - SIDE) * width)
        shift = aside if not cut_below or any(role.fore for role in found) else 0.0
        steady = abs(shift) < 1
        for number, (role, box) in enumerate(zip(found, boxes, strict=True)):
            found[number], calm = _upright(role, box, operator, shift, cut_below=cut_below)
            steady = steady and calm
        if steady:
            break
    return found


def _closer(roles: Sequence[Role], operator: Operator, seconds: float, share: float, *, heads: bool) -> list[Role]:
    """Shorter ways first; where nobody moves, everything smaller about the middle."""
    ways = [abs(role.pace) * seconds for role in roles]
    led = abs(operator.follow[1] - operator.follow[0]) > 0.4 * operator.width
    if max(ways) > 0.02 * operator.width and not led:
        factor = max(0.3, 1 - (1 - share) * operator.width / max(ways))
        return [_slower(role, factor, seconds) for role in roles]
    share *= 0.98
    middle = sum(role.x for role in roles) / len(roles)
    return [
        replace(
            role,
            x=middle + (role.x - middle) * share,
            y=role.y - (1 - share) * role.pixels * heads,
            pixels=role.pixels * share,
        )
        for role in roles
    ]


def _slower(role: Role, factor: float, seconds: float) -> Role:
    """Slower about the place it has at half time; feet step as much slower."""
    return replace(
        role,
        pace=role.pace * factor,
        tempo=role.tempo * factor if role.walks else role.tempo,
        x=role.x + role.pace * (1 - factor) * seconds / 2,
    )


def _upright(role: Role, box: Box, operator: Operator, shift: float, *, cut_below: bool) -> tuple[Role, bool]:
    """The role moved into the frame's height, and smaller where it is too tall; and whether nothing was to do."""
    height = operator.height
    shrink = 1.0
    if not cut_below and box.low - box.top > (1 - TOP - FOOT) * height:
        shrink = (1 - TOP - FOOT) * height / (box.low - box.top)
    down = 0.0 if math.isinf(box.top) else max(0.0, TOP * height - box.top)
    if not cut_below:
        down -= max(0.0, box.low - (1 - FOOT) * height)
    moved = replace(role, x=role.x + 0.9 * shift, y=role.y + 0.9 * down, pixels=role.pixels * shrink)
    return moved, abs(down) < 1 and shrink == 1.0
