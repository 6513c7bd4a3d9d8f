"""Places of craft: a bench, an anvil, an easel, a wheel, a laboratory, in statures."""

from __future__ import annotations

import math

import numpy as np

from ..shape import Part, at, bgr, box, ellipse, line, plot, smooth, vec
from .joinery import IRON, LABEL, OAK, PALE, Pair, lamp, seat, slab, table
from .labours import BLOW


def sparks(x: float, y: float, q: float, reach: float) -> list[Part]:
    """A burst that flies up and falls, `q` 0 at the blow … 1."""
    if q > 0.5:
        return []
    parts = []
    for k in range(14):
        a = 0.25 + 2.6 * ((k * 0.618) % 1.0)
        v = reach * (0.55 + 0.45 * ((k * 0.377) % 1.0))
        u = 2 * q
        p = vec(x + v * math.cos(a) * u, y + v * math.sin(a) * u - 0.30 * u * u)
        parts.append(Part((ellipse(float(p[0]), float(p[1]), 0.009 * (1.1 - u), count=8),), bgr(0xFFD070), glow=1.0))
    return parts


def anvil(t: float) -> Pair:
    """An anvil on a block, hot iron on it, sparks at each blow."""
    block = [slab(0.18, 0.0, 0.40, 0.28, 0x5A3F2C, 3)]
    shape = plot(
        "0.16 0.42, 0.46 0.42, 0.54 0.40, 0.46 0.36, "
        "0.36 0.34, 0.36 0.30, 0.40 0.27, 0.18 0.27, 0.22 0.30, 0.22 0.34, 0.16 0.37"
    )
    hot = Part((box(0.24, 0.42, 0.40, 0.438, 0.004),), bgr(0xFF8A2A), glow=1.0)
    q = ((t / BLOW) % 1.0 - 0.86) % 1.0
    return [], [*block, Part((shape,), IRON, LABEL + 5), hot, *sparks(0.31, 0.45, q, 0.34)]


def weld(t: float) -> Pair:
    """A steel frame with a blinding point of light."""
    flick = 0.5 + 0.5 * math.sin(37 * t) * math.sin(23 * t)
    frame_ = [
        slab(0.26, 0.0, 0.30, 0.50, 0x5A6068, 3),
        slab(0.20, 0.46, 0.66, 0.50, 0x6B727B, 4),
        slab(0.58, 0.0, 0.62, 0.50, 0x5A6068, 5),
    ]
    light = [
        Part((ellipse(0.33, 0.51, 0.05 + 0.03 * flick),), bgr(0xBFE4FF), 0, alpha=0.35, glow=1.0),
        Part((ellipse(0.33, 0.51, 0.018),), bgr(0xFFFFFF), glow=1.0),
    ]
    return [], [
        *frame_,
        *light,
        *sparks(0.33, 0.51, (t * 1.7) % 0.5, 0.30),
        *sparks(0.33, 0.51, (t * 1.7 + 0.25) % 0.5, 0.26),
    ]


def easel(t: float) -> Pair:
    """An easel with a canvas half painted."""
    del t
    legs = [line([(0.44, 0.95), (0.36, 0.0)], 0.018, OAK), line([(0.44, 0.95), (0.60, 0.0)], 0.018, OAK)]
    canvas = at(0.33, 0.58, 0.55, 0.60, 0.55, 0.98, 0.33, 0.99)
    strokes = [
        (at(0.345, 0.60, 0.535, 0.615, 0.535, 0.74, 0.345, 0.70), 0x6FA04A),
        (at(0.345, 0.71, 0.535, 0.75, 0.535, 0.96, 0.345, 0.97), 0x8FC0E0),
        (ellipse(0.47, 0.87, 0.035, 0.035), 0xF0B03A),
    ]
    return [], [
        *legs,
        Part((canvas,), bgr(0xF4EFE2), LABEL + 4),
        *(Part((shape,), bgr(tone)) for shape, tone in strokes),
        slab(0.31, 0.565, 0.57, 0.59, 0x8A5F3A, 5),
    ]


