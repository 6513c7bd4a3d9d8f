"""Match cut: both cameras bring their subjects to one place and one size, or near it, and there one becomes the other.

The frame cuts neither subject on the way. The change opens from the subject outwards, a quarter of a second for any
pixel.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rushes.providers.previs.morph.living import Living, Look
from rushes.providers.previs.morph.pixels import blended, floats
from rushes.providers.previs.morph.timing import Timing, clamped, smooth
from rushes.providers.previs.morph.transitions import Pair
from rushes.providers.previs.picture import Floats, Image

SECONDS = 0.5
LARGEST = 2.4
#: What a frame's width between the subjects, and a scale, cost beside a difference in size: nobody wants to be thrown
#: at the subject.
APART, DEAR = 15.0, 0.3
#: Subjects that end farther apart than this share of the frame do not match.
MEETS = 0.12
#: The share of the frame that a subject may fill, also where the picture cuts it.
TALLEST = 0.95
#: How many scales are tried up to the largest, and how near to the frame's edge a whole subject may come.
SCALES, RIM = 14, 0.025
#: How much larger than the box that was found a subject is taken to be on each side.
SPARE = 0.07
#: Share of the passage in which one pixel changes.
EDGE = 0.5


class MatchCut:
    """The passage; see the module."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair
        self._time = Timing(pair.frames, SECONDS)
        self._meet = meeting(pair.first, pair.last)
        first = pair.first
        x = (np.arange(first.width, dtype=np.float32) + 0.5) / first.width - self._meet[0].x
        y = ((np.arange(first.height, dtype=np.float32) + 0.5) / first.height - self._meet[0].y)[:, None]
        away = np.hypot(x * first.width, y * first.height)
        self._away: Floats = floats(away / away.max())

    def at(self, index: int) -> Image:
        """The frame `index`."""
        through = self._time.through(index)
        if through <= 0:
            return self._seen(self._pair.first, self._meet[0], self._time.before(index))
        b = self._seen(self._pair.last, self._meet[1], self._time.after(index))
        if through >= 1:
            return b
        a = self._seen(self._pair.first, self._meet[0], self._time.before(index))
        turn = np.clip((np.float32(through * (1 + EDGE)) - self._away) / np.float32(EDGE), 0, 1)
        weight = turn * turn * (3 - 2 * turn)
        return blended(a, b, floats(weight))

    def _seen(self, living: Living, goal: Look, share: float) -> Image:
        """On the way from the picture itself (0) to the meeting (1) and a breath beyond it."""
        u = clamped(share)
        go = 0.15 * share + 0.85 * smooth(u)
        rest = living.rest
        scale = rest.scale * (goal.scale / rest.scale) ** go
        step = (scale - 1) / (goal.scale - 1) if goal.scale > 1.001 else go
        return living.view(Look(scale, rest.x + (goal.x - rest.x) * step, rest.y + (goal.y - rest.y) * step))


def size_of(living: Living) -> float:
    """The subject's size: the root of its box's area, as a share of the frame's."""
    left, top, right, bottom = living.subject.box
    return float(np.sqrt(max(1e-4, (right - left) * (bottom - top))))


@dataclass(frozen=True, slots=True)
class _Room:
    """The places (x and y, each low … high) that one picture can bring its subject to at a scale."""

    scale: float
    x: tuple[float, float]
    y: tuple[float, float]


def meeting(first: Living, last: Living) -> tuple[Look, Look]:
    """The looks at which both subjects are whole, the pictures fill the frame, and place and size agree best."""
    best: tuple[float, Look, Look] | None = None
    for here in _rooms(first):
        for there in _rooms(last):
            sizes = here.scale * size_of(first), there.scale * size_of(last)
            x, y = _nearest(here.x, there.x), _nearest(here.y, there.y)
            apart = np.hypot(x[0] - x[1], y[0] - y[1])
            uneven = abs(np.log(sizes[0] / sizes[1]))
            cost = float(APART * apart + uneven + DEAR * np.log(here.scale * there.scale))
            if best is None or cost < best[0]:
                best = cost, Look(here.scale, x[0], y[0]), Look(there.scale, x[1], y[1])
    return (best[1], best[2]) if best else (first.rest, last.rest)


def meets(first: Living, last: Living) -> bool:
    """Can both be brought to one place?"""
    here, there = meeting(first, last)
    return float(np.hypot(here.x - there.x, here.y - there.y)) < MEETS


def _rooms(living: Living) -> list[_Room]:
    """What a picture can show, scale by scale; the picture itself is always among it."""
    left, top, right, bottom = _padded(living) if living.subject.found else (*living.pivot, *living.pivot)
    rooms = [_Room(1.0, (living.pivot[0],) * 2, (living.pivot[1],) * 2)]
    largest = min(LARGEST, max(1.0, TALLEST / max(bottom - top, right - left, 1e-3)))
    for scale in np.geomspace(1.0, largest, SCALES)[1:]:
        fills = living.far_scale(float(scale))
        x, y = (
            _within(pivot, (low, high), float(scale), fills)
            for pivot, low, high in ((living.pivot[0], left, right), (living.pivot[1], top, bottom))
        )
        if x is not None and y is not None:
            rooms.append(_Room(float(scale), x, y))
    return rooms


def _padded(living: Living) -> tuple[float, float, float, float]:
    """The subject's box and some more: a net leaves out a keel, a shoe, a tail."""
    left, top, right, bottom = living.subject.box
    across, down = SPARE * (right - left), SPARE * (bottom - top)
    return max(0.0, left - across), max(0.0, top - down), min(1.0, right + across), min(1.0, bottom + down)


def _within(pivot: float, extent: tuple[float, float], scale: float, fills: float) -> tuple[float, float] | None:
    """Where along one side of the frame the pivot may be shown: no rim shows and `extent` is whole.

    A side of the subject that the picture itself cuts may be cut.
    """
    low, high = 1 - fills * (1 - pivot), fills * pivot
    if extent[0] > RIM:
        low = max(low, RIM + scale * (pivot - extent[0]))
    if extent[1] < 1 - RIM:
        high = min(high, 1 - RIM - scale * (extent[1] - pivot))
    return (low, high) if low <= high else None


def _nearest(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float]:
    """A point in each of two spans, as near to one another as may be, and to the middle where they overlap."""
    low, high = max(a[0], b[0]), min(a[1], b[1])
    if low <= high:
        middle = min(high, max(low, (sum(a) + sum(b)) / 4))
        return middle, middle
    return (a[1], b[0]) if a[1] < b[0] else (a[0], b[1])
