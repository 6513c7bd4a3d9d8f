"""Birds, a flock, butterflies and a dragon: wings of two joints that beat, bend and glide.

A wing is a sheet in three dimensions, turned at the shoulder and again at the wrist and seen from a little above
and before; the origin is the body's middle.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ...picture import Colour, Cue
from ...scene import Actor
from ..colours import named
from ..drawn import Rig, beats
from ..shape import Part, Points, at, bgr, blend, ellipse, moved, plot, ribbon, shade, smooth, tube, vec

BODY, HEAD, NEAR, FAR, TAIL, LEG = 1, 2, 3, 4, 5, 6


@dataclass(frozen=True, slots=True)
class Bird:
    """A bird in body lengths (beak to tail); `length` in metres."""

    length: float
    back: Colour
    belly: Colour
    wing: Colour
    tip: Colour
    beak: Colour
    span: float = 2.4
    chord: float = 0.42
    #: Beats a second, and the share of the time it glides.
    rate: float = 2.6
    glide: float = 0.4
    head: float = 0.105
    neck: float = 0.0
    thick: float = 0.13
    fingers: bool = False
    sound: str = "wing"


_BIRDS: dict[str, Bird] = {
    "bird": Bird(0.28, bgr(0x46566B), bgr(0xD9CDBB), bgr(0x3C4757), bgr(0x262D38), bgr(0xC98A3A), 1.9, 0.42, 5.5, 0.2),
    "gull": Bird(0.50, bgr(0xC9CED4), bgr(0xF3F1EC), bgr(0xB9C0C8), bgr(0x2C2F36), bgr(0xE0A83C), 2.6, 0.34, 2.3, 0.55),
    "eagle": Bird(
        0.85,
        bgr(0x4A3524),
        bgr(0x5E4530),
        bgr(0x3F2D1F),
        bgr(0x241A13),
        bgr(0xE0B03C),
        2.5,
        0.52,
        1.5,
        0.75,
        fingers=True,
    ),
    "owl": Bird(
        0.55,
        bgr(0x7A5C3E),
        bgr(0xD9C29A),
        bgr(0x6B4F35),
        bgr(0x4A3624),
        bgr(0x3A2E24),
        2.3,
        0.55,
        2.0,
        0.4,
        0.17,
        thick=0.19,
    ),
    "dove": Bird(0.32, bgr(0xE9E7E2), bgr(0xFAF8F4), bgr(0xDFDDD9), bgr(0xC9C8C6), bgr(0xD98A7A), 2.0, 0.48, 4.2, 0.25),
    "crane": Bird(
        1.1,
        bgr(0xEDEBE6),
        bgr(0xF6F4F0),
        bgr(0xE4E2DE),
        bgr(0x26262B),
        bgr(0x8A6A3A),
        2.0,
        0.36,
        1.6,
        0.4,
        0.055,
        0.34,
        0.095,
        True,
    ),
}


def stroke(bird: Bird, seconds: float, own: float) -> tuple[float, float]:
    """Angles of the inner wing and, bending after it, of the outer."""
    cycle = 5.0
    where = (seconds / cycle + own) % 1.0
    power = 1.0
    if where < bird.glide:
        power = 0.10 + 0.9 * max(0.0, 1 - min(where, bird.glide - where) / 0.06)
    phase = 2 * math.pi * (bird.rate * seconds + own)
    inner = 0.30 - 0.14 * power + power * 0.62 * math.sin(phase)
    outer = inner - 0.22 + power * 0.55 * math.sin(phase - 1.05)
    return inner, outer


@dataclass(frozen=True, slots=True)
class Sheet:
    """A wing's frame: lengths to the wrist and beyond, the sweep of the hand, and the two angles."""

    near: float
    far: float
    sweep: float
    inner: float
    outer: float

    def fold(self, x: float, v: float) -> tuple[float, float, float]:
        """Wing coordinates (chordwise x, spanwise v: 1 is the wrist) to space (forward, up, aside)."""
        a = min(v, 1.0) * self.near
        b = max(v - 1.0, 0.0) * self.far
        up = a * math.sin(self.inner) + b * math.sin(self.outer)
        out = a * math.cos(self.inner) + b * math.cos(self.outer)
        return x - self.sweep * max(v - 1.0, 0.0) + 0.04 * v, up, out


