"""Tools of work: pans, bowls, brooms, spades, ropes, nets, brushes; each takes the solved body and the time."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..shape import Part, at, bgr, box, ellipse, line, ribbon, tube, vec
from .grips import DARK, LABEL, PAPER, ROPE, STEEL, WOOD, between, hand, piece, shaft, steam, way_of
from .labours import TOSS
from .skeleton import Seen


def pan(seen: Seen, t: float) -> list[Part]:
    x, y = hand(seen)
    c = way_of(seen)
    q = math.sin(2 * math.pi * t / TOSS)
    fly = 0.17 * max(0.0, math.sin(2 * math.pi * (t / TOSS - 0.10)))
    dish = at(0.06, 0.030, 0.25, 0.034, 0.225, -0.010, 0.09, -0.012) * (c, 1) + (x, y + 0.02 * max(q, 0))
    food = []
    for k in range(6):
        a, lift = 2.1 * k, fly * (0.55 + 0.45 * math.sin(1.7 * k + 1))
        food.append(
            piece(
                ellipse(x + c * (0.10 + 0.022 * k), y + 0.035 + lift, 0.018, 0.011, a + 8 * fly),
                (0xE8C15A, 0xD9663F, 0x7FA84A)[k % 3],
                1,
            )
        )
    return [
        line([(x - 0.02 * c, y), (x + 0.09 * c, y + 0.012)], 0.014, DARK),
        *food,
        Part((dish,), bgr(0x3A3D44), LABEL),
    ]


def noodles(seen: Seen, t: float) -> list[Part]:
    """Noodles lifted and dropped between a basket and a bowl."""
    x, y = hand(seen)
    c = way_of(seen)
    up = 0.5 + 0.5 * math.sin(2 * math.pi * t / TOSS)
    hang = 0.10 + 0.16 * up
    strands = [
        Part(
            (
                ribbon(
                    [
                        (x + c * (0.06 + 0.012 * k), y + 0.03),
                        (x + c * (0.06 + 0.013 * k + 0.01 * math.sin(3 * t + k)), y + 0.03 - hang / 2),
                        (x + c * (0.07 + 0.010 * k), y + 0.03 - hang),
                    ],
                    (0.004, 0.0045, 0.004),
                ),
            ),
            bgr(0xF0D58A),
            LABEL,
        )
        for k in range(7)
    ]
    bx, by = hand(seen, 1)
    return [
        *strands,
        line([(x - 0.02 * c, y), (x + 0.16 * c, y + 0.045)], 0.009, WOOD),
        line([(x - 0.02 * c, y + 0.012), (x + 0.16 * c, y + 0.058)], 0.009, WOOD),
        *bowl_at(bx + 0.06 * c, by),
    ]


def bowl_at(x: float, y: float, size: float = 1.0) -> list[Part]:
    shape = at(-0.085, 0.045, 0.085, 0.045, 0.050, -0.020, -0.050, -0.020) * size + (x, y)
    return [
        Part((shape,), bgr(0xC7402F), LABEL + 2),
        Part((ellipse(x, y + 0.045 * size, 0.083 * size, 0.013 * size),), bgr(0xE9C98A)),
    ]


def bowl(seen: Seen, t: float) -> list[Part]:
    x, y = between(seen)
    return [
        *bowl_at(float(x) + 0.03 * way_of(seen), float(y)),
        *steam(float(x) + 0.03 * way_of(seen), float(y) + 0.06, t),
    ]


def broom(seen: Seen, t: float) -> list[Part]:
    del t
    near, _, _ = shaft(seen, 0.0)
    far = hand(seen, 1)
    way = far - near
    low = far + way / max(-float(way[1]), 0.05) * (float(far[1]) - 0.06)
    head = at(-0.03, 0.05, 0.03, 0.05, 0.075, -0.045, -0.075, -0.045) + low
    return [line([near - way * 0.5, low], 0.013, WOOD, LABEL), Part((head,), bgr(0xC9A24A), LABEL + 1)]


def spade(seen: Seen, t: float) -> list[Part]:
    del t
    near, way, end = shaft(seen, 0.24)
    side = vec(-way[1], way[0]) * 0.045
    blade = np.array(
        (
            end - way * 0.02 + side,
            end + way * 0.10 + side * 0.8,
            end + way * 0.14,
            end + way * 0.10 - side * 0.8,
            end - way * 0.02 - side,
        )
    )
    return [line([near - way * 0.10, end], 0.014, WOOD, LABEL), Part((blade,), STEEL, LABEL + 1)]


def axe(seen: Seen, t: float) -> list[Part]:
    del t
    grip, elbow = hand(seen), seen.flat(seen.elbows[0])
    way = grip - elbow
    way = way / max(math.hypot(*way), 1e-6)
    side = vec(way[1], -way[0]) * way_of(seen)
    end = grip + way * 0.28
    head = np.array(
        (end + side * 0.02, end + side * 0.09 + way * 0.045, end + side * 0.09 - way * 0.06, end - way * 0.04)
    )
    return [line([grip - way * 0.12, end], 0.015, WOOD, LABEL), Part((head,), STEEL, LABEL + 1)]


def hammer(seen: Seen, t: float) -> list[Part]:
    del t
    grip, elbow = hand(seen), seen.flat(seen.elbows[0])
    way = grip - elbow
    way = way / max(math.hypot(*way), 1e-6)
    side = vec(way[1], -way[0]) * way_of(seen)
    turned_ = way * 0.45 + side * 0.2 + vec(0.0, 0.12)
    end = grip + turned_ / math.hypot(*turned_) * 0.15
    return [
        line([grip - way * 0.02, end], 0.013, WOOD, LABEL),
        Part((tube(end - side * 0.045, end + side * 0.045, (0.024, 0.024)),), bgr(0x5A6068), LABEL + 1),
    ]


def rope(seen: Seen, t: float) -> list[Part]:
    near, far, c = hand(seen, 0), hand(seen, 1), way_of(seen)
    lead = near if near[0] * c > far[0] * c else far
    other = far if lead is near else near
    end = vec(lead[0] + 0.50 * c, 0.10)
    loose = vec(other[0] - 0.10 * c, 0.04)
    del t
    return [
        line([end, lead, other], 0.014, ROPE, LABEL),
        line([other, other + vec(-0.03 * c, -0.2), loose], 0.014, ROPE, LABEL),
    ]


def mesh(corners: NDArray[np.float64], cells: int = 6) -> list[Part]:
    """A net between four corners as crossing cords."""
    a, b, c, d = corners
    cord, parts = bgr(0xD8CDB0), []
    for k in range(cells + 1):
        w = k / cells
        bend = vec(0.0, -0.10 * math.sin(math.pi * w) * abs(float(b[0] - a[0])))
        parts.append(line([a + (b - a) * w + bend, d + (c - d) * w + bend * 2], 0.006, cord))
        parts.append(
            line(
                [a + (d - a) * w, (a + (d - a) * w + b + (c - b) * w) / 2 + vec(0, -0.03), b + (c - b) * w], 0.006, cord
            )
        )
    return parts


def net(seen: Seen, t: float) -> list[Part]:
    """A net full of fish that comes up to the hands from the ground ahead."""
    near, far, c = hand(seen, 0), hand(seen, 1), way_of(seen)
    lead = near if near[0] * c > far[0] * c else far
    low = 0.03 * math.sin(2.2 * t)
    corners = np.array(
        (
            lead + vec(-0.05 * c, 0.01),
            lead + vec(0.10 * c, -0.02),
            vec(lead[0] + 0.52 * c, 0.06 + low),
            vec(lead[0] - 0.02 * c, 0.02),
        )
    )
    fish = [
        piece(
            ellipse(
                float(lead[0]) + c * (0.10 + 0.075 * k), 0.08 + 0.05 * (k % 2) + low, 0.05, 0.018, 0.5 * (k % 3) - 0.4
            ),
            0xA9BCC8,
            2,
        )
        for k in range(5)
    ]
    bag = np.array((corners[0], corners[1], corners[2], corners[3]))
    return [Part((bag,), bgr(0x7F9A8A), LABEL, alpha=0.45), *fish, *mesh(corners)]


def rod(seen: Seen, t: float) -> list[Part]:
    grip, c = hand(seen), way_of(seen)
    bend = 0.03 * math.sin(1.5 * t)
    tip = grip + vec(0.62 * c, 0.40 + bend)
    mid = grip + vec(0.30 * c, 0.26 + bend * 0.4)
    float_ = vec(tip[0] + 0.12 * c, 0.0)
    return [
        Part((ribbon([grip - vec(0.07 * c, 0.05), grip, mid, tip], (0.009, 0.009, 0.006, 0.003)),), WOOD, LABEL),
        line([tip, (tip + float_) / 2 + vec(0.02 * c, 0.0), float_], 0.003, PAPER),
        Part((ellipse(float(float_[0]), 0.012, 0.013),), bgr(0xD0402F)),
    ]  # fmt: skip


def brush(seen: Seen, t: float) -> list[Part]:
    del t
    grip, c, other = hand(seen), way_of(seen), hand(seen, 1)
    palette = ellipse(float(other[0]), float(other[1]), 0.085, 0.042, 0.3 * c)
    dabs = [
        Part((ellipse(float(other[0]) + 0.05 * math.cos(k), float(other[1]) + 0.022 * math.sin(k), 0.012),), bgr(v))
        for k, v in enumerate((0xD0402F, 0x3F7FC0, 0xE8C23A, 0x4F9A5A, 0xEFEFEF))
    ]
    return [
        line([grip - vec(0.05 * c, 0.03), grip + vec(0.075 * c, 0.03)], 0.009, DARK),
        Part((ellipse(float(grip[0]) + 0.082 * c, float(grip[1]) + 0.033, 0.014, 0.008),), bgr(0xC23A3A)),
        Part((palette,), bgr(0xB98450), LABEL),
        *dabs,
    ]


def jug(seen: Seen, t: float) -> list[Part]:
    (x, y), (u, v), c = hand(seen, 0), hand(seen, 1), way_of(seen)
    low = min(0.06, max(0.0, float(y) - 0.66))
    jug = at(-0.03, -0.05, 0.03, -0.06, 0.075, 0.02, 0.05, 0.04, -0.02, 0.05) * (c, 1) + (x + 0.03 * c, y)
    cup = box(float(u) - 0.028, float(v) - 0.01, float(u) + 0.028, float(v) + 0.045, 0.006) + (0.03 * c, 0.0)
    stream = [line([(x + 0.10 * c, y + 0.02), (u + 0.035 * c, v + 0.04)], 0.006, bgr(0x6B4226))] if low > 0.02 else []
    del t
    return [*stream, Part((cup,), bgr(0xF2EEE4), LABEL), Part((jug,), bgr(0xC9CFD6), LABEL + 1)]
