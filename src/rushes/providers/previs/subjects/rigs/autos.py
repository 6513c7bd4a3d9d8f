"""Cars of a character: the open convertible with its driver, the old-timer, the police car, the van, the tractor.

They share wheels and paint with the plain cars of `road`; front to the right, in metres.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ...scene import Actor
from ..colours import named
from ..drawn import Rig, lasting
from ..shape import Part, at, bgr, box, ellipse, line, moved, plot, ribbon, ring, shade, smooth, vec
from .person import person
from .road import BODY, CABIN, CHROME, GLASS, LAMP, RIM, SEDAN, TAIL, TYRE, UNDER, car, wheel
from .skeleton import Foot, Pose
from .wardrobe import BUILDS, dress

CREAM, LEATHER = bgr(0xEDE3CC), bgr(0x8A5230)


def _rolling(
    height: float, length: float, speed: float, draw: Callable[[float, float], list[Part]], actor: Actor
) -> Rig:
    """A rig on wheels: `draw` takes the seconds and the metres travelled."""
    parked = actor.action in {"stand", "park", "wait", "stop"}
    pace = 0.0 if parked else speed
    return Rig(
        height,
        length / height,
        lambda seconds: draw(0.0 if parked else seconds, pace * seconds),
        speed=pace,
        cues=lasting("engine", 0.5, not parked),
        roundness=0.16 * height,
    )


def _driver(seconds: float, seed: int, x: float, y: float, who: str = "man") -> list[Part]:
    """Somebody at the wheel, to the waist."""
    pose = Pose(
        pelvis=(0.0, 0.20, 0.0),
        lean=-0.12,
        curve=0.10,
        feet=(Foot(0.30, 0.10), Foot(0.30, 0.10)),
        hands=((0.27, 0.42, 0.05), (0.27, 0.42, 0.05)),
        nod=-0.02 + 0.02 * math.sin(1.3 * seconds),
    )
    outfit = dress(who, ("trousers",), seed)
    return moved(person(BUILDS[who], outfit, pose, 0.15, seconds, labels=40), (x, y))


def _wheels(spots: tuple[float, ...], radius: float, travelled: float, white: bool = False) -> list[Part]:
    parts: list[Part] = []
    for x in spots:
        arch = ellipse(x, radius + 0.02, radius * 1.17, count=28)
        parts.append(Part((np.column_stack([arch[:, 0], np.maximum(arch[:, 1], 0.24)]),), TYRE, UNDER))
        parts += wheel(x, radius, travelled, 6)
        if white:
            parts.append(ring(x, radius, radius * 0.84, radius * 0.68, CREAM))
    return parts


def convertible(actor: Actor, seed: int) -> Rig:
    """A long open car of the fifties: fins, chrome, white-walled tyres, two people in the wind."""
    paint = named(actor.traits) or (bgr(0xC22F2C), bgr(0x3F9AA8), bgr(0xE8D9A8))[seed % 3]
    body = plot(
        "-2.60 0.50, -2.72 1.10, -2.40 1.02, -1.60 0.96, -0.90 0.98, 0.70 0.98, 1.0 0.99, 2.20 0.90, 2.62 0.78, "
        "2.66 0.44, 2.45 0.28, -2.45 0.28"
    )

    def draw(seconds: float, travelled: float) -> list[Part]:
        shake = 0.008 * math.sin(15 * seconds) + 0.005 * math.sin(23 * seconds)
        up = vec(0.0, shake)
        parts = [Part((box(-2.35, 0.20, 2.35, 0.52),), TYRE, UNDER)]
        parts += _driver(seconds, seed + 5, -0.80, 0.44 + shake, "woman")
        parts += [Part((smooth(plot("-1.16 0.9, -1.24 1.26, -1.02 1.30, -0.94 0.9") + up, 3),), LEATHER, CABIN)]
        parts += _driver(seconds, seed, -0.36, 0.46 + shake)
        parts += [Part((smooth(plot("-0.80 0.9, -0.88 1.24, -0.66 1.28, -0.58 0.9") + up, 3),), LEATHER, CABIN)]
        screen = at(0.42, 0.97, 0.12, 1.42, 0.18, 1.43, 0.62, 0.97) + up
        parts += [Part((screen,), GLASS, CABIN + 20, alpha=0.7), line([(0.42, 0.97), (0.13, 1.43)], 0.035, CHROME)]
        parts += [line([(0.10, 1.02), (-0.02, 1.16)], 0.035, TYRE), Part((smooth(body, 5) + up,), paint, BODY)]
        parts.append(Part((ribbon([(-2.55, 0.74), (0.0, 0.72), (2.55, 0.66)], (0.03, 0.035, 0.02)),), CHROME))
        side = plot("-2.40 0.66, -0.3 0.66, 0.3 0.60, 2.30 0.56, 2.30 0.50, -2.40 0.44")
        parts.append(Part((side + up,), CREAM))
        parts += [
            Part((box(2.50, 0.36, 2.72, 0.50, 0.05),), CHROME),
            Part((box(-2.76, 0.40, -2.50, 0.54, 0.05),), CHROME),
        ]
        parts.append(Part((ellipse(2.56, 0.70, 0.10, 0.10),), LAMP, glow=0.75))
        parts += [Part((ellipse(-2.66, 0.92, 0.05, 0.09),), TAIL, glow=0.5)]
        parts += [
            line([(0.02, 0.55), (0.0, 0.94)], 0.012, shade(paint, 0.6)),
            line([(-0.22, 0.86), (-0.06, 0.86)], 0.03, CHROME),
        ]
        return parts + _wheels((-1.62, 1.72), 0.35, travelled, white=True)

    return _rolling(1.55, 5.4, 12.0, draw, actor)


def old_timer(actor: Actor, seed: int) -> Rig:
    """A car of the thirties: upright cabin, long bonnet, running boards and sweeping mudguards."""
    paint = named(actor.traits) or (bgr(0x2F3F5A), bgr(0x6B2A2E), bgr(0x3F5A48))[seed % 3]

    def draw(seconds: float, travelled: float) -> list[Part]:
        shake = vec(0.0, 0.010 * math.sin(13 * seconds))
        cabin = (
            smooth(plot("-1.75 0.62, -1.72 1.50, -1.55 1.76, -0.2 1.80, 0.02 1.70, 0.22 1.14, 0.22 0.62"), 4) + shake
        )
        hood = smooth(plot("0.10 0.60, 0.12 1.16, 0.5 1.18, 1.62 1.10, 1.80 1.04, 1.84 0.56"), 4) + shake
        panes = (
            at(-1.50, 1.16, -1.48, 1.60, -0.86, 1.64, -0.86, 1.16),
            at(-0.76, 1.16, -0.76, 1.64, -0.16, 1.62, -0.02, 1.16),
        )
        parts = [
            Part((box(-1.8, 0.34, 1.85, 0.62),), TYRE, UNDER),
            Part((cabin,), paint, BODY),
            Part((hood,), shade(paint, 1.08), BODY + 20),
        ]
        parts += [Part((pane + shake,), GLASS, CABIN) for pane in panes]
        parts += [line([(0.62 + 0.16 * k, 0.74), (0.62 + 0.16 * k, 1.02)], 0.03, shade(paint, 0.6)) for k in range(6)]
        parts += [
            Part((box(1.80, 0.56, 1.92, 1.14, 0.04),), CHROME, RIM + 20),
            Part((ellipse(1.72, 1.02, 0.15, 0.15),), CHROME, RIM + 21),
        ]
        parts += [
            Part((ellipse(1.82, 1.02, 0.06, 0.12),), LAMP, glow=0.75),
            Part((ellipse(-1.86, 0.70, 0.05, 0.07),), TAIL, glow=0.5),
        ]
        for x in (-1.22, 1.42):
            guard = ribbon(
                [(x - 0.62, 0.40), (x - 0.34, 0.78), (x, 0.88), (x + 0.34, 0.78), (x + 0.60, 0.44)],
                (0.03, 0.07, 0.08, 0.07, 0.03),
            )
            parts.append(Part((guard,), shade(paint, 0.72), BODY + 22))
        parts.append(Part((box(-0.75, 0.36, 0.95, 0.44, 0.03),), shade(paint, 0.5)))
        spare = [Part((ellipse(-1.92, 0.95, 0.13, 0.36),), TYRE, UNDER + 20)]
        return [*spare, *parts, *wheel(-1.22, 0.40, travelled, 12, 0.22), *wheel(1.42, 0.40, travelled, 12, 0.22)]

    return _rolling(1.82, 4.0, 8.0, draw, actor)


def police(actor: Actor, seed: int) -> Rig:
    """A black-and-white patrol car with its lights flashing."""
    rig = car(SEDAN, bgr(0x22262E))(replace(actor, traits=(*actor.traits, "police")), seed)

    def draw(seconds: float) -> list[Part]:
        door = at(-1.10, 0.36, 0.74, 0.36, 0.74, 0.98, -1.10, 1.0)
        parts, white = rig.draw(seconds), bgr(0xEDEFF2)
        star = [
            (0.10 * (1 if k % 2 else 0.45) * math.cos(0.63 * k), 0.10 * (1 if k % 2 else 0.45) * math.sin(0.63 * k))
            for k in range(10)
        ]
        badge = np.array(star) + (-0.60, 0.68)
        at_body = next(n for n, part in enumerate(parts) if part.label == BODY) + 1
        return [*parts[:at_body], Part((door,), white), Part((badge,), bgr(0xC9A23A)), *parts[at_body:]]

    return replace(rig, draw=draw, height=1.55, aspect=4.6 / 1.55)


def van(actor: Actor, seed: int) -> Rig:
    """A rounded van in two colours with a row of windows."""
    paint = named(actor.traits) or (bgr(0x3F9AA0), bgr(0xE0862F), bgr(0xC2403A), bgr(0x6FA04A))[seed % 4]
    shell = plot(
        "-2.10 0.42, -2.14 1.70, -1.98 1.96, 1.50 1.98, 1.86 1.66, 2.08 1.10, 2.12 0.50, 1.95 0.34, -1.95 0.34"
    )

    def draw(seconds: float, travelled: float) -> list[Part]:
        shake = vec(0.0, 0.008 * math.sin(14 * seconds))
        lower = plot("-2.13 0.42, -2.14 1.06, 2.08 1.06, 2.12 0.50, 1.95 0.34, -1.95 0.34")
        panes = [box(-1.86 + 0.86 * k, 1.22, -1.12 + 0.86 * k, 1.74, 0.08) for k in range(3)]
        panes.append(plot("0.76 1.22, 0.76 1.74, 1.42 1.74, 1.74 1.22"))
        parts = [
            Part((box(-1.9, 0.24, 1.9, 0.5),), TYRE, UNDER),
            Part((smooth(shell, 4) + shake,), CREAM, BODY),
            Part((lower + shake,), paint),
        ]
        parts += [Part((pane + shake,), GLASS, CABIN) for pane in panes]
        parts += [
            Part((ribbon([(-2.1, 1.07), (2.05, 1.07)], (0.025, 0.025)),), CHROME),
            Part((ellipse(2.04, 0.82, 0.08, 0.13),), LAMP, glow=0.75),
        ]
        parts += [
            Part((ellipse(-2.08, 0.80, 0.05, 0.10),), TAIL, glow=0.5),
            line([(0.70, 0.45), (0.70, 1.80)], 0.015, shade(paint, 0.7)),
        ]
        return parts + _wheels((-1.32, 1.28), 0.34, travelled)

    return _rolling(2.0, 4.3, 9.0, draw, actor)


def tractor(actor: Actor, seed: int) -> Rig:
    """A farm tractor: huge hind wheels, a cabin with its driver, smoke from the pipe."""
    paint = named(actor.traits) or (bgr(0xC23A2C), bgr(0x3F8A45), bgr(0x2F66A8))[seed % 3]

    def draw(seconds: float, travelled: float) -> list[Part]:
        shake = vec(0.0, 0.015 * math.sin(11 * seconds))
        bonnet = smooth(plot("-0.1 1.0, -0.1 1.66, 1.5 1.58, 1.72 1.40, 1.72 0.92"), 4) + shake
        frame = [line([(x, 1.5), (x + 0.06, 2.66)], 0.07, shade(paint, 0.8)) for x in (-1.18, -0.16)]
        roof = box(-1.32, 2.62, 0.04, 2.76, 0.05) + shake
        parts = [
            *_driver(seconds, seed, -0.80, 1.02),
            Part((box(-1.1, 1.56, -0.14, 2.62),), GLASS, CABIN, alpha=0.35),
            *frame,
            Part((roof,), paint, BODY + 20),
        ]
        parts += [
            Part((bonnet,), paint, BODY),
            Part((box(1.60, 0.95, 1.74, 1.48, 0.03),), TYRE),
            Part((ellipse(1.70, 1.30, 0.07),), LAMP, glow=0.7),
        ]
        parts += [line([(0.7, 1.5), (0.7, 2.3)], 0.09, TYRE)]
        parts += [
            Part((ellipse(0.66 - 0.5 * q, 2.36 + 0.6 * q, 0.08 + 0.2 * q),), bgr(0x8A8A8A), alpha=0.4 * (1 - q))
            for q in ((seconds * 0.8 + k / 4) % 1 for k in range(4))
        ]
        mud = ribbon([(-1.74, 1.1), (-1.45, 1.66), (-0.84, 1.84), (-0.2, 1.62)], (0.04, 0.06, 0.06, 0.05))
        hind, fore = wheel(-0.85, 0.82, travelled, 8, 0.38), wheel(1.30, 0.48, travelled, 6, 0.36)
        lugs = [ring(-0.85, 0.82, 0.82, 0.74, shade(TYRE, 1.6))]
        return [*parts, *hind, *lugs, Part((mud,), shade(paint, 0.85), BODY + 21), *fore]

    return _rolling(2.78, 3.6, 4.0, draw, actor)


MAKERS: dict[str, Callable[[Actor, int], Rig]] = {
    "convertible": convertible,
    "vintage car": old_timer,
    "police car": police,
    "van": van,
    "tractor": tractor,
}
