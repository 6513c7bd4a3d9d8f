"""Cars, lorries and buses: painted bodies with glass, lamps and wheels that turn with the way they go."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...picture import Colour
from ...scene import Actor
from ..colours import named
from ..drawn import Rig, lasting
from ..shape import Part, Points, at, bgr, blend, box, ellipse, line, moved, plot, ribbon, ring, shade, smooth, vec

BODY, CABIN, WHEEL, RIM, CARGO, UNDER = 1, 2, 3, 4, 5, 6
TYRE, GLASS, CHROME, LAMP, TAIL = bgr(0x1D1E21), bgr(0x2C3A46), bgr(0xAEB4BA), bgr(0xFFF0C4), bgr(0xD0342A)
PAINTS = tuple(bgr(c) for c in (0xB23A34, 0x2F5A86, 0xE4E0D8, 0x2B2E34, 0x5F7A6A, 0xC9922F, 0x7F868E, 0x6B2F3A))


def wheel(x: float, radius: float, travelled: float, spokes: int = 5, tyre: float = 0.30) -> list[Part]:
    """A wheel on the ground at x that has rolled `travelled` metres."""
    turn = -travelled / radius
    rim = radius * (1 - tyre)
    parts = [
        Part((ellipse(x, radius, radius, count=36),), TYRE, WHEEL),
        Part((ellipse(x, radius, rim, count=28),), shade(CHROME, 0.55), RIM),
    ]
    for k in range(spokes):
        a = turn + 2 * math.pi * k / spokes
        end = (x + rim * 0.9 * math.cos(a), radius + rim * 0.9 * math.sin(a))
        parts.append(
            Part(
                (
                    ribbon(
                        [(x, radius), ((x + end[0]) / 2, (radius + end[1]) / 2), end],
                        (rim * 0.17, rim * 0.15, rim * 0.18),
                    ),
                ),
                CHROME,
            )
        )
    parts.append(Part((ellipse(x, radius, rim * 0.24),), shade(CHROME, 0.8)))
    return parts


@dataclass(frozen=True, slots=True)
class Car:
    """A car's lines, front to the right, in metres."""

    height: float
    length: float
    body: Points
    glass: tuple[Points, ...]
    wheels: tuple[float, ...]
    radius: float = 0.33
    speed: float = 11.0
    roof_sign: str = ""
    cargo: Points | None = None


SEDAN = Car(
    1.44,
    4.6,
    plot(
        "-2.28 0.42, -2.30 0.80, -2.20 0.93, -1.55 0.98, -0.95 1.36, -0.35 1.44, 0.25 1.42, "
        "0.95 1.02, 1.95 0.88, 2.26 0.70, 2.30 0.42, 2.1 0.26, -2.1 0.26"
    ),
    (at(-1.32, 0.99, -0.86, 1.30, -0.32, 1.36, -0.28, 0.99), at(-0.20, 0.99, -0.22, 1.36, 0.20, 1.34, 0.78, 1.00)),
    (-1.38, 1.42),
)
SPORTS = Car(
    1.18,
    4.4,
    plot(
        "-2.18 0.36, -2.20 0.78, -2.05 0.88, -1.3 0.92, -0.55 1.16, 0.05 1.15, 0.75 0.84, "
        "1.75 0.66, 2.18 0.48, 2.20 0.30, 2.0 0.20, -2.0 0.20"
    ),
    (at(-0.92, 0.91, -0.48, 1.08, 0.0, 1.08, 0.52, 0.86),),
    (-1.32, 1.34),
    0.33,
    17.0,
)
BUS = Car(
    3.1,
    10.5,
    plot("-5.2 0.5, -5.25 2.85, -5.05 3.08, 4.95 3.08, 5.18 2.8, 5.25 1.4, 5.22 0.5, 5.0 0.36, -5.0 0.36"),
    (
        *(box(-4.85 + 1.42 * k, 1.45, -3.6 + 1.42 * k, 2.65, 0.10) for k in range(6)),
        plot("3.75 1.2, 3.75 2.7, 4.95 2.7, 5.10 1.4, 5.08 1.2"),
    ),
    (-3.2, 3.3),
    0.48,
    8.0,
)
TRUCK = Car(
    3.4,
    8.2,
    plot("1.75 0.6, 1.75 2.9, 1.95 3.1, 3.15 3.05, 3.75 2.0, 4.02 1.75, 4.08 0.6, 3.9 0.45, 1.8 0.45"),
    (at(2.35, 1.75, 2.35, 2.75, 3.05, 2.75, 3.50, 1.8),),
    (-2.6, -1.5, 2.95),
    0.50,
    9.0,
    cargo=box(-4.05, 0.95, 1.60, 3.4, 0.06),
)