def wing(bird: Bird, side: int, inner: float, outer: float) -> Points:
    """The outline of one wing (side +1 the near one) in body lengths."""
    half, c = bird.span / 2, bird.chord
    sheet = Sheet(half * 0.44, half * 0.56, 0.10 * half, inner, outer)
    lead = ((0.0, 0.10), (0.5, 0.32), (1.0, 0.30), (1.35, 0.22), (1.75, -0.04), (2.0, -0.36))
    trail = ((1.85, -0.50), (1.5, -0.56), (1.15, -0.62), (0.7, -0.70), (0.3, -0.72), (0.0, -0.66))
    fingers = ((2.05, -0.5), (1.80, -0.40), (1.97, -0.68), (1.70, -0.46), (1.82, -0.80), (1.58, -0.52))
    edge = (*fingers, *trail[2:]) if bird.fingers else trail
    return _seen(np.array([sheet.fold(x * c, v) for v, x in (*lead, *edge)]), side)


def _seen(space: Points, side: int) -> Points:
    """Seen from before, a little above: near wings come down and back on the picture."""
    f, u, r = space[:, 0], space[:, 1], space[:, 2] * side
    yaw, pitch = 0.62, 0.36
    x = f * math.cos(yaw) - r * math.sin(yaw)
    depth = f * math.sin(yaw) + r * math.cos(yaw)
    return np.column_stack([x, u * math.cos(pitch) - depth * math.sin(pitch)])


def flying(bird: Bird, seconds: float, own: float) -> list[Part]:
    """A bird on the wing, in metres."""
    inner, outer = stroke(bird, seconds, own)
    lift = -0.055 * (inner - 0.16)
    root = np.array((0.06, 0.05))
    sheets = []
    for side in (1, -1):
        outline = wing(bird, side, inner, outer) + root
        tips = outline[3:9] if not bird.fingers else outline[3:10]
        sheets.append((outline, tips))
    parts = []
    (near, near_tip), (far, far_tip) = sheets
    parts.append(Part((smooth(far, 3),), shade(bird.wing, 0.80), FAR))
    parts.append(Part((smooth(far_tip, 3),), shade(bird.tip, 0.85), FAR))
    parts += _torso(bird, lift)
    parts.append(Part((smooth(near, 3),), bird.wing, NEAR, thin=0.2))
    parts.append(Part((smooth(near_tip, 3),), bird.tip, NEAR))
    parts.append(Part((ribbon(near[:4] - (0.01, 0.02), (0.012, 0.02, 0.018, 0.004)),), shade(bird.wing, 1.18)))
    return moved(parts, (0.0, lift * bird.length), scale=bird.length)


def _torso(bird: Bird, lift: float) -> list[Part]:
    t = bird.thick
    tail = smooth(plot("-0.26 0.03, -0.52 0.06, -0.60 0.02, -0.57 -0.03, -0.48 -0.05, -0.24 -0.04"), 3)
    body = smooth(
        at(
            -0.34,
            0.0,
            -0.10,
            t * 0.72,
            0.14,
            t * 0.80,
            0.30,
            t * 0.55,
            0.36,
            0.02,
            0.26,
            -t * 0.75,
            0.04,
            -t,
            -0.18,
            -t * 0.6,
        ),
        4,
    )
    belly = smooth(at(-0.30, -0.02, 0.0, -0.02, 0.28, 0.0, 0.24, -t * 0.72, 0.04, -t * 0.95, -0.18, -t * 0.58), 3)
    parts = [Part((tail,), shade(bird.back, 0.9), TAIL), Part((body,), bird.back, BODY), Part((belly,), bird.belly)]
    hx, hy = 0.36 + bird.neck, 0.055 + bird.neck * 0.12
    if bird.neck:
        parts.append(Part((tube((0.28, 0.02), (hx, hy), (0.07, 0.035, 0.035)),), bird.back, HEAD))
        parts.append(Part((tube((-0.3, -0.04), (-0.85, -0.08), (0.02, 0.012)),), bird.beak, LEG))
    h = bird.head
    long = 0.9 if bird.neck else 0.55
    beak = at(hx + h * 0.7, hy + h * 0.35, hx + h * (1.05 + long), hy - h * 0.12, hx + h * 0.75, hy - h * 0.35)
    parts.append(Part((beak,), bird.beak, HEAD))
    parts.append(
        Part((ellipse(hx, hy, h * 1.12, h),), blend(bird.back, bird.belly, 0.5 if bird.neck == 0 else 0.0), HEAD)
    )
    parts.append(Part((ellipse(hx + h * 0.45, hy + h * 0.22, h * 0.15),), (0.05, 0.05, 0.05)))
    return parts


