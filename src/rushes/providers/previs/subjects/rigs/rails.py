"""Trains: a steam locomotive with its coaches, and a high-speed train; windows lit, wheels and rods turning."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ...picture import Colour, Cue
from ...scene import Actor
from ..colours import named
from ..drawn import Rig, beats, lasting
from ..shape import Part, at, bgr, box, ellipse, line, plot, ribbon, shade, smooth, tube, vec
from .road import CHROME, LAMP, TYRE

BODY, BOILER, WHEEL, COACH, CAB = 1, 2, 3, 4, 5
WARM, GLASS, BRASS = bgr(0xF5CF86), bgr(0x26323C), bgr(0xC9993F)


def _wheels(xs: np.ndarray, radius: float, way: float) -> list[Part]:
    parts = []
    for x in xs:
        parts.append(Part((ellipse(float(x), radius, radius, count=26),), TYRE, WHEEL))
        parts.append(Part((ellipse(float(x), radius, radius * 0.72),), shade(CHROME, 0.42)))
        spokes = []
        for k in range(4):
            a = -way / radius + math.pi * k / 4
            dx, dy = radius * 0.72 * math.cos(a), radius * 0.72 * math.sin(a)
            spokes.append(
                tube((float(x) - dx, radius - dy), (float(x) + dx, radius + dy), (radius * 0.045, radius * 0.045))
            )
        parts.append(Part(tuple(spokes), TYRE))
    return parts


def _coach(x: float, length: float, paint: Colour, way: float) -> list[Part]:
    parts = _wheels(np.array((x + 1.6, x + 3.0, x + length - 3.0, x + length - 1.6)), 0.45, way)
    parts.append(Part((box(x + 0.2, 0.75, x + length - 0.2, 1.15),), TYRE, COACH + 8))
    parts.append(Part((box(x + 0.15, 1.0, x + length - 0.15, 3.65, 0.25),), paint, COACH))
    parts.append(
        Part(
            (smooth(at(x, 3.45, x + 0.6, 3.85, x + length - 0.6, 3.85, x + length, 3.45), 3),),
            shade(paint, 0.45),
            COACH + 1,
        )
    )
    parts.append(Part((box(x + 0.15, 1.55, x + length - 0.15, 1.68),), shade(BRASS, 0.9)))
    count = int(length / 1.55)
    lefts = [x + 0.85 + k * (length - 1.5) / count for k in range(count)]
    parts.append(Part(tuple(box(left, 2.1, left + 0.92, 3.15, 0.12) for left in lefts), WARM, glow=0.35))
    parts.append(Part(tuple(box(left, 2.1, left + 0.92, 2.38, 0.08) for left in lefts), shade(WARM, 0.62), glow=0.2))
    return parts


def _smoke(seconds: float, x: float, y: float, speed: float) -> list[Part]:
    parts = []
    for k in range(13):
        age = (seconds * 0.42 + k / 13) % 1
        px, py = x - age * (5 + 1.15 * speed), y + 3.6 * age**0.55 + 0.3 * math.sin(9 * k)
        size = 0.40 + 2.1 * age
        tone = shade(bgr(0xE2DDD8), 0.82 + 0.16 * age)
        parts.append(
            Part(
                (ellipse(px, py, size * 1.25, size, 0.4 * k),), tone, alpha=0.52 * (1 - age) ** 1.1 * min(1.0, age * 9)
            )
        )
    return parts


def steam(actor: Actor, seed: int) -> Rig:
    """A steam engine, its tender and two coaches."""
    black = named(actor.traits) or (bgr(0x26282C), bgr(0x23402F), bgr(0x3A2226))[seed % 3]
    paint = (bgr(0x6B2A2A), bgr(0x2F4A3A), bgr(0x2E3F5C))[seed % 3]
    goes = actor.action not in {"stand", "wait", "stop", "park"}
    speed = 9.0 if goes else 0.0
    big = 0.88

    def draw(seconds: float) -> list[Part]:
        way = speed * seconds
        parts = _coach(-22.5, 10.5, paint, way) + _coach(-11.6, 10.5, paint, way)
        parts += _wheels(np.array((-0.1, 1.3, 2.7)), 0.5, way)
        parts.append(Part((plot("-0.9 0.9, 3.5 0.9, 3.5 2.6, 3.1 2.9, -0.6 2.9, -0.9 2.6"),), black, CAB + 6))
        parts.append(Part((smooth(at(-0.5, 2.75, 0.4, 3.25, 1.6, 3.15, 2.8, 2.8), 3),), bgr(0x17181A), CAB + 7))
        parts += _smoke(seconds, 11.55, 4.9, speed)
        parts.append(Part((box(3.7, 0.95, 12.4, 1.35),), shade(black, 0.7), CAB + 5))
        parts.append(Part((box(5.6, 1.55, 12.3, 3.25, 0.55),), black, BOILER))
        for x in (7.0, 8.7, 10.3):
            parts.append(Part((box(x, 1.55, x + 0.09, 3.25),), BRASS))
        parts.append(Part((box(3.7, 1.3, 6.0, 4.0, 0.1),), black, CAB))
        parts.append(Part((smooth(at(3.4, 3.9, 3.9, 4.2, 5.9, 4.2, 6.3, 3.9), 3),), shade(black, 0.8), CAB + 1))
        parts.append(Part((box(4.2, 2.65, 5.3, 3.5, 0.15),), WARM, glow=0.55))
        for x, w, top in ((7.6, 0.42, 3.75), (9.5, 0.36, 3.65)):
            parts.append(
                Part(
                    (smooth(at(x - w, 3.15, x - w * 0.9, top - 0.1, x, top, x + w * 0.9, top - 0.1, x + w, 3.15), 3),),
                    BRASS,
                    CAB + 2,
                )
            )
        parts.append(Part((plot("11.2 3.1, 11.1 4.55, 10.95 4.9, 12.15 4.9, 12.0 4.55, 11.9 3.1"),), black, CAB + 3))
        parts.append(Part((ellipse(12.35, 2.4, 0.14, 0.82),), shade(black, 1.5), BOILER + 9))
        parts.append(Part((ellipse(12.3, 3.55, 0.22, 0.24),), LAMP, glow=0.95))
        drivers = np.array((5.4, 7.35, 9.3))
        parts += _wheels(drivers, big, way) + _wheels(np.array((11.2,)), 0.45, way)
        a = -way / big
        pin = (0.45 * math.cos(a), big + 0.45 * math.sin(a))
        parts.append(line([(5.4 + pin[0], pin[1]), (9.3 + pin[0], pin[1])], 0.16, CHROME))
        parts.append(line([(7.35 + pin[0], pin[1]), (11.0 + 0.45 * math.cos(a), 0.95)], 0.13, shade(CHROME, 0.85)))
        parts.append(Part((box(10.6, 0.65, 12.0, 1.3, 0.15),), shade(black, 1.2), CAB + 4))
        parts.append(Part((at(12.4, 1.2, 13.5, 0.15, 12.4, 0.15),), bgr(0x7A2A26), CAB + 8))
        return [_shifted(part, 4.7) for part in parts]

    rate = math.pi * 0.5 * big / max(speed, 0.1)
    return Rig(
        4.9,
        7.2,
        draw,
        speed=speed,
        cues=lambda seconds: (
            (Cue("wheels", 0.0, 0.6, seconds=seconds), *beats("whoosh", 0.1, rate * 2, seconds, 0.3)) if goes else ()
        ),
        roundness=0.5,
    )


def _shifted(part: Part, dx: float) -> Part:
    return replace(part, contours=tuple(c + vec(dx, 0.0) for c in part.contours))


def modern(actor: Actor, seed: int) -> Rig:
    """A streamlined train of three cars."""
    accent = named(actor.traits) or (bgr(0x2F5A9A), bgr(0xB5302F), bgr(0x2F8A7A))[seed % 3]
    white = bgr(0xE9EBEC)
    goes = actor.action not in {"stand", "wait", "stop", "park"}
    speed = 18.0 if goes else 0.0

    def draw(seconds: float) -> list[Part]:
        parts: list[Part] = [Part((box(-17.5, 0.25, 16.5, 0.9),), TYRE, WHEEL)]
        parts += _wheels(np.array((-16, -14.5, -7.5, -6, -4, -2.5, 4, 5.5, 8, 9.5)), 0.42, speed * seconds)
        for x0, x1 in ((-17.8, -6.2), (-6.0, 5.6)):
            parts.append(Part((box(x0, 0.6, x1, 3.75, 0.22),), white, COACH + int(x0 > -10)))
        nose = smooth(
            plot("5.8 0.6, 5.8 3.75, 10.0 3.75, 12.6 3.35, 15.4 2.1, 17.6 1.15, 17.9 0.8, 17.0 0.5, 9.0 0.5"), 5
        )
        parts.append(Part((nose,), white, BODY))
        stripe = ribbon(
            [(-17.8, 1.45), (0, 1.45), (10, 1.45), (14.5, 1.30), (17.4, 0.95)], (0.22, 0.22, 0.22, 0.18, 0.04)
        )
        parts.append(Part((stripe,), accent))
        parts.append(Part((ribbon([(-17.7, 3.62), (0, 3.62), (10.5, 3.62)], (0.12, 0.12, 0.05)),), shade(white, 0.6)))
        panes = [float(x) for x in np.arange(-17.0, 10.0, 1.25) if not (-6.9 < x < -5.4 or 4.6 < x < 6.2)]
        parts.append(Part(tuple(box(x, 2.15, x + 0.85, 3.0, 0.18) for x in panes), WARM, glow=0.30))
        parts.append(Part((smooth(plot("11.6 2.75, 12.4 3.28, 13.5 2.88, 14.6 2.36, 13.6 2.30"), 3),), GLASS, CAB))
        parts.append(Part((ellipse(16.7, 1.22, 0.40, 0.10, -0.45),), LAMP, glow=0.95))
        for x in (-12, 0.0):
            parts.append(line([(x, 3.75), (x + 0.6, 4.15), (x, 4.55), (x + 0.8, 4.55)], 0.07, TYRE))
        return parts

    return Rig(4.3, 8.3, draw, speed=speed, cues=lasting("wheels", 0.5, goes), roundness=0.7)


MAKERS: dict[str, Callable[[Actor, int], Rig]] = {"train": modern, "steam train": steam}
