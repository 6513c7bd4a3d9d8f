"""Small boats that work: the trawler whose fisherman hauls a net over the side, and the kayak with its paddler."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from ...picture import Colour, Cue
from ...scene import Actor
from ..colours import named
from ..drawn import Rig, beats
from ..shape import Part, bgr, box, ellipse, line, moved, plot, ribbon, ring, shade, smooth
from .boats import CREAM, DARK, DECK, GLASS, HULL, MAST, afloat, swell
from .implements import mesh
from .labours import haul
from .person import person
from .skeleton import Foot, Pose
from .wardrobe import BUILDS, dress


def trawler(actor: Actor, seed: int) -> Rig:
    """A fishing boat with wheelhouse, derrick and nets; somebody at the rail hauls, gear drips."""
    own = float(np.random.default_rng([seed, 45]).random()) * 6
    tug = "tug" in actor.traits
    hull = named(actor.traits) or (bgr(0x2F5F8A), bgr(0xB23A30), bgr(0x3F6B4F))[seed % 3]
    crew = dress("man", ("fisherman", "trousers", "yellow"), seed)

    def draw(seconds: float) -> list[Part]:
        turn, rise = swell(seconds, own, 0.055, 0.22)
        shell = smooth(
            plot("-6.0 2.0, -5.6 1.45, -3 1.15, 1 1.2, 3.6 1.75, 6.4 3.0, 5.8 1.4, 5.0 -0.6, -5.2 -0.6, -5.8 0.8"), 4
        )
        rail = ribbon([(-5.9, 1.95), (-3, 1.2), (1, 1.25), (3.6, 1.8), (6.3, 2.95)], np.full(5, 0.09))
        boot = plot("-5.5 0.28, 5.45 0.28, 5.0 -0.6, -5.2 -0.6")
        parts = _upperworks(hull)
        if not tug:
            figure = moved(
                person(BUILDS["man"], crew, haul(seconds, 0.0), 0.25, seconds, labels=60), mirror=True, scale=1.45
            )
            parts += moved(figure, (-3.4, 1.0))
        parts += [Part((shell,), hull, HULL), Part((boot,), bgr(0x7A2A26)), Part((rail,), CREAM)]
        parts += [ring(x, 0.75, 0.34, 0.17, DARK, label=30) for x in ((-3.6, -1.4, 0.8, 3.0) if tug else (-1.6, 1.8))]
        if not tug:
            sway = 0.12 * math.sin(1.8 * seconds)
            corners = np.array(((-4.55, 2.55), (-4.0, 2.5), (-5.0 + sway, -0.4), (-6.7 + sway, -0.4)))
            parts += [Part((corners,), bgr(0x7F9A8A), 90, alpha=0.5), *[_thick(cord) for cord in mesh(corners, 6)]]
            parts += [
                Part((ellipse(-5.0 - 0.28 * k + sway, 0.5 + 0.34 * (k % 3), 0.26, 0.10, 0.6 * k),), bgr(0xB8C8D2))
                for k in range(5)
            ]
            parts += [line([(-4.9, 6.0), (-4.7, 2.6)], 0.04, DARK)]
        foam = [(5.0, 0.1), (6.2 + 0.2 * math.sin(3 * seconds), 0.55), (7.2, 0.05)]
        parts.append(Part((ribbon(foam, (0.2, 0.34, 0.05)),), bgr(0xF2F5F6), alpha=0.85))
        return afloat(parts, turn, rise)

    return Rig(
        7.4,
        1.8,
        draw,
        "water",
        2.4,
        lambda seconds: (Cue("engine", 0.0, 0.3, seconds=seconds), *beats("splash", 0.6, 2.3, seconds, 0.5)),
        roundness=0.6,
    )


def _upperworks(hull: Colour) -> list[Part]:
    """Wheelhouse, mast, derrick and stays."""
    house = [
        Part((box(0.6, 1.2, 3.4, 3.9, 0.12),), CREAM, DECK),
        Part((box(0.4, 3.8, 3.7, 4.05, 0.08),), shade(hull, 0.9), DECK + 10),
    ]
    house += [Part((box(0.9 + 0.82 * k, 2.9, 1.55 + 0.82 * k, 3.55, 0.06),), GLASS, glow=0.35) for k in range(3)]
    mast = [
        line([(0.3, 1.2), (0.3, 7.2)], 0.16, bgr(0xD8C9A0), MAST),
        line([(0.3, 2.4), (-4.9, 6.0)], 0.12, bgr(0xD8C9A0), MAST),
    ]
    mast += [
        line([(0.3, 7.1), (-4.9, 6.0)], 0.03, DARK),
        line([(0.3, 7.1), (6.2, 2.9)], 0.03, DARK),
        line([(0.3, 7.1), (-5.8, 2.0)], 0.03, DARK),
    ]
    mast += [
        Part((ellipse(0.3, 7.3, 0.12),), bgr(0xFFE9A8), glow=0.9),
        Part((ellipse(3.55, 3.4, 0.12),), bgr(0x4AD07A), glow=0.7),
    ]
    return [*mast, *house]


def _thick(cord: Part) -> Part:
    """A cord of the net in a boat's measure."""
    return Part(cord.contours, cord.colour, cord.label)


