"""What people are busy with out of doors or on the floor: carts, a goal, a rock face, a wave, in statures."""

from __future__ import annotations

import math

import numpy as np

from ..shape import Part, at, bgr, blend, box, ellipse, line, plot, ribbon, ring, shade, smooth, vec
from .joinery import DARK, LABEL, OAK, Pair, slab
from .sports import DIVE


def cart(t: float) -> Pair:
    """A handcart heaped with goods, its wheel turning."""
    spin = 2.2 * t
    spokes = [
        line(
            [vec(0.56, 0.15), vec(0.56 + 0.13 * math.cos(spin + k * 1.05), 0.15 + 0.13 * math.sin(spin + k * 1.05))],
            0.010,
            OAK,
        )
        for k in range(6)
    ]
    goods = [
        Part(
            (ellipse(0.42 + 0.075 * k, 0.46 + 0.03 * (k % 2), 0.055),),
            bgr((0xD9662F, 0x7FA04A, 0xC23A3A, 0xE0B03A, 0x8A5AA0)[k]),
            LABEL + 6,
        )
        for k in range(5)
    ]
    return [], [
        *goods,
        slab(0.36, 0.28, 0.80, 0.44, 0x9A6B42, 4),
        line([(0.24, 0.57), (0.38, 0.40)], 0.018, OAK, LABEL + 3),
        ring(0.56, 0.15, 0.15, 0.125, OAK, label=LABEL + 5),
        *spokes,
    ]


def pram(t: float) -> Pair:
    """A child's pram."""
    del t
    hood = plot("0.52 0.38, 0.50 0.50, 0.54 0.60, 0.64 0.64, 0.74 0.58, 0.77 0.46, 0.77 0.38")
    body = plot("0.36 0.22, 0.34 0.40, 0.76 0.40, 0.72 0.22")
    wheels = [ring(x, 0.09, 0.085, 0.066, DARK, label=LABEL + 5) for x in (0.42, 0.68)]
    return [], [
        Part((hood,), bgr(0x2F5A8A), LABEL + 3),
        Part((body,), bgr(0x3F74A8), LABEL + 4),
        line([(0.26, 0.57), (0.36, 0.40)], 0.014, DARK),
        *wheels,
    ]


def rock(t: float) -> Pair:
    """A rock face to climb."""
    del t
    face = plot(
        "0.16 -0.02, 0.20 0.20, 0.15 0.44, 0.21 0.70, 0.17 0.95, 0.23 1.20, 0.19 1.44, 0.28 1.66, "
        "0.62 1.72, 0.86 1.40, 0.92 0.70, 1.02 -0.02"
    )
    stone = bgr(0x8F8172)
    cracks = [
        line(points, 0.010, shade(stone, 0.72))
        for points in (
            [(0.22, 0.30), (0.42, 0.40), (0.62, 0.36)],
            [(0.20, 0.82), (0.36, 0.90), (0.58, 0.84)],
            [(0.24, 1.24), (0.44, 1.32), (0.60, 1.26)],
        )
    ]
    lights = [
        Part((plot("0.19 0.50, 0.34 0.56, 0.30 0.74, 0.21 0.70"),), shade(stone, 1.12)),
        Part((plot("0.20 1.0, 0.38 1.06, 0.34 1.22, 0.23 1.18"),), shade(stone, 1.10)),
    ]
    rope = line([(0.03, 0.52), (0.10, 1.0), (0.24, 1.64)], 0.010, bgr(0xE0502F))
    return [Part((face,), stone, LABEL + 3), *lights, *cracks], [rope]


def goal(t: float) -> Pair:
    """A goal with its net, behind the keeper; the ball comes in at the dive."""
    post, net = bgr(0xF2F2EE), bgr(0xD8DEE4)
    x0, x1, top = -0.75, 1.30, 1.35
    cords = [line([(x, 0.0), (x, top)], 0.005, net) for x in np.linspace(x0, x1, 18)]
    cords += [line([(x0, y), (x1, y)], 0.005, net) for y in np.linspace(0.0, top, 12)]
    frame_ = [
        line([(x0, 0.0), (x0, top), (x0, top)], 0.030, post, LABEL + 3),
        line([(x1, 0.0), (x1, top)], 0.030, post, LABEL + 3),
        line([(x0 - 0.012, top), (x1 + 0.012, top)], 0.030, post, LABEL + 4),
    ]
    q = (t / DIVE + 0.12) % 1.0
    w = min(1.0, max(0.0, (q - 0.10) / 0.28))
    x, y = (1.7 - 0.62 * w, 0.10 + 0.62 * w) if q < 0.38 else (1.08 + 1.4 * (q - 0.38), 0.72 + 0.9 * (q - 0.38))
    ball = Part((ellipse(x, y, 0.062),), bgr(0xF4F2EC), LABEL + 6)
    spots = [
        Part((ellipse(x + 0.03 * math.cos(a + 6 * t), y + 0.03 * math.sin(a + 6 * t), 0.016),), DARK)
        for a in (0.4, 2.5, 4.6)
    ]
    return [*[Part(c.contours, blend(c.colour, (0.5, 0.5, 0.5), 0.25), 0, alpha=0.7) for c in cords], *frame_], [
        ball,
        *spots,
    ]