def perched(bird: Bird, seconds: float, own: float) -> list[Part]:
    """A bird on its feet, looking about in small quick turns."""
    tick = math.floor(seconds * 1.1 + own * 7)
    look = 0.25 * math.sin(tick * 2.4) + 0.02 * math.sin(9 * seconds)
    h = bird.head * 1.15
    feet = [Part((tube((x, 0.0), (x + 0.015, 0.17), (0.012, 0.012)),), bird.beak, LEG) for x in (-0.02, 0.07)]
    toes = [Part((tube((x - 0.02, 0.006), (x + 0.06, 0.006), (0.010, 0.008)),), bird.beak, LEG) for x in (-0.02, 0.07)]
    tail = smooth(plot("-0.16 0.26, -0.44 0.06, -0.50 0.02, -0.44 -0.02, -0.14 0.14"), 3)
    body = smooth(plot("-0.20 0.20, -0.10 0.40, 0.06 0.52, 0.20 0.50, 0.24 0.36, 0.16 0.20, 0.04 0.13, -0.10 0.13"), 4)
    belly = smooth(plot("0.02 0.20, 0.14 0.44, 0.22 0.44, 0.235 0.34, 0.15 0.20, 0.05 0.14"), 3)
    fold = smooth(plot("0.06 0.45, -0.10 0.40, -0.30 0.16, -0.38 0.05, -0.20 0.12, 0.02 0.22, 0.10 0.34"), 4)
    hx, hy = 0.19 + bird.neck * 0.15 + 0.01 * look, 0.58 + bird.neck
    beak = at(hx + h * 0.7, hy + h * 0.35, hx + h * 1.6, hy + h * (look - 0.1), hx + h * 0.75, hy - h * 0.35)
    parts = [
        *feet,
        *toes,
        Part((tail,), shade(bird.wing, 0.85), TAIL),
        Part((body,), bird.back, BODY),
        Part((belly,), bird.belly),
    ]
    parts += [
        Part((tube((0.12, 0.46), (hx, hy), (h * 1.05, h * 0.75)),), blend(bird.back, bird.belly, 0.3), HEAD),
        Part((beak,), bird.beak, HEAD),
    ]
    parts.append(Part((ellipse(hx, hy, h * 1.1, h),), blend(bird.back, bird.belly, 0.3), HEAD))
    parts.append(Part((ellipse(hx + h * 0.4, hy + h * 0.2, h * 0.15),), (0.05, 0.05, 0.05)))
    parts.append(Part((fold,), bird.wing, NEAR))
    return moved(parts, scale=bird.length)


def _own(seed: int, salt: int = 0) -> float:
    return float(np.random.default_rng([seed, 31, salt]).random())


def _coloured(bird: Bird, actor: Actor) -> Bird:
    colour = named(actor.traits)
    return replace(bird, back=colour, wing=shade(colour, 0.85), tip=shade(colour, 0.6)) if colour is not None else bird


def one(name: str) -> Callable[[Actor, int], Rig]:
    """A maker of one bird: on the wing unless it stands, sits or sings."""

    def make(actor: Actor, seed: int) -> Rig:
        bird, own = _coloured(_BIRDS[name], actor), _own(seed)
        if actor.action in {"sit", "perch", "sing", "sleep", "eat", "walk", "rest"}:
            tall = 0.70 + bird.neck
            return Rig(
                bird.length * tall,
                0.95 / tall,
                lambda seconds: perched(bird, seconds, own),
                roundness=0.09 * bird.length,
            )
        return Rig(
            height=bird.length * 0.95,
            aspect=2.1,
            draw=lambda seconds: flying(bird, seconds, own),
            stands_on="air",
            speed=3.0 + 2.0 * bird.length,
            cues=lambda seconds: _beaten(bird, seconds),
            roundness=0.06 * bird.length,
        )

    return make