def kayak(actor: Actor, seed: int) -> Rig:
    """A kayak, low in the water, its paddle dipping left and right."""
    own = float(np.random.default_rng([seed, 46]).random()) * 6
    paint = named(actor.traits) or (bgr(0xE0702A), bgr(0xD8302C), bgr(0x3FA0C0), bgr(0xE8C03A))[seed % 4]
    who = ("man", "woman")[seed % 2]
    crew = dress(who, ("trousers", "helmet"), seed)

    def draw(seconds: float) -> list[Part]:
        turn, rise = swell(seconds, own, 0.03, 0.03)
        a = math.sin(2 * math.pi * seconds / 1.9)
        pose = Pose(
            pelvis=(0.0, 0.10, 0.0), lean=0.10, curve=0.1, twist=0.45 * a, feet=(Foot(0.40, 0.08), Foot(0.40, 0.08)),
            hands=((0.24, 0.34 - 0.10 * a, 0.10), (0.24, 0.34 + 0.10 * a, 0.10)), nod=-0.05,
        )  # fmt: skip
        body = moved(person(BUILDS[who], crew, pose, 0.20, seconds, labels=40), (-0.25, 0.05))
        shaft = np.array((1.0, -0.55 * a))
        shaft /= float(np.hypot(*shaft))
        centre = np.array((0.22, 0.66))
        ends = [centre - shaft * 1.05, centre + shaft * 1.05]
        blades = [
            Part(
                (ellipse(float(end[0]), float(end[1]), 0.20, 0.085, math.atan2(shaft[1], shaft[0])),), bgr(0xF0D23A), 91
            )
            for end in ends
        ]
        shell = smooth(plot("-2.3 0.34, -1.2 0.26, 0.0 0.30, 1.2 0.26, 2.3 0.36, 1.7 -0.12, -1.7 -0.12"), 4)
        drops = [
            Part((ellipse(float(ends[a > 0][0]) + 0.06 * k, 0.10 + 0.05 * (k % 3), 0.03),), bgr(0xEAF6F8), alpha=0.8)
            for k in range(-2, 4)
        ]
        parts = [
            *body,
            Part((shell,), paint, HULL),
            Part((ribbon([(-2.2, 0.30), (0, 0.22), (2.2, 0.32)], (0.02, 0.03, 0.02)),), CREAM),
        ]
        return afloat([*parts, line(np.array(ends), 0.035, DARK, 90), *blades, *drops], turn, rise)

    return Rig(1.15, 4.0, draw, "water", 1.8, lambda seconds: beats("splash", 0.5, 0.95, seconds, 0.35), roundness=0.14)


MAKERS: dict[str, Callable[[Actor, int], Rig]] = {"trawler": trawler, "kayak": kayak}
