"""Furniture people work and play at indoors: desks, counters, stoves, a piano, drums, in statures."""

from __future__ import annotations

import math

from ..shape import Part, at, bgr, box, ellipse, line, plot, ribbon, ring, smooth
from .grips import steam
from .joinery import DARK, IRON, LABEL, Pair, lamp, seat, slab, table


def desk(t: float) -> Pair:
    """A desk with paper."""
    del t
    sheet = at(0.20, 0.432, 0.40, 0.432, 0.44, 0.445, 0.24, 0.445)
    return seat(), [*table(0.14, 0.66, 0.43), Part((sheet,), bgr(0xF4F0E4)), *lamp(0.58, 0.43)]


def computer(t: float) -> Pair:
    """A desk with a lit screen and a keyboard."""
    glow = 0.75 + 0.08 * math.sin(3 * t)
    screen = [
        slab(0.46, 0.47, 0.50, 0.74, 0x2B2E36, 6),
        Part((at(0.458, 0.49, 0.43, 0.50, 0.43, 0.72, 0.458, 0.73),), bgr(0x9FD0F0), glow=glow),
    ]
    keys = slab(0.24, 0.432, 0.38, 0.444, 0x3A3D46, 5)
    return seat(), [*table(0.14, 0.68, 0.43, 0x6F7680), keys, slab(0.45, 0.43, 0.53, 0.45, 0x2B2E36, 6), *screen]


def board_meal(t: float) -> Pair:
    """A table laid for a meal."""
    plate = [
        Part((ellipse(0.32, 0.440, 0.085, 0.014),), bgr(0xF2EEE6), LABEL + 6),
        Part((ellipse(0.32, 0.452, 0.05, 0.018),), bgr(0xC9763A), LABEL + 7),
    ]
    glass = [slab(0.47, 0.432, 0.51, 0.52, 0xBFD8E2, 8)]
    return seat(), [*table(0.14, 0.66, 0.43), *plate, *glass, *steam(0.32, 0.47, t, 0.6)]


def counter(t: float) -> Pair:
    """A shop's or a bar's counter with a machine on it."""
    machine = [
        slab(0.40, 0.56, 0.66, 0.76, 0xB9C0C8, 6),
        slab(0.42, 0.66, 0.64, 0.74, 0x8A3A32, 7),
        slab(0.47, 0.60, 0.50, 0.66, 0x2B2E36, 8),
    ]
    cups = [slab(0.45 + 0.06 * k, 0.77, 0.485 + 0.06 * k, 0.805, 0xF2EEE6, 9) for k in range(3)]
    front = [slab(0.12, 0.0, 0.74, 0.53, 0x6B4632, 3), slab(0.08, 0.525, 0.78, 0.56, 0xC9A87A, 4)]
    panels = [Part((box(0.16 + 0.20 * k, 0.07, 0.32 + 0.20 * k, 0.46, 0.01),), bgr(0x5A3A2A)) for k in range(3)]
    return [], [*front, *panels, *machine, *cups, *steam(0.485, 0.63, t, 0.8)]


def worktop(t: float) -> Pair:
    """A kitchen table with flour, dough and a board."""
    del t
    dough = smooth(at(0.24, 0.515, 0.24, 0.545, 0.31, 0.565, 0.39, 0.545, 0.40, 0.515))
    food = [
        Part((ellipse(0.50 + 0.05 * k, 0.545, 0.028),), bgr((0xC9402F, 0xE0A03A, 0x6FA04A)[k]), LABEL + 7)
        for k in range(3)
    ]
    return [], [*table(0.10, 0.72, 0.515, 0xB98A5A), Part((dough,), bgr(0xF0DDB4), LABEL + 6), *food]


def stove(t: float) -> Pair:
    """A stove with a steaming pot and a flame under it."""
    flames = [
        Part(
            (
                ribbon(
                    [(0.24 + 0.045 * k, 0.505), (0.24 + 0.045 * k + 0.006 * math.sin(11 * t + k), 0.545)],
                    (0.013, 0.002),
                ),
            ),
            bgr(0x5FA8F0),
            glow=1.0,
        )
        for k in range(5)
    ]
    body = [
        slab(0.12, 0.0, 0.56, 0.50, 0x6F767E, 3),
        slab(0.10, 0.49, 0.58, 0.51, 0x2E3137, 4),
        slab(0.17, 0.10, 0.50, 0.36, 0x33363D, 5),
    ]
    pot = [slab(0.22, 0.535, 0.46, 0.66, 0xB9C0C8, 6), slab(0.21, 0.645, 0.47, 0.662, 0x8E969E, 7)]
    return [], [*body, *flames, *pot, *steam(0.34, 0.69, t, 1.5)]