def _beaten(bird: Bird, seconds: float) -> tuple[Cue, ...]:
    return (
        beats("wing", 0.75 / bird.rate, 1 / bird.rate, seconds, 0.25 * min(1.0, bird.length * 1.6))
        if bird.length > 0.4
        else ()
    )


def flock(actor: Actor, seed: int) -> Rig:
    """A skein of birds, each with its own beat, drifting a little against the others."""
    rng = np.random.default_rng([seed, 33])
    white = {"white", "gull", "gulls"} & set(actor.traits)
    bird = _coloured(_BIRDS["gull" if white or rng.random() < 0.4 else "bird"], actor)
    bird = replace(bird, length=0.45, rate=3.0)
    count = int(np.clip(actor.count if actor.count > 1 else 9, 5, 16))
    x, y = _formation(count, rng)
    size, own = rng.uniform(0.72, 1.05, count), rng.random(count)

    def draw(seconds: float) -> list[Part]:
        parts: list[Part] = []
        for k in np.argsort(size):
            wander = (0.10 * math.sin(0.7 * seconds + 6 * own[k]), 0.07 * math.sin(0.9 * seconds + 9 * own[k]))
            one_ = moved(flying(bird, seconds, float(own[k])), scale=float(size[k]))
            parts += moved(one_, (float(x[k]) + wander[0], float(y[k]) + wander[1]), labels=8 * int(k))
        return parts

    return Rig(3.0, 2.2, draw, "air", 3.5, lambda seconds: beats("wing", 0.1, 0.33, seconds, 0.12), roundness=0.03)


def _formation(count: int, rng: np.random.Generator) -> tuple[Points, Points]:
    row = (np.arange(count) + 1) // 2
    side = np.where(np.arange(count) % 2 == 0, 1.0, -0.75)
    x = 2.6 - row * 5.2 / max(row.max(), 1) + rng.normal(0, 0.12, count)
    y = side * row * 1.3 / max(row.max(), 1) + rng.normal(0, 0.10, count)
    return x, y


def butterfly(actor: Actor, seed: int) -> Rig:
    """Four scalloped wings that clap and drift."""
    rng = np.random.default_rng([seed, 35])
    tone = named(actor.traits) or (bgr(0xDF8A2F), bgr(0x4F86C9), bgr(0xE3C24A), bgr(0xC9567A))[int(rng.integers(4))]
    own, size = float(rng.random()), 0.09
    dark = bgr(0x2A2124)
    fore = plot("0.0 0.0, 0.22 0.42, 0.62 0.62, 0.78 0.46, 0.66 0.18, 0.40 -0.02")
    hind = plot("0.0 0.0, 0.40 0.02, 0.60 -0.16, 0.50 -0.46, 0.28 -0.55, 0.06 -0.30")

    def draw(seconds: float) -> list[Part]:
        clap = 0.28 + 0.72 * abs(math.cos(2 * math.pi * 2.4 * seconds + own)) if seconds % 3.1 < 2.2 else 0.92
        parts: list[Part] = []
        for side, label in ((-1, FAR), (1, NEAR)):
            shape = np.array((side * clap, 1.0))
            shear = np.array(((1.0, 0.10 * side), (0.0, 1.0)))
            for sheet, shade_ in ((hind, 0.86), (fore, 1.0)):
                outline = smooth(sheet, 4)
                parts.append(Part(((outline * shape) @ shear,), dark, label))
                inner = (outline - outline.mean(0)) * 0.78 + outline.mean(0)
                parts.append(Part(((inner * shape) @ shear,), shade(tone, shade_), label, thin=0.6))
        parts.append(Part((ribbon([(0, 0.18), (0, 0.0), (0, -0.32)], (0.03, 0.045, 0.015)),), dark, BODY))
        for side in (-1, 1):
            parts.append(
                Part((ribbon([(0, 0.18), (0.08 * side, 0.36), (0.16 * side, 0.44)], (0.008, 0.007, 0.012)),), dark)
            )
        bob = (0.0, 0.10 * math.sin(3.3 * seconds) + 0.04 * math.sin(7 * seconds))
        return moved(moved(parts, bob, angle=-0.25), scale=size)

    return Rig(size * 1.3, 1.35, draw, "air", 0.4, roundness=0.01)


