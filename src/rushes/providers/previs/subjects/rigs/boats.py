"""What floats: sailing boat, rowing boat, ship, galleon. The origin is at the waterline, nothing below is drawn.

They heave, roll and pitch; sails fill and flutter, an oarsman rows.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from ...picture import Colour, Cue
from ...scene import Actor
from ..colours import named
from ..drawn import Rig, beats, lasting
from ..shape import Part, Points, at, bgr, box, ellipse, line, moved, plot, ribbon, shade, smooth
from .person import person
from .skeleton import Arm, Foot, Pose
from .wardrobe import BUILDS, dress

HULL, DECK, SAIL, JIB, MAST = 1, 2, 3, 4, 5
WOOD, CREAM, DARK, GLASS = bgr(0x7A4F30), bgr(0xEFE6D2), bgr(0x23252B), bgr(0x6FA0B8)
FOAM, TUFTS = bgr(0xEEF4F6), 11


#: Nothing of a boat is seen below this.
LOWEST = np.array((-np.inf, -0.03))


def swell(seconds: float, own: float, roll: float, heave: float) -> tuple[float, float]:
    """Roll (radians) and heave (metres) on the waves."""
    a = math.sin(1.25 * seconds + own) + 0.4 * math.sin(2.1 * seconds + 2 * own)
    return roll * a, heave * math.sin(1.25 * seconds + own + 1.2)


def afloat(parts: list[Part], turn: float, rise: float) -> list[Part]:
    """Heeled and lifted, cut off at the water."""
    cut = []
    for part in moved(parts, (0.0, rise), angle=turn):
        contours = tuple(np.maximum(c, LOWEST) for c in part.contours if c[:, 1].max() > LOWEST[1])
        if contours:
            cut.append(Part(contours, part.colour, part.label, part.alpha, part.glow, part.thin))
    return cut


def under_way(actor: Actor) -> bool:
    """Does it go, or lie at anchor?"""
    return actor.action in ("", "sail", "row", "float", "go", "drive")


def wake(seconds: float, stern: float, bow: float) -> list[Part]:
    """Foam of a boat under way, in its own metres: a curl at the bow, a line along the hull, a trail that falls astern.

    All of it lies on the water, so a hull that rolls does not take it along.
    """
    length = bow - stern
    tall = 0.022 * length
    beat = 0.7 + 0.3 * math.sin(2.6 * seconds)
    curl = [(bow - 0.20 * length, 0.1 * tall), (bow - 0.04 * length, beat * tall), (bow + 0.03 * length, 0.0)]
    parts = [Part((np.maximum(ribbon(curl, (0.1 * tall, 0.3 * tall, 0.1 * tall)), LOWEST),), FOAM, alpha=0.8)]
    for number in range(TUFTS):
        # Each is left behind, grows long and thin, and goes out.
        age = (0.22 * seconds + number / TUFTS) % 1
        middle, half = bow - (0.1 + 1.9 * age) * length, (0.06 + 0.16 * age) * length
        line_of = [(middle - half, 0.0), (middle, 0.25 * tall), (middle + half, 0.0)]
        tuft = np.maximum(ribbon(line_of, (0.1 * tall, (0.45 - 0.2 * age) * tall, 0.1 * tall)), LOWEST)
        parts.append(Part((tuft,), FOAM, alpha=0.85 * (1 - age) * min(1.0, 8 * age)))
    return parts


def _cloth(edge: Points, label: int, colour: Colour) -> list[Part]:
    return [Part((smooth(edge, 4),), colour, label, thin=0.5)]


def _sail(corners: Points, fill: float, colour: Colour, label: int) -> list[Part]:
    """A triangular sail: luff straight, leech and foot bellied, panel seams."""
    a, b, c = corners
    w = np.linspace(0, 1, 9)[:, None]
    leech = b + (c - b) * w + np.array((fill, 0.0)) * np.sin(np.pi * w) * 1.0
    base = c + (a - c) * w + np.array((0.0, -abs(fill) * 0.35)) * np.sin(np.pi * w)
    luff = a + (b - a) * w + np.array((fill * 0.22, 0.0)) * np.sin(np.pi * w)
    shape = np.concatenate([luff, leech[1:], base[1:-1]])
    parts = [Part((shape,), colour, label, thin=0.55)]
    for k in (2, 4, 6):
        left, right = luff[8 - k], leech[k]
        middle = (left + right) / 2 + (0.0, -0.02 * abs(float(right[0] - left[0])))
        parts.append(Part((ribbon([left, middle, right], (0.010, 0.014, 0.010)),), shade(colour, 0.86)))
    return parts


def sailboat(actor: Actor, seed: int) -> Rig:
    """A gaff-less sloop with a main, a jib and somebody at the tiller."""
    own = float(np.random.default_rng([seed, 41]).random()) * 6
    paint = named(actor.traits)
    sail = paint or (CREAM, CREAM, bgr(0xB5533A), bgr(0xE6D9BD))[seed % 4]
    hull = (bgr(0x2F4660), bgr(0x7A3A30), bgr(0xEDE8DC), bgr(0x5A3C28))[seed % 4]
    crew = dress("man", ("hat",), seed)
    seat = Pose(
        pelvis=(0.0, 0.20, 0.0),
        lean=0.12,
        curve=0.2,
        feet=(Foot(0.26), Foot(0.22)),
        arms=(Arm((0.3, 0.2), (0.9, 0.1)), Arm((-0.3, 0.3), (0.3, 0.3))),
    )

    def draw(seconds: float) -> list[Part]:
        turn, rise = swell(seconds, own, 0.042, 0.10)
        breeze = 0.30 + 0.09 * math.sin(1.7 * seconds + own)
        shell = smooth(
            plot("-3.0 0.62, -1.5 0.52, 0.5 0.54, 2.2 0.72, 3.35 1.0, 3.0 0.45, 2.4 -0.3, -2.5 -0.3, -2.95 0.2"), 4
        )
        stripe = ribbon([(-2.95, 0.44), (-1.0, 0.34), (1.5, 0.40), (3.0, 0.70)], (0.035, 0.035, 0.035, 0.03))
        boot = at(-2.9, 0.14, 2.72, 0.14, 2.5, -0.2, -2.7, -0.2)
        cabin = smooth(plot("-0.6 0.5, -0.45 0.88, 0.9 0.90, 1.4 0.70, 1.4 0.5"), 3)
        parts = [*moved(person(BUILDS["man"], crew, seat, 0.1, seconds, labels=20), (-2.05, 0.32))]
        parts += _sail(at(0.42, 1.3, 0.36, 7.6, 3.2, 1.05), breeze * 0.55, shade(sail, 0.93), JIB)
        parts.append(line([(0.28, 0.6), (0.26, 8.0)], 0.10, shade(WOOD, 0.9), MAST))
        parts += _sail(at(0.16, 1.25, 0.20, 7.85, -2.75, 1.35), -breeze, sail, SAIL)
        parts.append(line([(0.25, 1.2), (-2.8, 1.28)], 0.09, WOOD, MAST))
        parts.append(line([(3.3, 1.0), (0.27, 7.7)], 0.018, DARK))
        parts.append(line([(-2.9, 0.65), (0.26, 7.95)], 0.014, DARK))
        flag = ribbon(
            [
                (0.26, 8.0),
                (-0.02, 8.03 + 0.03 * math.sin(6 * seconds)),
                (-0.34, 7.98 + 0.06 * math.sin(6 * seconds - 1.4)),
            ],
            (0.08, 0.07, 0.05),
        )
        parts += [Part((flag,), bgr(0xC23A30)), Part((cabin,), shade(CREAM, 0.95), DECK), Part((shell,), hull, HULL)]
        parts += [Part((box(-0.2 + 0.42 * k, 0.62, 0.04 + 0.42 * k, 0.74, 0.05),), shade(GLASS, 0.6)) for k in range(3)]
        parts += [Part((stripe,), CREAM), Part((boot,), bgr(0x8A2F2A))]
        return [*afloat(parts, turn - 0.06, rise), *(wake(seconds, -2.9, 2.8) if under_way(actor) else ())]

    return Rig(8.0, 0.85, draw, "water", 2.6, lambda seconds: beats("splash", 0.8, 2.5, seconds, 0.35), roundness=0.55)


def rowboat(actor: Actor, seed: int) -> Rig:
    """A wooden boat and its rower: catch, pull, release."""
    own = float(np.random.default_rng([seed, 43]).random()) * 6
    wood = named(actor.traits) or (WOOD, bgr(0x4F6B5A), bgr(0x8A4A35))[seed % 3]
    crew = dress(("man", "woman")[seed % 2], ("straw",), seed)
    build = BUILDS[("man", "woman")[seed % 2]]

    def draw(seconds: float) -> list[Part]:
        turn, rise = swell(seconds, own, 0.025, 0.03)
        p = 2 * math.pi * seconds / 2.6
        pull = math.sin(p)
        pose = Pose(
            pelvis=(0.0, 0.16, 0.0),
            lean=-0.10 + 0.42 * pull,
            curve=0.2,
            feet=(Foot(0.34, 0.10), Foot(0.34, 0.10)),
            arms=(
                Arm((0.75 + 0.35 * pull, 0.1), (1.35 + 0.1 * pull, 0.0)),
                Arm((0.75 + 0.35 * pull, 0.1), (1.35 + 0.1 * pull, 0.0)),
            ),
            nod=-0.1,
        )
        shell = smooth(
            plot("-2.05 0.62, -1.4 0.42, 0.0 0.36, 1.4 0.44, 2.1 0.66, 1.75 0.15, 1.5 -0.25, -1.5 -0.25, -1.8 0.15"),
            4,
        )
        rail = ribbon([(-2.0, 0.60), (-1.4, 0.43), (0.0, 0.37), (1.4, 0.45), (2.06, 0.64)], np.full(5, 0.03))
        planks = [
            Part(
                (ribbon([(-1.85, y + 0.12), (0.0, y - 0.03), (1.85, y + 0.14)], np.full(3, 0.010)),), shade(wood, 0.72)
            )
            for y in (0.26, 0.13)
        ]
        body = moved(person(build, crew, pose, 0.12, seconds, labels=20), (0.35, 0.10), mirror=True)
        grip = np.array((-0.30 - 0.22 * pull, 0.86 + 0.05 * math.cos(p)))
        blade = np.array((0.55 + 1.0 * pull, -0.10 + 0.42 * max(0.0, -math.cos(p))))
        oar = [
            line([grip, blade], 0.045, shade(CREAM, 0.8), MAST),
            Part(
                (ribbon([blade + (blade - grip) * w for w in (-0.02, 0.12, 0.22)], (0.03, 0.075, 0.06)),),
                shade(WOOD, 1.2),
                MAST,
            ),
        ]
        parts = [*body, Part((shell,), wood, HULL), *planks, Part((rail,), shade(wood, 1.25)), *oar]
        return afloat(parts, turn + 0.01 * pull, rise)

    return Rig(
        1.75,
        2.4,
        draw,
        "water",
        0.9,
        lambda seconds: beats("oar", 0.65, 2.6, seconds, 0.7),
        roundness=0.12,
    )


def ship(actor: Actor, seed: int) -> Rig:
    """A cargo liner: hull, white house, funnel with drifting smoke."""
    own = float(np.random.default_rng([seed, 45]).random()) * 6
    hull = named(actor.traits) or (bgr(0x2B3A4E), bgr(0x6B2A2A), bgr(0x26303A))[seed % 3]
    stack = (bgr(0xB5402F), bgr(0xD9A23A), bgr(0x2F5A7A))[seed % 3]

    def draw(seconds: float) -> list[Part]:
        turn, rise = swell(seconds * 0.5, own, 0.006, 0.15)
        shell = smooth(plot("-52 9.5, -30 7.6, 10 7.4, 35 8.6, 55 13, 50 6, 46 -2, -46 -2, -51 5"), 4)
        red = at(-49, 1.6, 47.2, 1.6, 46, -2, -46, -2)
        parts: list[Part] = []
        for k in range(6):
            age = (seconds * 0.16 + k / 6) % 1
            x, y = -27 - 26 * age, 27 + 9 * age**0.7
            parts.append(
                Part(
                    (ellipse(x, y, 1.8 + 5.5 * age, 1.4 + 3.2 * age),),
                    bgr(0xC9C4C0),
                    alpha=0.26 * (1 - age) * min(1, age * 8),
                )
            )
        parts.append(Part((box(-30, 8, -14, 21, 0.8),), CREAM, DECK))
        parts.append(Part((box(-33, 8, -8, 14, 0.8),), shade(CREAM, 0.92), DECK + 10))
        parts.append(Part((at(-28.5, 20.5, -22.5, 20.5, -23.4, 27.5, -28.8, 27.5),), stack, MAST))
        parts.append(Part((at(-28.7, 25.6, -23.1, 25.6, -23.4, 27.5, -28.8, 27.5),), DARK))
        parts += [Part((box(-28.5 + 2.1 * k, 17.6, -27.2 + 2.1 * k, 18.9, 0.2),), GLASS, glow=0.35) for k in range(7)]
        parts += [Part((box(-31 + 2.2 * k, 10.6, -29.8 + 2.2 * k, 11.7, 0.2),), GLASS, glow=0.25) for k in range(10)]
        boxes = (bgr(0xA8503A), bgr(0x4F6F86), bgr(0xC9A24A), bgr(0x5F7A55), bgr(0x8A8F94))
        for k in range(24):
            x, y = -4 + 5.2 * (k % 8), 7.8 + 2.7 * (k // 8)
            if (k * 7 + seed) % 9 or k < 8:
                parts.append(Part((box(x, y, x + 4.9, y + 2.55, 0.1),), boxes[(k * 3 + seed) % 5], 30 + k % 5))
        parts += [
            line([(42, 9), (42, 22)], 0.5, shade(CREAM, 0.7), MAST),
            line([(-18, 20), (-18, 27)], 0.4, shade(CREAM, 0.7), MAST),
        ]
        parts += [Part((shell,), hull, HULL), Part((red,), bgr(0x8A2F2A))]
        return [*afloat(parts, turn, rise), *(wake(seconds, -47.0, 47.0) if under_way(actor) else ())]

    return Rig(
        28.0,
        3.8,
        draw,
        "water",
        6.0,
        lambda seconds: (Cue("engine", 0.0, 0.35, seconds=seconds), Cue("horn", 1.0, 0.4)),
        roundness=2.4,
    )


def galleon(actor: Actor, seed: int) -> Rig:
    """Three masts of square sails over a carved wooden hull."""
    own = float(np.random.default_rng([seed, 47]).random()) * 6
    cloth = named(actor.traits) or ((bgr(0x2A2628)) if "pirate" in actor.traits else CREAM)

    def draw(seconds: float) -> list[Part]:
        turn, rise = swell(seconds * 0.7, own, 0.02, 0.2)
        fill = 1.0 + 0.12 * math.sin(1.3 * seconds + own)
        shell = smooth(plot("-15.5 9.5, -13 6.2, -6 4.4, 4 4.2, 11 5.6, 15 7.4, 13.6 4.0, 12 -1, -12 -1, -14.5 4.5"), 4)
        parts = [line([(12, 6.2), (21, 10.5)], 0.42, WOOD, MAST)]
        parts += _sail(at(13, 7.5, 7.2, 19, 20, 10), 0.5 * fill, shade(cloth, 0.9), JIB)
        for mast, (x, top) in enumerate(((-9, 19.5), (0.2, 25), (8, 21))):
            parts.append(line([(x, 4), (x, top + 1)], 0.5, shade(WOOD, 0.8), MAST))
            levels = np.linspace(top, 7.0, 4)
            for k in range(3):
                wide = (2.6 + 0.95 * k) * (1.15 if mast == 1 else 0.9)
                high, low = levels[k] - 0.3, levels[k + 1] + 0.5
                b = 0.9 * fill
                edge = at(
                    x - wide * 0.80,
                    high,
                    x + wide * 0.80,
                    high,
                    x + wide + b,
                    (high + low) / 2,
                    x + wide * 0.95 + b * 0.4,
                    low,
                    x,
                    low + 0.8,
                    x - wide * 0.95 + b * 0.4,
                    low,
                    x - wide + b * 0.9,
                    (high + low) / 2,
                )
                parts += _cloth(edge, 40 + mast * 3 + k, shade(cloth, 1.0 - 0.05 * (k % 2)))
                parts.append(line([(x - wide * 0.95, high), (x + wide * 0.95, high)], 0.26, shade(WOOD, 0.9)))
            wave = 0.3 * math.sin(5 * seconds + mast)
            parts.append(
                Part(
                    (
                        ribbon(
                            [(x, top + 1), (x - 1.3, top + 1.1 + wave), (x - 2.6, top + 0.8 - wave)], (0.35, 0.3, 0.1)
                        ),
                    ),
                    bgr(0xB5352F),
                )
            )
        parts.append(Part((shell,), shade(WOOD, 0.85), HULL))
        parts += [
            Part((ribbon([(-14.6, y + 2.2), (-5, y), (4, y - 0.1), (13, y + 1.4)], np.full(4, 0.16)),), bgr(0xC29A4A))
            for y in (3.5, 2.0)
        ]
        parts += [Part((box(-9 + 2.6 * k, 2.35, -8.2 + 2.6 * k, 3.0),), DARK) for k in range(7)]
        parts += [
            Part((box(-14 + 1.1 * k, 6.6, -13.3 + 1.1 * k, 7.4, 0.1),), bgr(0xF0C060), glow=0.6) for k in range(3)
        ]
        return [*afloat(parts, turn - 0.02, rise), *(wake(seconds, -13.0, 12.4) if under_way(actor) else ())]

    return Rig(26.0, 1.45, draw, "water", 3.0, lambda seconds: beats("creak", 0.7, 3.1, seconds, 0.5), roundness=1.6)


def submarine(actor: Actor, seed: int) -> Rig:
    """A submarine running half under water."""
    own = float(np.random.default_rng([seed, 49]).random()) * 6
    steel = named(actor.traits) or bgr(0x39434C)

    def draw(seconds: float) -> list[Part]:
        turn, rise = swell(seconds * 0.6, own, 0.008, 0.12)
        hull = smooth(at(-30, 0.6, -22, 1.9, 0, 2.4, 22, 2.1, 29, 0.9, 31, -1, -31, -1), 4)
        tower = smooth(at(-3.4, 1.8, -2.9, 6.6, -2.0, 7.0, 3.0, 7.0, 3.9, 6.4, 4.4, 1.8), 3)
        masts = [line([(x, 6.5), (x, top)], 0.28, shade(steel, 0.8), MAST) for x, top in ((-0.8, 10.2), (0.6, 9.0))]
        foam = ribbon([(24, 0.5), (28.5, 1.0 + 0.3 * math.sin(3 * seconds)), (33, 0.2)], (0.4, 0.7, 0.1))
        lamp = Part((ellipse(3.7, 6.0, 0.2),), bgr(0xFFE9A8), glow=0.8)
        body = [Part((tower,), shade(steel, 0.92), DECK), Part((hull,), steel, HULL), lamp]
        return afloat([*masts, *body, Part((foam,), bgr(0xF2F5F6), alpha=0.8)], turn, rise)

    return Rig(10.5, 6.0, draw, "water", 5.0, lasting("engine", 0.3), roundness=1.4)


MAKERS: dict[str, Callable[[Actor, int], Rig]] = {
    "sailboat": sailboat,
    "boat": rowboat,
    "ship": ship,
    "galleon": galleon,
    "submarine": submarine,
}