def wheel(t: float) -> Pair:
    """A potter's wheel with a turning pot."""
    w = 0.004 * math.sin(9 * t)
    pot = np.column_stack(
        [
            np.array((-0.05, -0.085, -0.075, -0.045, -0.055, 0.055, 0.045, 0.075, 0.085, 0.05)) + 0.31 + w,
            np.array((0.36, 0.41, 0.46, 0.50, 0.52, 0.52, 0.50, 0.46, 0.41, 0.36)),
        ]
    )
    rings = [line([(0.245 + w, y), (0.375 + w, y)], 0.004, bgr(0x8A4F32)) for y in (0.40, 0.43, 0.46)]
    return seat(), [
        slab(0.29, 0.0, 0.33, 0.33, 0x5A6068, 3),
        slab(0.18, 0.0, 0.44, 0.05, 0x5A6068, 3),
        Part((ellipse(0.31, 0.345, 0.15, 0.022),), bgr(0x8E969E), LABEL + 4),
        Part((smooth(pot, 3),), bgr(0xB56A42), LABEL + 5),
        *rings,
    ]


def laboratory(t: float) -> Pair:
    """A table with a microscope and bubbling flasks."""
    scope = [
        slab(0.26, 0.515, 0.42, 0.54, 0x2B2E36, 6),
        line([(0.39, 0.53), (0.40, 0.66), (0.34, 0.74)], 0.028, bgr(0xE4E6EA), LABEL + 7),
        line([(0.25, 0.72), (0.34, 0.60)], 0.036, bgr(0x3A3E48), LABEL + 8),
    ]
    flask = plot("0.54 0.52, 0.68 0.52, 0.63 0.60, 0.63 0.68, 0.59 0.68, 0.59 0.60")
    fluid = plot("0.555 0.525, 0.665 0.525, 0.64 0.57, 0.58 0.57")
    bubbles = [
        Part(
            (ellipse(0.60 + 0.02 * math.sin(7 * k), 0.54 + 0.16 * ((t * 0.6 + k / 5) % 1), 0.008),),
            bgr(0xB0F5D0),
            alpha=0.8,
            glow=0.7,
        )
        for k in range(5)
    ]
    return [], [
        *table(0.14, 0.74, 0.515, 0xC9CED4),
        *scope,
        Part((flask,), bgr(0xCFE4EA), LABEL + 9, alpha=0.6),
        Part((fluid,), bgr(0x3AD08A), glow=0.5),
        *bubbles,
    ]


def blackboard(t: float) -> Pair:
    """A board with figures in chalk."""
    del t
    chalk = bgr(0xE8ECE6)
    marks = [line([(0.38, y), (0.38 + w, y)], 0.010, chalk) for y, w in ((0.98, 0.34), (0.90, 0.26), (0.82, 0.38))]
    graph = [
        line([(0.86, 0.72), (0.86, 1.02)], 0.008, chalk),
        line([(0.86, 0.72), (1.12, 0.72)], 0.008, chalk),
        line([(0.87, 0.74), (0.96, 0.80), (1.02, 0.92), (1.10, 0.98)], 0.008, bgr(0xF0C84A)),
    ]
    return [
        slab(0.26, 0.60, 1.20, 1.10, 0x8A5F3A, 3),
        slab(0.285, 0.625, 1.175, 1.075, 0x2E5A48, 4),
        *marks,
        *graph,
    ], []


def logs(t: float) -> Pair:
    """A chopping block with a split log."""
    del t
    return [], [
        slab(0.30, 0.0, 0.52, 0.20, 0x6B4A32, 3),
        Part((ellipse(0.41, 0.20, 0.11, 0.018),), bgr(0xC9A270)),
        slab(0.36, 0.20, 0.42, 0.36, 0xA9794E, 4),
        slab(0.58, 0.0, 0.80, 0.06, 0xA9794E, 5),
    ]


def bench(t: float) -> Pair:
    """A workbench with a lamp, a small thing with wheels and tools about it."""
    gears = []
    for k, (x, r) in enumerate(((0.33, 0.040), (0.405, 0.030), (0.455, 0.022))):
        teeth = 10
        a = np.linspace(0, 2 * np.pi, teeth * 4, endpoint=False) + (1 if k % 2 else -1) * t * 0.04 / r
        rad = r * np.where((np.arange(teeth * 4) // 2) % 2 == 0, 1.0, 0.80)
        wheel = np.column_stack([x + rad * np.cos(a), 0.432 + r + rad * np.sin(a)])
        gears.append(
            Part((wheel, ellipse(x, 0.432 + r, r * 0.35, count=12)), bgr((0xE0B24A, 0xC08A3A, 0xD8C07A)[k]), LABEL + 7)
        )
    tools_ = [line([(0.50 + 0.03 * k, 0.435), (0.51 + 0.03 * k, 0.50)], 0.008, (IRON, PALE)[k % 2]) for k in range(3)]
    return seat(), [*table(0.14, 0.68, 0.43), *tools_, *gears, *lamp(0.60, 0.43)]
