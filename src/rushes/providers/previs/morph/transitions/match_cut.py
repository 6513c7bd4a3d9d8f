"""Match cut: both cameras bring their subjects to one place and one size, and there one becomes the other.

The change opens from the subject outwards, a quarter of a second for any pixel.
"""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.morph.living import Living, Look
from rushes.providers.previs.morph.pixels import blended, floats
from rushes.providers.previs.morph.timing import Timing, clamped, smooth
from rushes.providers.previs.morph.transitions import Pair
from rushes.providers.previs.picture import Floats, Image

SECONDS = 0.5
#: The subjects meet a little larger than the larger of them.
CLOSER = 1.08
LARGEST = 2.4
#: The share of the frame that a subject may fill: more would cut its head off.
TALLEST = 0.92
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


def _whole(living: Living) -> float:
    """How much larger the subject may be shown and still be whole; 1 where it fills the frame already."""
    left, top, right, bottom = living.subject.box
    return max(1.0, TALLEST / max(bottom - top, right - left, 1e-3)) if living.subject.found else LARGEST


def meeting(first: Living, last: Living) -> tuple[Look, Look]:
    """The looks at which both subjects have one place and size and the pictures still fill the frame."""
    goal = max(size_of(first), size_of(last)) * CLOSER
    scales = [min(LARGEST, goal / size_of(living), _whole(living)) for living in (first, last)]
    for _ in range(40):
        x = _common(first.pivot[0], last.pivot[0], first.far_scale(scales[0]), last.far_scale(scales[1]))
        y = _common(first.pivot[1], last.pivot[1], first.far_scale(scales[0]), last.far_scale(scales[1]))
        if x is not None and y is not None:
            return Look(scales[0], x, y), Look(scales[1], x, y)
        scales = [min(LARGEST * 1.5, scale * 1.03) for scale in scales]
    return first.pushed(scales[0]), last.pushed(scales[1])


def _common(a: float, b: float, scale_a: float, scale_b: float) -> float | None:
    """A place, as near as may be to between the two, that both can bring their subject to without showing a rim."""
    low = max(1 - scale_a * (1 - a), 1 - scale_b * (1 - b))
    high = min(scale_a * a, scale_b * b)
    if low > high:
        return None
    return min(high, max(low, (a + b) / 2))