def dragon(actor: Actor, seed: int) -> Rig:
    """A long-tailed dragon on leathery wings."""
    own = _own(seed)
    skin = named(actor.traits) or (bgr(0x5A2A2E), bgr(0x2F5A48), bgr(0x3A3A52))[seed % 3]
    beast = Bird(
        5.0, skin, shade(skin, 1.5), shade(skin, 0.8), shade(skin, 0.7), skin, 2.7, 0.62, 0.75, 0.35, fingers=True
    )

    def draw(seconds: float) -> list[Part]:
        inner, outer = stroke(beast, seconds, own)
        lift = -0.06 * (inner - 0.16)
        near, far = (wing(beast, side, inner, outer) + vec(0.05, 0.06) for side in (1, -1))
        bones = [ribbon([near[2], near[2] * 0.4 + near[k] * 0.6, near[k]], (0.014, 0.010, 0.002)) for k in (8, 6, 4)]
        parts = [Part((smooth(far, 2),), shade(beast.wing, 0.75), FAR, thin=0.3), *_wyrm(skin, seconds)]
        parts.append(Part((smooth(near, 2),), beast.wing, NEAR, thin=0.3))
        parts += [Part((bone,), shade(skin, 1.25)) for bone in bones]
        return moved(parts, (0.0, lift * 5), scale=5.0)

    return Rig(6.0, 2.1, draw, "air", 7.0, lambda seconds: beats("wing", 1.0, 1 / 0.75, seconds, 1.0), roundness=0.35)


def _wyrm(skin: Colour, seconds: float) -> list[Part]:
    """A dragon's body, neck, head and waving tail."""
    wave = [0.05 * math.sin(2.2 * seconds - 1.1 * k) * k for k in range(5)]
    tail = plot("-0.2 0, -0.5 -0.03, -0.85 -0.02, -1.15 0.06, -1.38 0.12") + np.column_stack([np.zeros(5), wave])
    spade = plot("-1.34 0.15, -1.56 0.22, -1.5 0.06, -1.36 0.08") + vec(0.0, wave[4])
    neck = plot("0.15 0.02, 0.4 0.1, 0.62 0.16, 0.76 0.14")
    body = plot("-0.35 0.02, -0.1 0.11, 0.18 0.11, 0.32 0.03, 0.22 -0.1, -0.05 -0.13, -0.3 -0.07")
    head = plot("0.7 0.2, 0.82 0.22, 0.98 0.14, 1.06 0.09, 1.04 0.05, 0.92 0.05, 0.82 0.06, 0.7 0.08")
    horn = plot("0.76 0.2, 0.66 0.27, 0.58 0.36")
    spikes = []
    for k in range(9):
        x = 0.55 - 0.13 * k
        y = 0.15 - 0.012 * k if x > 0.2 else 0.11 - 0.02 * (k - 3)
        spikes.append(at(x - 0.05, y - 0.02, x - 0.035, y + 0.07, x + 0.05, y - 0.02))
    legs = tuple(
        ribbon(plot("0 -0.06, -0.1 -0.18, -0.02 -0.24") + vec(x, 0), (0.05, 0.035, 0.015)) for x in (-0.22, 0.12)
    )
    parts = [Part((ribbon(tail, (0.09, 0.07, 0.045, 0.025, 0.006)),), shade(skin, 0.95), TAIL)]
    parts += [Part((spade,), shade(skin, 0.8), TAIL), Part(tuple(spikes), shade(skin, 0.7), LEG)]
    parts += [Part((smooth(body, 4),), skin, BODY), Part((ribbon(neck, (0.10, 0.065, 0.05, 0.055)),), skin, BODY)]
    parts.append(Part((smooth(head, 3),), skin, HEAD))
    for dx, tone in ((0.03, 0.75), (0.0, 1.2)):
        parts.append(Part((ribbon(horn + vec(dx, 0), (0.025, 0.016, 0.003)),), shade(skin, tone), HEAD))
    parts.append(Part((ellipse(0.86, 0.15, 0.018, 0.012),), bgr(0xF0B040), glow=0.6))
    return [*parts, Part(legs, shade(skin, 0.85), LEG)]


MAKERS: dict[str, Callable[[Actor, int], Rig]] = {
    **{name: one(name) for name in _BIRDS},
    "flock": flock,
    "butterfly": butterfly,
    "dragon": dragon,
}
