"""What flies without wings of its own: aeroplane, helicopter, hot-air balloon, kite, drone, saucer, rocket."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from ...picture import Cue
from ...scene import Actor
from ..colours import named
from ..drawn import Rig, lasting
from ..shape import Part, at, bgr, blend, box, ellipse, line, moved, plot, ribbon, shade, smooth
from .road import CHROME, PAINTS, TYRE

BODY, WING, TAIL, POD, FAR = 1, 2, 3, 4, 5
WHITE, GLASS, FIRE = bgr(0xE8EAEC), bgr(0x2E4656), bgr(0xF59A3A)


def plane(actor: Actor, seed: int) -> Rig:
    """An airliner, banking very slightly."""
    accent = named(actor.traits) or (bgr(0x2F5A9A), bgr(0xB5342F), bgr(0x2F7A6A), bgr(0xD9822F))[seed % 4]

    def draw(seconds: float) -> list[Part]:
        body = smooth(
            plot("-15 0.9, -8 1.75, 9 1.75, 13 1.35, 15.2 0.1, 14.4 -0.7, 11 -1.45, -6 -1.55, -12 -0.5, -16 0.75"),
            4,
        )
        fin = smooth(at(-15.8, 1.0, -17.2, 6.2, -15.0, 6.2, -10.4, 1.6), 2)
        far = at(2.4, 1.2, -3.0, 4.6, -4.3, 4.6, -1.6, 1.2)
        near = at(4.0, -0.55, -4.6, -4.3, -6.6, -4.2, -1.8, -0.75)
        tail = at(-12.2, 0.7, -15.8, -0.5, -17.2, -0.4, -15.2, 0.8)
        parts = [Part((far,), shade(WHITE, 0.72), FAR), Part((fin,), accent, TAIL), Part((body,), WHITE, BODY)]
        parts.append(Part((ribbon([(-15, 0.55), (0, -0.45), (13.5, -0.75)], (0.1, 0.22, 0.08)),), accent))
        parts += [Part((box(-9.5 + 0.92 * k, 0.35, -9.1 + 0.92 * k, 0.85, 0.12),), GLASS) for k in range(22)]
        parts.append(Part((smooth(at(12.2, 0.75, 13.3, 0.95, 14.2, 0.40, 13.0, 0.32), 2),), GLASS))
        parts.append(
            Part((smooth(plot("1.6 -1.5, 1.8 -2.9, -0.3 -3.1, -2.0 -2.5, -2.0 -1.8"), 3),), shade(WHITE, 0.8), POD)
        )
        parts += [Part((near,), shade(WHITE, 0.93), WING), Part((tail,), shade(WHITE, 0.85), WING)]
        on = (seconds * 1.1) % 1 < 0.12
        parts.append(Part((ellipse(-6.1, -4.25, 0.22),), bgr(0xFF5040), glow=1.0 if on else 0.15))
        return moved(parts, (0.0, 0.12 * math.sin(0.8 * seconds)), angle=0.05 + 0.012 * math.sin(0.5 * seconds))

    return Rig(10.5, 3.1, draw, "air", 28.0, lasting("engine", 0.4), 0.9)


def helicopter(actor: Actor, seed: int) -> Rig:
    """A helicopter: discs of blurred blades with a blade that shows."""
    paint = named(actor.traits) or PAINTS[seed % len(PAINTS)]

    def draw(seconds: float) -> list[Part]:
        body = smooth(plot("-2.0 0.5, -1.3 1.05, 0.4 1.1, 1.7 0.7, 2.35 -0.25, 1.9 -0.95, 0.2 -1.1, -1.5 -0.75"), 4)
        boom = at(-1.5, 0.85, -6.3, 0.95, -6.4, 0.60, -1.6, 0.0)
        fin = at(-6.0, 0.7, -6.9, 1.95, -6.4, 1.95, -5.4, 0.85)
        glass = smooth(plot("0.65 0.95, 1.65 0.62, 2.22 -0.2, 1.5 -0.42, 0.7 -0.25"), 3)
        parts = [
            line([(-1.2, -1.5), (1.9, -1.5), (2.3, -1.3)], 0.09, TYRE),
            line([(-0.7, -0.9), (-0.8, -1.5)], 0.07, TYRE),
            line([(0.9, -1.0), (1.0, -1.5)], 0.07, TYRE),
        ]
        parts += [
            Part((boom,), paint, TAIL),
            Part((fin,), shade(paint, 0.8), TAIL + 4),
            Part((body,), paint, BODY),
            Part((glass,), GLASS, POD),
        ]
        parts.append(
            Part((at(1.0, 0.70, 1.28, 0.70, 1.55, -0.2, 1.2, -0.2),), blend(GLASS, (1, 0.95, 0.9), 0.3), alpha=0.7)
        )
        parts.append(Part((box(-0.65, -0.45, 0.35, 0.65, 0.18),), shade(GLASS, 1.1), POD))
        parts.append(Part((ribbon([(-6.2, 0.80), (-1.6, 0.35), (1.2, -0.55)], (0.04, 0.12, 0.08)),), WHITE))
        parts += [
            line([(0, 1.05), (0, 1.55)], 0.16, TYRE),
            Part((box(-0.6, 1.0, 0.5, 1.25, 0.1),), shade(paint, 0.6), FAR),
        ]
        parts.append(Part((ellipse(0.0, 1.60, 5.4, 0.16),), bgr(0x3A3F46), alpha=0.22))
        for k in range(2):
            reach = 5.4 * math.cos(2 * math.pi * 3.1 * seconds + math.pi * k / 2)
            parts.append(
                Part((ribbon([(-reach, 1.63), (0, 1.60), (reach, 1.57)], (0.05, 0.05, 0.05)),), TYRE, alpha=0.75)
            )
        a = 2 * math.pi * 4.3 * seconds
        parts.append(Part((ellipse(-6.45, 0.95, 0.85),), bgr(0x3A3F46), alpha=0.18))
        parts.append(
            line(
                [
                    (-6.45 - 0.8 * math.cos(a), 0.95 - 0.8 * math.sin(a)),
                    (-6.45 + 0.8 * math.cos(a), 0.95 + 0.8 * math.sin(a)),
                ],
                0.08,
                TYRE,
            )
        )
        parts.append(Part((ellipse(0.6, -1.12, 0.1),), bgr(0xFF5040), glow=1.0 if (seconds * 1.3) % 1 < 0.2 else 0.2))
        return moved(parts, (0.0, 0.12 * math.sin(1.1 * seconds)), angle=-0.07 + 0.02 * math.sin(0.9 * seconds))

    return Rig(3.4, 3.5, draw, "air", 9.0, lasting("engine", 0.7), 0.35)


def balloon(actor: Actor, seed: int) -> Rig:
    """A hot-air balloon: gores that catch the light, a basket with people, a burner that flares."""
    rng = np.random.default_rng([seed, 71])
    pairs = (
        (0xC23A30, 0xF0DDB5),
        (0x2F6A9A, 0xF2B544),
        (0xE0822F, 0x7A2F4A),
        (0x3F8A6A, 0xF0E2B8),
        (0x7A4A9A, 0xF0B04A),
    )
    first, second = (bgr(c) for c in pairs[int(rng.integers(len(pairs)))])
    first = named(actor.traits) or first
    own = float(rng.random()) * 6

    def gore(u0: float, u1: float) -> np.ndarray:
        y = np.linspace(0, 1, 22)
        r = 5.2 * np.sin(np.pi * np.clip(y, 0, 1) ** 0.78) ** 0.62 * (1 - 0.12 * (1 - y)) + 0.75 * (1 - y) ** 3
        left = np.column_stack([r * math.sin(u0), y * 12.5 - 2.6])
        right = np.column_stack([r * math.sin(u1), y * 12.5 - 2.6])
        return np.concatenate([left, right[::-1]])

    def draw(seconds: float) -> list[Part]:
        parts = [Part((gore(-math.pi / 2, math.pi / 2),), first, BODY, thin=0.6)]
        edges = np.linspace(-math.pi / 2, math.pi / 2, 10)
        for k in range(9):
            tone = first if k % 2 else second
            parts.append(Part((gore(float(edges[k]), float(edges[k + 1])),), tone, thin=0.6))
        flare = max(0.0, math.sin(0.9 * seconds + own)) ** 4
        for x0, x1 in ((-0.72, -0.62), (0.72, 0.62), (-0.3, -0.28), (0.3, 0.28)):
            parts.append(line([(x0, -2.55), (x1, -4.4)], 0.05, bgr(0x3A2E26)))
        flame = smooth(at(-0.14, -3.4, -0.2, -2.9 + 0.2 * flare, 0.0, -2.5 + 0.9 * flare, 0.2, -2.9, 0.14, -3.4), 3)
        parts.append(Part((flame,), FIRE, alpha=0.35 + 0.6 * flare, glow=1.0))
        for x, cloth in ((-0.3, 0x2F4858), (0.26, 0x8A3A36)):
            parts += [
                Part((ellipse(x, -4.1, 0.15),), bgr(0x3A2A22), POD),
                Part((smooth(at(x - 0.22, -4.9, x - 0.2, -4.35, x + 0.2, -4.35, x + 0.22, -4.9), 2),), bgr(cloth), POD),
            ]
        parts.append(Part((at(-0.72, -4.4, 0.72, -4.4, 0.6, -5.5, -0.6, -5.5),), bgr(0x8A5F36), WING))
        parts += [Part((box(-0.74, y, 0.74, y + 0.1, 0.04),), bgr(0x5A3B20)) for y in (-4.48, -5.0)]
        sway = 0.025 * math.sin(0.7 * seconds + own)
        return moved(moved(parts, (0.0, -2.0)), (0.0, 0.15 * math.sin(0.5 * seconds)), angle=sway)

    return Rig(
        15.5,
        0.68,
        draw,
        "air",
        1.2,
        lambda seconds: (Cue("fire", max(0.0, 1.4 - own / 0.9 % 7), 0.3, seconds=1.2),),
        3.2,
    )


def kite(actor: Actor, seed: int) -> Rig:
    """A diamond kite with a bowed tail."""
    first = named(actor.traits) or PAINTS[seed % 6]
    second = bgr(0xF0C24A)

    def draw(seconds: float) -> list[Part]:
        swing = 0.18 * math.sin(1.3 * seconds) + 0.06 * math.sin(3.7 * seconds)
        quarters = (
            at(0, 0.6, -0.42, 0.12, 0, 0.12),
            at(0, 0.6, 0.42, 0.12, 0, 0.12),
            at(0, -0.6, -0.42, 0.12, 0, 0.12),
            at(0, -0.6, 0.42, 0.12, 0, 0.12),
        )
        parts = [Part((q,), first if k in {0, 3} else second, BODY + (k % 2), thin=0.6) for k, q in enumerate(quarters)]
        parts += [
            line([(0, 0.6), (0, -0.6)], 0.016, shade(first, 0.5)),
            line([(-0.42, 0.12), (0.42, 0.12)], 0.016, shade(first, 0.5)),
        ]
        tail = [(0.07 * k * math.sin(3.1 * seconds - 0.8 * k), -0.6 - 0.20 * k) for k in range(6)]
        parts.append(line(tail, 0.012, shade(first, 0.6)))
        for k, (x, y) in enumerate(tail[1:]):
            parts.append(
                Part(
                    (at(x - 0.09, y + 0.05, x, y, x + 0.09, y + 0.05, x + 0.09, y - 0.05, x, y, x - 0.09, y - 0.05),),
                    second if k % 2 else first,
                )
            )
        parts.append(line([(0, 0.1), (0.5, -0.9), (1.3, -2.2)], 0.007, bgr(0xE6E2DA)))
        return moved(parts, (0.0, 0.45), angle=swing - 0.35)

    return Rig(2.2, 0.75, draw, "air", 0.0, lasting("gust", 0.3), 0.10)


def drone(actor: Actor, seed: int) -> Rig:
    """A quadcopter with blurred rotors and lamps."""
    shell = named(actor.traits) or (bgr(0xD9DCDE), bgr(0x33373D))[seed % 2]

    def draw(seconds: float) -> list[Part]:
        parts = []
        for x, y, tone in ((-0.30, 0.05, 0.7), (0.30, 0.05, 0.7), (-0.36, 0.0, 1.0), (0.36, 0.0, 1.0)):
            parts.append(line([(0, 0.0), (x, y)], 0.035, shade(shell, tone), WING))
            parts.append(Part((box(x - 0.025, y - 0.03, x + 0.025, y + 0.05, 0.01),), TYRE, TAIL))
            parts.append(Part((ellipse(x, y + 0.06, 0.19, 0.018),), bgr(0x3A3F46), alpha=0.30))
            reach = 0.18 * math.cos(2 * math.pi * 5.3 * seconds + x * 9)
            parts.append(line([(x - reach, y + 0.06), (x + reach, y + 0.06)], 0.012, TYRE))
        parts.append(
            Part(
                (smooth(plot("-0.17 0.0, -0.12 0.07, 0.10 0.075, 0.18 0.02, 0.13 -0.05, -0.12 -0.05"), 4),),
                shell,
                BODY,
            )
        )
        parts += [Part((ellipse(0.10, -0.075, 0.045),), TYRE, POD), Part((ellipse(0.115, -0.08, 0.02),), bgr(0x4A6F8A))]
        parts += [
            line([(-0.10, -0.05), (-0.14, -0.15)], 0.014, TYRE),
            line([(0.06, -0.05), (0.10, -0.15)], 0.014, TYRE),
        ]
        parts += [
            Part((ellipse(x, -0.03, 0.016),), c, glow=1.0) for x, c in ((-0.36, bgr(0xFF4A3A)), (0.36, bgr(0x5AFF7A)))
        ]
        return moved(parts, (0.0, 0.03 * math.sin(2.2 * seconds)), angle=0.05 * math.sin(1.3 * seconds) - 0.05)

    return Rig(0.28, 4.0, draw, "air", 2.5, lasting("whirr", 0.4), 0.04)


def ufo(actor: Actor, seed: int) -> Rig:
    """A saucer with a glass dome and running lights."""
    del seed
    metal = named(actor.traits) or bgr(0x9AA3AC)

    def draw(seconds: float) -> list[Part]:
        dish = smooth(plot("-4.2 0.0, -2.4 0.75, 0 1.0, 2.4 0.75, 4.2 0.0, 2.2 -0.65, 0 -0.85, -2.2 -0.65"), 5)
        dome = smooth(plot("-1.5 0.8, -1.2 1.7, 0 2.1, 1.2 1.7, 1.5 0.8"), 4)
        parts = (
            [Part((at(-0.9, -0.8, 0.9, -0.8, 2.4, -5.0, -2.4, -5.0),), bgr(0xBFEFDF), alpha=0.16, glow=0.8)]
            if "beam" in actor.traits
            else []
        )
        parts += [Part((dome,), bgr(0x8FC9C0), POD, alpha=0.9, glow=0.2), Part((dish,), metal, BODY)]
        parts.append(Part((ribbon([(-4.1, 0.0), (0, -0.18), (4.1, 0.0)], (0.03, 0.12, 0.03)),), shade(metal, 0.55)))
        for k in range(9):
            x = -3.2 + 0.8 * k
            on = math.sin(5 * seconds - 0.7 * k) > 0.2
            parts.append(
                Part(
                    (ellipse(x, -0.16 + 0.012 * x * x, 0.17, 0.13),),
                    bgr(0xFFE08A) if on else bgr(0x8A6A3A),
                    glow=1.0 if on else 0.2,
                )
            )
        return moved(parts, (0.0, 0.2 * math.sin(1.2 * seconds)), angle=0.05 * math.sin(0.8 * seconds))

    return Rig(3.2, 2.7, draw, "air", 2.0, lasting("machine", 0.3), 0.8)


def rocket(actor: Actor, seed: int) -> Rig:
    """A rocket on its flame, or standing on its fins."""
    accent = named(actor.traits) or (bgr(0xC23A30), bgr(0x2F5A9A), bgr(0xD9822F))[seed % 3]
    flies = actor.action not in {"stand", "wait", "park"}

    def draw(seconds: float) -> list[Part]:
        parts: list[Part] = []
        if flies:
            flick = 1 + 0.10 * math.sin(31 * seconds) + 0.07 * math.sin(47 * seconds)
            for wide, long, tone, alpha in (
                (2.0, 11.0, 0xE8622A, 0.55),
                (1.4, 8.0, 0xF59A3A, 0.8),
                (0.75, 5.0, 0xFFF0C0, 0.95),
            ):
                tip = -10 - long * flick
                flame = smooth(
                    at(
                        -wide * 0.6,
                        -9.8,
                        -wide,
                        -11.5,
                        -wide * 0.5,
                        (tip - 11) / 2,
                        0.2 * math.sin(19 * seconds),
                        tip,
                        wide * 0.5,
                        (tip - 11) / 2,
                        wide,
                        -11.5,
                        wide * 0.6,
                        -9.8,
                    ),
                    4,
                )
                parts.append(Part((flame,), bgr(tone), alpha=alpha, glow=1.0))
        body = smooth(plot("-1.7 -9.0, -1.9 -2, -1.75 4, -1.1 8, 0 11, 1.1 8, 1.75 4, 1.9 -2, 1.7 -9.0"), 4)
        nose = smooth(plot("-1.25 7.2, -0.75 9.2, 0 11, 0.75 9.2, 1.25 7.2"), 3)
        for s in (-1, 1):
            parts.append(
                Part(
                    (smooth(at(1.6 * s, -4.5, 3.9 * s, -8.2, 4.0 * s, -11.0, 2.8 * s, -10.4, 1.6 * s, -8.8), 2),),
                    accent,
                    WING,
                )
            )
        parts += [
            Part((at(-1.1, -9.0, 1.1, -9.0, 1.4, -10.2, -1.4, -10.2),), shade(CHROME, 0.5), POD),
            Part((body,), WHITE, BODY),
            Part((nose,), accent),
        ]
        parts += [Part((ellipse(0, 4.2, 0.85),), CHROME), Part((ellipse(0, 4.2, 0.62),), bgr(0x4A8FB0), glow=0.15)]
        parts += [
            Part((ribbon([(-1.85, y), (0, y - 0.12), (1.85, y)], (0.08, 0.14, 0.08)),), shade(accent, 0.9))
            for y in (1.5, -6.2)
        ]
        parts.append(Part((ribbon([(0, -5.0), (0, -8.0), (0, -11.0)], (0.14, 0.24, 0.2)),), shade(accent, 0.8), WING))
        return parts if flies else moved(parts, (0.0, 11.0))

    cues = lasting("rocket", 1.0, flies)
    return Rig(22.0, 0.38, draw, "air" if flies else "ground", 0.0, cues, 1.2)


MAKERS: dict[str, Callable[[Actor, int], Rig]] = {
    "plane": plane,
    "helicopter": helicopter,
    "balloon": balloon,
    "kite": kite,
    "drone": drone,
    "ufo": ufo,
    "rocket": rocket,
}
