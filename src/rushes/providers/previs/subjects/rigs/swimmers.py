"""What lives in the sea: fish, a school, dolphin, whale, shark, turtle, jellyfish. The origin is the body's middle.

Bodies are lofted along a spine that a travelling wave bends, stronger towards the tail.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ...picture import Colour, Cue
from ...scene import Actor
from ..colours import named
from ..drawn import Rig, beats, silent
from ..shape import Part, Points, at, bgr, ellipse, moved, plot, ribbon, shade, smooth

BODY, FIN, TAIL, FAR = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Swimmer:
    """A body in its own lengths: thickness along it from nose to tail, fins as outlines."""

    length: float
    back: Colour
    belly: Colour
    thick: tuple[float, ...]
    dorsal: Points | None
    tail: Points
    pectoral: Points | None
    rate: float
    sway: float
    #: Whales and dolphins beat up and down, fish from side to side (seen as shortening).
    upright: bool = False
    speed: float = 1.2
    eye: tuple[float, float, float] = (0.40, 0.02, 0.012)
    marks: str = ""


_FORK = plot("0.02 0.03, -0.10 0.10, -0.20 0.17, -0.16 0.02, -0.20 -0.13, -0.10 -0.08, 0.02 -0.03")
_FLUKE = plot("0.03 0.012, -0.05 0.05, -0.14 0.10, -0.11 0.02, -0.15 -0.04, -0.06 -0.02, 0.03 -0.012")
_SICKLE = plot("0.03 0.02, -0.06 0.11, -0.16 0.22, -0.10 0.04, -0.13 -0.12, -0.06 -0.05, 0.03 -0.02")
_KINDS: dict[str, Swimmer] = {
    "fish": Swimmer(
        0.45,
        bgr(0x5A7486),
        bgr(0xD9E2E4),
        (0.02, 0.09, 0.135, 0.14, 0.10, 0.055, 0.03),
        at(0.16, 0.12, 0.02, 0.22, -0.14, 0.17, -0.2, 0.08),
        _FORK,
        at(0.20, -0.02, 0.06, -0.10, 0.03, -0.03),
        2.0,
        0.035,
        speed=0.7,
        eye=(0.38, 0.03, 0.018),
    ),
    "goldfish": Swimmer(
        0.18,
        bgr(0xE0762A),
        bgr(0xF5C67A),
        (0.03, 0.13, 0.20, 0.20, 0.14, 0.07, 0.04),
        at(0.18, 0.18, 0.02, 0.34, -0.16, 0.26, -0.2, 0.1),
        plot("0.02 0.05, -0.14 0.20, -0.36 0.24, -0.30 0.04, -0.38 -0.18, -0.14 -0.12, 0.02 -0.05"),
        at(0.18, -0.08, 0.02, -0.20, 0.0, -0.08),
        1.6,
        0.04,
        speed=0.3,
        eye=(0.37, 0.04, 0.026),
        marks="bands",
    ),
    "dolphin": Swimmer(
        2.4,
        bgr(0x566B7E),
        bgr(0xCBD6DB),
        (0.018, 0.034, 0.085, 0.105, 0.105, 0.085, 0.05, 0.022),
        at(0.04, 0.09, -0.05, 0.20, -0.10, 0.08),
        _FLUKE,
        at(0.20, -0.05, 0.06, -0.19, 0.10, -0.06),
        1.1,
        0.055,
        True,
        4.0,
        (0.34, 0.0, 0.010),
    ),
    "orca": Swimmer(
        6.0,
        bgr(0x17191E),
        bgr(0xF0EEE8),
        (0.03, 0.07, 0.105, 0.12, 0.115, 0.09, 0.05, 0.022),
        at(0.06, 0.10, -0.01, 0.30, -0.08, 0.09),
        _FLUKE,
        at(0.20, -0.06, 0.05, -0.20, 0.09, -0.06),
        0.7,
        0.045,
        True,
        3.5,
        (0.36, -0.01, 0.007),
        "orca",
    ),
    "whale": Swimmer(
        13.0,
        bgr(0x3A4C5E),
        bgr(0xB5C2C9),
        (0.05, 0.085, 0.115, 0.125, 0.115, 0.085, 0.045, 0.02),
        at(-0.10, 0.09, -0.17, 0.13, -0.21, 0.06),
        _FLUKE,
        at(0.20, -0.07, 0.0, -0.24, -0.04, -0.20, 0.10, -0.08),
        0.32,
        0.05,
        True,
        2.0,
        (0.33, -0.035, 0.006),
        "pleats",
    ),
    "shark": Swimmer(
        3.4,
        bgr(0x5F6F7A),
        bgr(0xD9DEDF),
        (0.012, 0.055, 0.085, 0.095, 0.085, 0.055, 0.028, 0.016),
        at(0.10, 0.08, 0.02, 0.22, -0.04, 0.07),
        _SICKLE,
        at(0.18, -0.05, 0.0, -0.20, 0.05, -0.06),
        0.9,
        0.04,
        speed=1.6,
        eye=(0.40, 0.01, 0.007),
        marks="gills",
    ),
}


def swim(creature: Swimmer, seconds: float, own: float) -> list[Part]:
    """The body at a moment, in metres."""
    phase = 2 * math.pi * (creature.rate * seconds + own)
    stations = len(creature.thick)
    x = np.linspace(0.5, -0.42, stations)
    reach = np.clip((0.35 - x) / 0.77, 0, 1) ** 1.6
    bend = creature.sway * reach * np.sin(phase + x * 4.2)
    spine = np.column_stack([x, bend if creature.upright else bend * 0.35])
    radii = np.array(creature.thick)
    body = ribbon(spine, radii, 5)
    end = spine[-1]
    slope = math.atan2(spine[-2][1] - end[1], spine[-2][0] - end[0]) if creature.upright else 0.0
    beat = math.sin(phase + end[0] * 4.2 - 0.9)
    squash = 1.0 if creature.upright else 0.55 + 0.45 * abs(math.cos(phase * 0.5 + 0.6))
    tail = smooth(creature.tail * (squash, 1.0), 4)
    if creature.upright:
        tail = tail * (1.0, 0.45 + 0.75 * beat)
    c, s = math.cos(slope * 0.8), math.sin(slope * 0.8)
    tail = tail @ np.array(((c, s), (-s, c))) + end
    parts = []
    if creature.pectoral is not None:
        far = smooth(creature.pectoral * (0.9, 0.75) + (0.05, 0.01), 3)
        parts.append(Part((far,), shade(creature.back, 0.65), FAR))
    parts.append(Part((tail,), shade(creature.back, 0.9), TAIL, thin=0.3))
    if creature.dorsal is not None:
        parts.append(Part((smooth(creature.dorsal - (0.0, 0.02), 3),), shade(creature.back, 0.88), FIN))
    parts.append(Part((body,), creature.back, BODY))
    under = ribbon(np.column_stack([x[:-1], spine[:-1, 1] - radii[:-1] * 0.52]), radii[:-1] * 0.46, 4)
    parts.append(Part((under,), creature.belly))
    parts += _marks(creature, spine, radii)
    ex, ey, er = creature.eye
    parts.append(Part((ellipse(ex, ey, er),), (0.05, 0.05, 0.06)))
    parts.append(Part((ellipse(ex + er * 0.3, ey + er * 0.35, er * 0.3),), (0.9, 0.9, 0.9)))
    if creature.pectoral is not None:
        flap = 1.0 + 0.15 * math.sin(phase * 0.5)
        parts.append(Part((smooth(creature.pectoral * (1.0, flap), 3),), shade(creature.back, 0.8), FIN))
    pitch = -0.10 * math.cos(phase) * (creature.sway * 8) if creature.upright else 0.0
    return moved(parts, scale=creature.length, angle=pitch)


def _marks(creature: Swimmer, spine: Points, radii: Points) -> list[Part]:
    if creature.marks == "bands":
        return [
            Part((ribbon([(x, 0.16), (x - 0.02, 0.0), (x, -0.14)], (0.012, 0.022, 0.010)),), bgr(0xFBEBD0))
            for x in (0.26, 0.02)
        ]
    if creature.marks == "orca":
        return [
            Part((ellipse(0.31, 0.035, 0.045, 0.020, 0.2),), creature.belly),
            Part((ellipse(-0.10, 0.05, 0.06, 0.022, -0.2),), shade(creature.belly, 0.6)),
        ]
    if creature.marks == "pleats":
        return [
            Part(
                (ribbon([(0.44, -0.035 - d), (0.25, -0.055 - d), (0.06, -0.05 - d)], (0.002, 0.004, 0.001)),),
                shade(creature.belly, 0.7),
            )
            for d in (0.0, 0.022, 0.044)
        ]
    if creature.marks == "gills":
        return [
            Part((ribbon([(x, 0.03), (x - 0.01, -0.02)], (0.003, 0.003)),), shade(creature.back, 0.6))
            for x in (0.24, 0.26, 0.28)
        ]
    del spine, radii
    return []


def one(name: str) -> Callable[[Actor, int], Rig]:
    """A maker of one swimmer; dolphins and whales leap where they are asked to jump."""

    def make(actor: Actor, seed: int) -> Rig:
        rng = np.random.default_rng([seed, 61])
        colour = named(actor.traits)
        creature = _KINDS[name] if colour is None else replace(_KINDS[name], back=colour, belly=shade(colour, 1.5))
        own = float(rng.random())
        leaps = actor.action in {"jump", "leap", "breach", "rise"} or (
            name == "dolphin" and actor.action in {"play", "dance"}
        )
        tall = creature.length * (0.42 if not leaps else 0.95)

        def draw(seconds: float) -> list[Part]:
            parts = swim(creature, seconds, own)
            return _leap(parts, creature.length, seconds + own) if leaps else parts

        return Rig(
            tall,
            creature.length * 1.1 / tall,
            draw,
            "water",
            creature.speed,
            (lambda seconds: _splashes(seconds, own)) if leaps else silent,
            0.06 * creature.length,
        )

    return make


LEAP = 2.6


def _leap(parts: list[Part], length: float, t: float) -> list[Part]:
    """Out of the water in an arc and in again; under water nothing is seen."""
    w = (t % LEAP) / LEAP
    up = math.sin(2 * math.pi * w) if w < 0.5 else -1.0
    if up < -0.5:
        return [Part((at(-0.01, -0.01, 0.01, -0.01, 0.0, 0.0),), (0.5, 0.5, 0.5), alpha=0.01)]
    angle = 0.95 * math.cos(2 * math.pi * w)
    lifted = moved(parts, (0.0, (up * 0.62 - 0.18) * length), angle=angle)
    kept = []
    for part in lifted:
        contours = tuple(
            np.column_stack([c[:, 0], np.maximum(c[:, 1], 0.0)]) for c in part.contours if c[:, 1].max() > 0.0
        )
        if contours:
            kept.append(replace(part, contours=contours))
    return kept or [Part((at(-0.01, -0.01, 0.01, -0.01, 0.0, 0.0),), (0.5, 0.5, 0.5), alpha=0.01)]


def _splashes(seconds: float, own: float) -> tuple[Cue, ...]:
    return beats("splash", LEAP * 0.5 - own, LEAP, seconds, 0.8)


def school(actor: Actor, seed: int) -> Rig:
    """Many small fish that turn as one."""
    rng = np.random.default_rng([seed, 63])
    colour = named(actor.traits) or (bgr(0x7F9AAE), bgr(0xD9A24A), bgr(0x6FA5A0))[seed % 3]
    fish = replace(_KINDS["fish"], back=colour, length=0.42, pectoral=None)
    count = 26
    x, y = rng.normal(0, 0.95, count), rng.normal(0, 0.36, count)
    own, size = rng.random(count), rng.uniform(0.6, 1.1, count)

    def draw(seconds: float) -> list[Part]:
        parts: list[Part] = []
        for k in np.argsort(size):
            drift = (0.12 * math.sin(0.8 * seconds + 6 * own[k]), 0.08 * math.sin(1.1 * seconds + 2 * float(x[k])))
            one_ = swim(fish, seconds, float(own[k]))
            tone = 0.65 + 0.35 * (size[k] - 0.6) / 0.5
            one_ = [replace(p, colour=shade(p.colour, float(tone))) for p in one_ if p.label or p.colour[0] < 0.2]
            parts += moved(
                one_, (float(x[k]) + drift[0], float(y[k]) + drift[1]), scale=float(size[k]), labels=5 * int(k)
            )
        return parts

    return Rig(2.0, 2.2, draw, "water", 0.8, roundness=0.025)


def turtle(actor: Actor, seed: int) -> Rig:
    """A sea turtle rowing with long flippers."""
    own = float(np.random.default_rng([seed, 65]).random())
    shell, skin = named(actor.traits) or bgr(0x6B6A3A), bgr(0x8A9A6A)

    def draw(seconds: float) -> list[Part]:
        beat = math.sin(2 * math.pi * (0.45 * seconds + own))
        late = math.sin(2 * math.pi * (0.45 * seconds + own) - 0.8)
        front = [(0.24, -0.05), (0.16 - 0.08 * late, -0.05 + 0.28 * beat), (-0.06 - 0.10 * late, -0.06 + 0.46 * beat)]
        hind = [(-0.34, -0.05), (-0.50, -0.06 + 0.06 * late), (-0.60, -0.05 + 0.10 * late)]
        dome = smooth(plot("-0.46 -0.03, -0.30 0.12, 0.0 0.21, 0.26 0.13, 0.36 -0.02, 0.10 -0.10, -0.25 -0.10"), 4)
        parts = [
            Part((ribbon(np.array(front) * (0.9, 0.8) + (0.06, 0.03), (0.06, 0.075, 0.012)),), shade(skin, 0.65), FAR)
        ]
        parts += [Part((ribbon(hind, (0.06, 0.05, 0.015)),), shade(skin, 0.85), TAIL)]
        parts.append(
            Part(
                (ribbon([(0.28, 0.0), (0.42, 0.05), (0.52, 0.06), (0.60, 0.035)], (0.07, 0.06, 0.075, 0.04)),),
                skin,
                TAIL + 5,
            )
        )
        parts.append(Part((ellipse(0.545, 0.08, 0.013),), (0.05, 0.05, 0.05)))
        parts.append(Part((dome,), shell, BODY))
        parts.append(
            Part((ribbon([(-0.42, -0.06), (0.0, -0.085), (0.34, -0.05)], (0.015, 0.03, 0.015)),), bgr(0xD9CFA0))
        )
        for k in range(4):
            x = -0.28 + 0.17 * k
            parts.append(Part((smooth(ellipse(x, 0.055, 0.075, 0.065, 0.5, count=6), 2),), shade(shell, 1.28)))
        parts.append(Part((ribbon(front, (0.065, 0.08, 0.012)),), skin, FIN))
        return moved(parts, (0.0, 0.02 * late), scale=1.0, angle=0.06 * beat)

    return Rig(0.62, 2.1, draw, "water", 0.5, roundness=0.09)


def jellyfish(actor: Actor, seed: int) -> Rig:
    """A glowing bell that pulses, with trailing frills."""
    own = float(np.random.default_rng([seed, 67]).random())
    tone = named(actor.traits) or (bgr(0xC98AD0), bgr(0x8AB0E0), bgr(0xE0A08A))[seed % 3]

    def draw(seconds: float) -> list[Part]:
        pulse = math.sin(2 * math.pi * (0.5 * seconds + own))
        w, h = 0.34 - 0.05 * pulse, 0.28 + 0.04 * pulse
        a = np.linspace(0, math.pi, 15)
        top = np.column_stack([w * np.cos(a), 0.16 + h * np.sin(a)])
        rim = [(w * (1 - k / 3.5) * 0.98, 0.14 - 0.03 * math.cos(math.pi * k)) for k in range(1, 7)]
        bell = np.concatenate([top[::-1], np.array(rim)])
        parts = []
        for k in range(9):
            x = -0.26 + 0.065 * k
            wave = [
                (x + 0.02 * math.sin(2.2 * seconds - j * 0.9 + k), 0.15 - 0.16 * j - 0.01 * pulse * j) for j in range(5)
            ]
            parts.append(
                Part((ribbon(wave, (0.008, 0.008, 0.007, 0.005, 0.002)),), shade(tone, 1.1), alpha=0.5, glow=0.25)
            )
        for k in range(3):
            x = -0.09 + 0.09 * k
            wave = [(x + 0.035 * math.sin(1.8 * seconds - j + k * 2), 0.15 - 0.14 * j) for j in range(4)]
            parts.append(
                Part((ribbon(wave, (0.035, 0.05, 0.035, 0.006)),), shade(tone, 1.2), FIN, alpha=0.65, glow=0.25)
            )
        parts.append(Part((bell,), tone, BODY, alpha=0.78, glow=0.30))
        parts.append(Part((ellipse(0.0, 0.25, w * 0.5, h * 0.42),), shade(tone, 1.35), alpha=0.55, glow=0.4))
        return moved(parts, (0.0, 0.05 * pulse))

    return Rig(1.0, 0.75, draw, "water", 0.12, roundness=0.12)


MAKERS: dict[str, Callable[[Actor, int], Rig]] = {
    **{name: one(name) for name in _KINDS},
    "school": school,
    "turtle": turtle,
    "jellyfish": jellyfish,
}