def piano(t: float) -> Pair:
    """A grand piano seen from the player's side, its lid up."""
    del t
    lid = plot("0.30 0.60, 0.98 0.62, 1.02 0.98, 0.86 0.92, 0.62 0.86, 0.44 0.84")
    case = plot("0.24 0.42, 1.02 0.44, 1.04 0.60, 0.40 0.58, 0.40 0.52, 0.24 0.50")
    keys = [
        slab(0.24, 0.498, 0.41, 0.515, 0xF6F2E8, 6),
        *(Part((box(0.255 + 0.022 * k, 0.512, 0.266 + 0.022 * k, 0.522),), DARK) for k in range(7)),
    ]
    legs = [slab(x, 0.0, x + 0.035, 0.44, 0x1E1C22, 3) for x in (0.30, 0.92)]
    rest = at(0.42, 0.60, 0.44, 0.74, 0.455, 0.74, 0.44, 0.60)
    gleam = line([(0.46, 0.595), (1.0, 0.607)], 0.008, bgr(0x8A8FA0))
    return [*seat(), Part((lid,), bgr(0x2A2830), LABEL + 4)], [
        *legs,
        Part((case,), bgr(0x1A181E), LABEL + 5),
        gleam,
        *keys,
        Part((rest,), bgr(0x3A3640), LABEL + 7),
    ]


def drums(t: float) -> Pair:
    """A drum kit: kick, toms, snare and two cymbals that tremble."""
    a = 0.06 * math.sin(12.6 * t)
    stands = [line([(0.12, 0.0), (0.10, 0.70)], 0.008, IRON), line([(0.62, 0.0), (0.62, 0.78)], 0.008, IRON)]
    cymbals = [
        Part((ellipse(0.10, 0.70, 0.13, 0.014, a),), bgr(0xE0BC50), LABEL + 8),
        Part((ellipse(0.62, 0.78, 0.15, 0.016, -a),), bgr(0xE0BC50), LABEL + 8),
    ]
    kick = [
        Part((ellipse(0.46, 0.22, 0.20, 0.215),), bgr(0xB5282C), LABEL + 4),
        ring(0.46, 0.22, 0.208, 0.180, bgr(0xD8DCE0)),
        Part((ellipse(0.46, 0.22, 0.175, 0.175),), bgr(0xF2EEE4), LABEL + 5),
    ]
    toms = [
        slab(0.30, 0.42, 0.45, 0.52, 0xB5282C, 6),
        slab(0.48, 0.43, 0.64, 0.54, 0xB5282C, 7),
        slab(0.12, 0.36, 0.27, 0.42, 0xC9CFD6, 9),
    ]
    skins = [
        Part((ellipse(x, y, 0.078, 0.014),), bgr(0xF4F0E6)) for x, y in ((0.375, 0.52), (0.56, 0.54), (0.195, 0.42))
    ]
    return seat(0.22), [*stands, *cymbals[:1], *kick, *toms, *skins, *cymbals[1:]]


def decks(t: float) -> Pair:
    """A DJ's table: two turning records and coloured lights."""
    records = []
    for k in (0, 1):
        x = 0.28 + 0.26 * k
        records += [
            Part((ellipse(x, 0.555, 0.10, 0.026),), DARK, LABEL + 6),
            Part((ellipse(x + 0.05 * math.cos(4 * t), 0.556 + 0.012 * math.sin(4 * t), 0.018, 0.006),), bgr(0xE0507A)),
        ]
    lights = [
        Part(
            (box(0.16 + 0.09 * k, 0.30, 0.21 + 0.09 * k, 0.46, 0.006),),
            bgr((0xF03A8A, 0x3AC0F0, 0x8A4AF0)[(k + int(3 * t)) % 3]),
            glow=0.9,
        )
        for k in range(6)
    ]
    return [], [slab(0.12, 0.0, 0.74, 0.53, 0x24242C, 3), *lights, slab(0.08, 0.52, 0.78, 0.55, 0x3A3A46, 4), *records]