def blocks(t: float) -> Pair:
    """A tower of building blocks that wobbles a little."""
    tones, parts = (0xD8402F, 0x3F7FC0, 0xE8B93A, 0x4FA05A, 0x8A5AB0, 0xE8803A), []
    for k in range(7):
        sway = 0.012 * k * math.sin(1.6 * t) + 0.010 * math.sin(2.1 * k)
        parts.append(slab(0.38 + sway, 0.085 * k, 0.475 + sway, 0.085 * (k + 1), tones[k % 6], 3 + k % 2))
    loose = [
        slab(0.56, 0.0, 0.64, 0.08, 0x3F7FC0, 5),
        slab(0.68, 0.0, 0.76, 0.08, 0xE8B93A, 6),
        slab(0.20, 0.0, 0.27, 0.07, 0x4FA05A, 7),
    ]
    return [], [*parts, *loose]


def castle(t: float) -> Pair:
    """A castle of sand."""
    del t
    shape = plot(
        "0.28 0, 0.30 0.16, 0.34 0.16, 0.34 0.22, 0.37 0.22, 0.37 0.17, 0.42 0.17, 0.42 0.30, "
        "0.45 0.30, 0.45 0.26, 0.48 0.26, 0.48 0.30, 0.51 0.30, 0.51 0.17, 0.57 0.17, "
        "0.57 0.22, 0.60 0.22, 0.60 0.16, 0.64 0.16, 0.66 0"
    )
    return [], [Part((shape,), bgr(0xD9B878), LABEL + 3), Part((box(0.45, 0.0, 0.49, 0.09, 0.02),), bgr(0x9A7C48))]


def snowman(t: float) -> Pair:
    """Three balls of snow, a hat, a carrot and two twigs for arms."""
    del t
    snow, coal = bgr(0xF1F4F7), bgr(0x26262C)
    balls = [
        Part((ellipse(0.50, y, r),), snow, LABEL + n)
        for n, (y, r) in enumerate(((0.20, 0.20), (0.49, 0.14), (0.70, 0.10)))
    ]
    arms = [line([(0.50 + s * 0.12, 0.52), (0.50 + s * 0.30, 0.62)], 0.012, OAK) for s in (-1, 1)]
    eyes = [Part((ellipse(x, 0.73, 0.012),), coal) for x in (0.45, 0.51)]
    buttons = [Part((ellipse(0.46, y, 0.013),), coal) for y in (0.45, 0.53)]
    nose = Part((plot("0.47 0.715, 0.47 0.69, 0.36 0.69"),), bgr(0xE07A2A))
    hat = [
        Part((box(0.38, 0.775, 0.62, 0.795),), coal, LABEL + 5),
        Part((box(0.43, 0.79, 0.57, 0.91),), coal, LABEL + 6),
    ]
    return [], [*arms, *balls, *buttons, *eyes, nose, *hat]


def plot_of_land(t: float) -> Pair:
    """Young plants in a row."""
    sway = 0.012 * math.sin(2 * t)
    leaves = [
        Part(
            (
                ribbon(
                    [
                        (0.24 + 0.11 * k, 0.0),
                        (0.24 + 0.11 * k + s * 0.03 + sway, 0.07),
                        (0.24 + 0.11 * k + s * 0.07 + sway, 0.11),
                    ],
                    (0.006, 0.018, 0.003),
                ),
            ),
            bgr(0x5F9A45),
            LABEL + 3,
        )
        for k in range(4)
        for s in (-1, 1)
    ]
    return [], [Part((smooth(at(0.12, 0.0, 0.30, 0.03, 0.5, 0.03, 0.72, 0.0)),), bgr(0x5A4030), LABEL + 2), *leaves]


def wave(t: float) -> Pair:
    """The shoulder of a breaking wave under a board."""
    a = 0.02 * math.sin(2.4 * t)
    back = smooth(
        at(
            -0.95,
            -0.10,
            -0.80,
            0.10,
            -0.55,
            0.34 + a,
            -0.28,
            0.48 + a,
            -0.02,
            0.42,
            0.18,
            0.18,
            0.50,
            0.02,
            0.95,
            -0.10,
        ),
        4,
    )
    curl = ribbon([(-0.62, 0.30 + a), (-0.34, 0.50 + a), (-0.06, 0.50), (0.10, 0.34)], (0.02, 0.05, 0.055, 0.02))
    spray = [
        Part(
            (ellipse(-0.35 + 0.06 * k + 0.03 * math.sin(5 * t + k), 0.53 + 0.05 * math.sin(4 * t + 1.7 * k), 0.022),),
            bgr(0xF2F8FA),
            alpha=0.8,
        )
        for k in range(8)
    ]
    front = smooth(at(-0.95, -0.12, -0.5, 0.03 + a, -0.1, 0.0, 0.3, 0.03, 0.95, -0.12), 4)
    foam = ribbon([(-0.75, 0.0), (-0.35, 0.03 + a), (0.05, 0.015), (0.55, 0.0)], (0.01, 0.03, 0.03, 0.006))
    return [Part((back,), bgr(0x2F8AA0), LABEL + 2, thin=0.5), Part((curl,), bgr(0xEAF6F8), LABEL + 3), *spray], [
        Part((front,), bgr(0x3A9AAE), LABEL + 4),
        Part((foam,), bgr(0xF2F8FA)),
    ]