def _body(car: Car, paint: Colour, seconds: float, traits: tuple[str, ...]) -> list[Part]:
    shake = 0.006 * math.sin(17 * seconds) + 0.004 * math.sin(29 * seconds)
    body = smooth(car.body, 5) + vec(0.0, shake)
    low, wide = car.body[:, 1].min(), car.length / 2
    parts: list[Part] = [Part((box(-wide * 0.92, low - 0.06, wide * 0.9, low + 0.25),), TYRE, UNDER)]
    if car.cargo is not None:
        parts += [Part((car.cargo + vec(0, shake),), bgr(0xD9D4C8), CARGO)]
        parts += [line([(x, 1.0), (x, 3.35)], 0.03, bgr(0xB5B0A5)) for x in np.arange(-3.2, 1.2, 0.9)]
    parts.append(Part((body,), paint, BODY))
    crease = [
        (-wide * 0.95, low + 0.36 * car.height),
        (0.0, low + 0.40 * car.height),
        (wide * 0.95, low + 0.30 * car.height),
    ]
    if car.cargo is None:
        parts.append(Part((ribbon(crease, (0.015, 0.028, 0.012)),), shade(paint, 1.25)))
        sill = at(-wide * 0.93, low, wide * 0.93, low, wide * 0.95, low + 0.16, -wide * 0.95, low + 0.16)
        parts.append(Part((sill,), shade(paint, 0.55)))
    for still in car.glass:
        pane = still + vec(0.0, shake)
        parts.append(Part((pane,), GLASS, CABIN))
        x0, y0 = pane.min(0)
        x1, y1 = pane.max(0)
        gleam = at(
            x0 + (x1 - x0) * 0.30, y0, x0 + (x1 - x0) * 0.46, y0, x0 + (x1 - x0) * 0.62, y1, x0 + (x1 - x0) * 0.50, y1
        )
        parts.append(
            Part(
                (np.column_stack([gleam[:, 0], np.clip(gleam[:, 1], y0, y1 - 0.03)]),),
                blend(GLASS, (1.0, 0.95, 0.9), 0.25),
                alpha=0.8,
            )
        )
    front, lamp_y = float(car.body[:, 0].max()), low + min(0.48 * car.height, 0.45)
    parts.append(Part((ellipse(front - 0.13, lamp_y, 0.13, 0.075, -0.3),), LAMP, glow=0.75))
    rear = float(car.body[:, 0].min()) if car.cargo is None else -4.05
    parts.append(Part((box(rear + 0.02, lamp_y, rear + 0.14, lamp_y + 0.16, 0.03),), TAIL, glow=0.5))
    if car.cargo is None and car.height < 2:
        parts += [
            line([(-0.24, low + 0.1), (-0.24, low + 0.70)], 0.012, shade(paint, 0.6)),
            line([(-0.05, low + 0.60), (0.10, low + 0.60)], 0.03, CHROME),
        ]
        parts.append(Part((ellipse(0.72, 1.02 * car.height / 1.44, 0.09, 0.06),), shade(paint, 0.8), RIM))
    if car.roof_sign:
        parts.append(Part((box(-0.35, 1.42, 0.05, 1.58, 0.04),), bgr(0xFFE9A0), glow=0.6))
        parts += [Part((box(-2.0 + 0.24 * k, low + 0.44, -1.88 + 0.24 * k, low + 0.50),), TYRE) for k in range(16)]
    if {"police"} & set(traits):
        flash = math.sin(9 * seconds) > 0
        parts.append(Part((box(-0.35, 1.43, -0.12, 1.55, 0.03),), bgr(0xD8302A), glow=0.9 if flash else 0.1))
        parts.append(Part((box(-0.12, 1.43, 0.11, 1.55, 0.03),), bgr(0x2A5AD8), glow=0.1 if flash else 0.9))
    return parts


def car(lines: Car, paint: Colour | None = None, sign: str = "") -> Callable[[Actor, int], Rig]:
    """A maker of a kind of car."""

    def make(actor: Actor, seed: int) -> Rig:
        from dataclasses import replace

        model = replace(lines, roof_sign=sign)
        colour = named(actor.traits) or paint or PAINTS[int(np.random.default_rng([seed, 51]).integers(len(PAINTS)))]
        parked = actor.action in {"stand", "park", "wait", "stop"}
        speed = 0.0 if parked else model.speed

        def draw(seconds: float) -> list[Part]:
            still = 0.0 if parked else seconds
            parts = _body(model, colour, still, actor.traits)
            for x in model.wheels:
                arch = ellipse(x, model.radius + 0.02, model.radius * 1.16, count=28)
                parts.append(Part((np.column_stack([arch[:, 0], np.maximum(arch[:, 1], 0.26)]),), TYRE, UNDER))
                parts += wheel(x, model.radius, speed * seconds)
            return parts

        return Rig(
            model.height,
            model.length / model.height,
            draw,
            speed=speed,
            cues=lasting("engine", 0.5, not parked),
            roundness=0.16 * model.height,
        )

    return make


def ridden(parts: list[Part], shake: float) -> list[Part]:
    """What jolts a little on the road."""
    return moved(parts, (0.0, shake))


def hoop(x: float, radius: float, travelled: float, spokes: int, tyre: float) -> list[Part]:
    """A wire wheel that can be seen through."""
    parts = [ring(x, radius, radius, radius - tyre, TYRE, label=WHEEL)]
    for k in range(spokes):
        a = -travelled / radius + math.pi * k / spokes
        dx, dy = (radius - tyre) * math.cos(a), (radius - tyre) * math.sin(a)
        parts.append(line([(x - dx, radius - dy), (x + dx, radius + dy)], 0.007, CHROME))
    return [*parts, Part((ellipse(x, radius, 0.03),), CHROME)]


MAKERS: dict[str, Callable[[Actor, int], Rig]] = {
    "car": car(SEDAN),
    "taxi": car(SEDAN, bgr(0xE0AE2C), "taxi"),
    "sports car": car(SPORTS),
    "bus": car(BUS, bgr(0xB8453A)),
    "truck": car(TRUCK),
}
