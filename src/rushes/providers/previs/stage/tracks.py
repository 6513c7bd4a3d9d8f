"""A railway under a train: ballast, sleepers and rails along the frame, on the ground or on a viaduct."""

from __future__ import annotations

import math

import numpy as np

from rushes.providers.previs.stage.drawing import Drawing, solid
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Plate
from rushes.providers.previs.stage.small_pieces import DARK_STONE, STONE, WOOD

#: Props that a train crosses.
SPANS = frozenset({"bridge", "viaduct", "aqueduct"})
#: Rows that a viaduct's deck lies at, and its depth.
DECK, DEPTH = 0.62, 0.62


def railway(easel: Easel, stage_set: Set) -> Plate | None:
    """Lays the track a train needs and moves its lane there; None where no train comes or the place has one."""
    if "rails" not in easel.needs or "rails" in stage_set.drawn:
        return None
    if SPANS & set(easel.scene.props) or stage_set.lanes.get("ground") is None:
        return _viaduct(easel, stage_set)
    y = stage_set.lanes["ground"].y - 0.14 * (stage_set.line - stage_set.horizon)
    stage_set.lanes["wheels"] = Lane(y, material="stone")
    draw = Drawing(easel.set_width, easel.set_height)
    track(easel, draw, y, 1.0)
    return solid(easel, draw, (y - stage_set.horizon) / (stage_set.line - stage_set.horizon))


def track(easel: Easel, draw: Drawing, y: float, scale: float) -> None:
    """Ballast with sleepers' ends and two rails; wheels run on the nearer."""
    unit, wide = 0.012 * easel.height * scale, easel.set_width
    rng = easel.rng(290)
    draw.fill([(0, y - 1.7 * unit), (wide, y - 1.7 * unit), (wide, y + 2.3 * unit), (0, y + 2.3 * unit)],
              rgb("77706a"), 0.42)  # fmt: skip
    for _ in range(int(wide / unit * 2.2)):
        px, py = rng.random() * wide, y + unit * (4.2 * rng.random() - 1.6)
        size = unit * (0.10 + 0.2 * rng.random())
        draw.box(px, py, size * 1.6, size, rgb("8d867e"), 0.25 + 0.5 * rng.random())
    for x in np.arange(0.0, wide, unit * 2.6):
        draw.fill([(x, y - 1.1 * unit), (x + unit, y - 1.1 * unit), (x + 0.9 * unit, y + 1.1 * unit),
                   (x - 0.2 * unit, y + 1.1 * unit)], WOOD, 0.35)  # fmt: skip
    for row, thick in ((y - 0.9 * unit, 0.26), (y, 0.36)):
        draw.box(0, row, wide, unit * thick, rgb("6d5c50"), 0.4)
        draw.box(0, row, wide, max(1.0, unit * thick * 0.4), rgb("d8d4cc"), 0.9)


def _viaduct(easel: Easel, stage_set: Set) -> Plate:
    """Stone arches across the frame with the track on their deck."""
    deck, wide = easel.y(DECK), easel.set_width
    stage_set.lanes["wheels"] = Lane(deck, material="stone")
    stage_set.drawn.update(SPANS)
    draw = Drawing(wide, easel.set_height)
    foot = max(easel.y(0.90), stage_set.horizon + 0.2 * easel.height)
    span = 0.185 * max(easel.width, 0.8 * easel.height)
    thick = 0.055 * easel.height
    pier = span * 0.20
    low = foot + 0.05 * easel.height
    draw.box(0, deck + 0.02 * easel.height, wide, thick, STONE, 0.62)
    x = -span * 0.4
    while x < wide:
        crown = deck + 0.02 * easel.height + thick
        arch = [
            (x + pier / 2 + (span - pier) * (0.5 - 0.5 * math.cos(t)), crown + (span - pier) * 0.5 * (1 - math.sin(t)))
            for t in np.linspace(0, math.pi, 21)
        ]
        spring = crown + (span - pier) * 0.5
        draw.fill([(x, crown - 1), (x + span, crown - 1), (x + span, spring), *arch[::-1], (x, spring)], STONE, 0.46)
        shade = [(px, py + 0.010 * easel.height) for px, py in arch]
        draw.fill([*arch, *shade[::-1]], DARK_STONE, 0.30)
        lit, dark = (x + span - pier / 2, x + span + pier / 2), 0.30
        draw.box(lit[0], spring - 1, pier, low - spring, STONE, 0.50)
        edge = lit[0] if easel.side < 0 else lit[1] - pier * 0.35
        draw.box(edge, spring - 1, pier * 0.35, low - spring, STONE, 0.72)
        draw.box(lit[0] - pier * 0.12, spring - 0.012 * easel.height, pier * 1.24, 0.016 * easel.height, STONE, 0.75)
        for course in np.arange(spring, low, 0.028 * easel.height):
            draw.box(lit[0], course, pier, max(1.0, 0.002 * easel.height), DARK_STONE, dark)
        x += span
    draw.box(0, deck + 0.012 * easel.height, wide, 0.016 * easel.height, rgb("b5ada0"), 0.8)
    track(easel, draw, deck, 0.7)
    return solid(easel, draw, DEPTH, haze=0.12)
