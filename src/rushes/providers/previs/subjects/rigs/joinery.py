"""Tables, stools, lamps: what the places of work are put together from, in statures."""

from __future__ import annotations

from ..shape import Part, at, bgr, box, ellipse, line

Pair = tuple[list[Part], list[Part]]
LABEL = 100
OAK, PALE, DARK, IRON = bgr(0x7A5236), bgr(0xA9794E), bgr(0x2B2A30), bgr(0x4C525B)


def slab(x0: float, y0: float, x1: float, y1: float, colour: int, label: int) -> Part:
    return Part((box(x0, y0, x1, y1, 0.006),), bgr(colour), LABEL + label)


def seat(high: float = 0.235) -> list[Part]:
    """A stool under somebody who sits."""
    legs = [slab(x, 0.0, x + 0.022, high, 0x5A3C28, 1) for x in (-0.13, 0.06)]
    return [*legs, slab(-0.15, high - 0.03, 0.10, high, 0x7A5236, 2)]


def table(x0: float, x1: float, high: float, colour: int = 0x8A5F3A) -> list[Part]:
    legs = [slab(x, 0.0, x + 0.028, high, 0x6B4830, 3) for x in (x0 + 0.02, x1 - 0.05)]
    return [*legs, slab(x0, high - 0.035, x1, high, colour, 4)]


def lamp(x: float, y: float) -> list[Part]:
    arm = line([(x, y), (x + 0.06, y + 0.16), (x - 0.05, y + 0.27)], 0.010, DARK)
    shade_ = at(-0.09, 0.22, -0.02, 0.22, -0.03, 0.29, -0.07, 0.29) + (x, y)
    glow = Part(
        (at(-0.085, 0.22, -0.025, 0.22, 0.08, 0.0, -0.24, 0.0) + (x, y),), bgr(0xFFE3A0), 0, alpha=0.16, glow=1.0
    )
    return [
        glow,
        arm,
        Part((shade_,), bgr(0x3F7A5A), LABEL + 6),
        Part((ellipse(x - 0.055, y + 0.222, 0.032, 0.010),), bgr(0xFFF0C0), glow=1.0),
    ]
