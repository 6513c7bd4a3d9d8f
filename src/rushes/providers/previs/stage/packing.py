"""Who stands beside whom: gives every figure a stretch of the frame of its own, for all the shot.

A unit is what moves as one (a walker, a file of camels, one who stands). Units lie side by side with gaps between
them, each with room for its way, so that nobody covers anybody at any moment. Sizes and rows are `cast`'s matter.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

#: Room a figure takes beyond its box at rest (swinging arms, legs), and the gap to its neighbour, shares of its width.
SWING, GAP = 1.12, 0.22
#: Heights a neighbour keeps away at least and at most.
NEAR, FAR = 0.05, 0.42
#: Most figures side by side before a second row forms behind the first.
ABREAST = 5
#: From this width for its height a thing is wide, and fewer are side by side.
WIDE, ABREAST_WIDE = 1.8, 2
#: The smallest a crowded scene may make its figures.
LEAST = 0.5
#: Share of the room that bodies may fill where somebody moves.
FILLED = 0.72


@dataclass(slots=True)
class Lot:
    """One figure that is to be placed; lengths in set pixels."""

    number: int
    kind: str
    pixels: float
    aspect: float
    #: Speed over the ground, pixels a second, and the way it faces.
    speed: float = 0.0
    facing: int = 1
    #: Filled in: middle column at half time, and which row behind the first.
    x: float = 0.0
    row: int = 0

    @property
    def width(self) -> float:
        """The room it takes across."""
        return self.pixels * self.aspect * SWING


@dataclass(slots=True)
class Unit:
    """Figures that keep together and move as one."""

    lots: list[Lot]
    #: Pixels it goes during the shot, before and after the room was shared out.
    natural: float = 0.0
    way: float = 0.0
    columns: list[list[Lot]] = field(default_factory=list)

    def arrange(self) -> None:
        """Form rows: the second stands behind the gaps of the first."""
        wide = max(lot.aspect for lot in self.lots)
        rows = math.ceil(len(self.lots) / (ABREAST if wide < WIDE else ABREAST_WIDE))
        self.columns = [self.lots[at : at + rows] for at in range(0, len(self.lots), rows)]
        for column in self.columns:
            for row, lot in enumerate(column):
                lot.row = row

    def gap(self) -> float:
        """The room between neighbours."""
        return max(max(lot.width * GAP, lot.pixels * NEAR) for lot in self.lots)

    def body(self) -> float:
        """The room it takes when it stands."""
        steps = [max(lot.width for lot in column) for column in self.columns]
        return sum(steps) + self.gap() * (len(steps) - 1)

    def place(self, left: float) -> None:
        """Put the figures at the middle of the unit's stretch, which begins at `left`."""
        at = left + self.way / 2
        gap = self.gap()
        for column in self.columns:
            step = max(lot.width for lot in column)
            for lot in column:
                shift = (step + gap) * lot.row / max(1, len(column))
                lot.x = at + step / 2 + shift * (len(self.columns) > 1)
            at += step + gap


def units(lots: Sequence[Lot], seconds: float) -> list[Unit]:
    """Who moves the same way in the same manner is one unit; each that stands is its own, but its kind together."""
    found: dict[tuple[str, int], Unit] = {}
    for lot in lots:
        key = ("moving", lot.facing) if lot.speed > 0 else (lot.kind, 0)
        found.setdefault(key, Unit([])).lots.append(lot)
    for unit in found.values():
        unit.arrange()
        slowest = min(lot.speed for lot in unit.lots)
        unit.natural = slowest * seconds
    return list(found.values())


def pack(found: Sequence[Unit], room: tuple[float, float], middle: float, *, led: bool = False) -> float:
    """Lay the units into the columns `room`, about `middle` where they leave room; gives the factor of their sizes.

    Those that move share what the bodies leave; nobody is given more way than it would go by itself. Where the camera
    leads (`led`) nobody needs room for a way.
    """
    width = room[1] - room[0]
    moves = not led and any(unit.natural > 0 for unit in found)
    shrink = 1.0
    while shrink > LEAST and _bodies(found) > width * (FILLED if moves else 0.9 if led else 0.98):
        shrink *= 0.95
        for unit in found:
            for lot in unit.lots:
                lot.pixels *= 0.95
                lot.speed *= 0.95
            unit.natural *= 0.95
    left = max(0.0, width - _bodies(found))
    wanted = sum(unit.natural for unit in found)
    for unit in found:
        unit.way = unit.natural * min(1.0, left / wanted) if wanted else 0.0
    spare = max(0.0, width - _bodies(found) - sum(unit.way for unit in found))
    gap = min(spare / max(1, len(found) - 1), FAR * max(lot.pixels for unit in found for lot in unit.lots))
    total = _bodies(found) + sum(unit.way for unit in found) + gap * (len(found) - 1)
    at = min(max(middle - total / 2, room[0]), max(room[0], room[1] - total))
    for unit in found:
        unit.place(at)
        at += unit.body() + unit.way + gap + _between(unit)
    return shrink


def _between(unit: Unit) -> float:
    return unit.gap()


def _bodies(found: Sequence[Unit]) -> float:
    return sum(unit.body() for unit in found) + sum(_between(unit) for unit in found[:-1])
