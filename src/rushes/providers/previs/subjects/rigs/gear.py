"""Gear of sport, arms, music and feasts; each takes the solved body and the time."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from ..shape import Part, at, bgr, box, ellipse, line, ribbon, ring, shade, vec
from .grips import DARK, LABEL, PAPER, ROPE, STEEL, WOOD, between, hand, piece, way_of
from .skeleton import Seen


def barbell(seen: Seen, t: float) -> list[Part]:
    del t
    x, y = between(seen)
    half = 0.42 * max(abs(math.sin(seen.yaw)), 0.35)
    parts = [line([(x - half, y), (x + half, y)], 0.012, STEEL)]
    for s in (-1, 1):
        parts += [
            piece(box(x + s * half - 0.022, y - 0.11, x + s * half + 0.022, y + 0.11, 0.01), 0x26282E, 1),
            piece(box(x + s * half * 0.9 - 0.015, y - 0.075, x + s * half * 0.9 + 0.015, y + 0.075, 0.01), 0xB8322F, 2),
        ]
    return parts


def gloves(seen: Seen, t: float) -> list[Part]:
    del t
    return [
        piece(ellipse(float(p[0]), float(p[1]), 0.048, 0.043), 0xC9302C, k)
        for k, p in enumerate((hand(seen, 1), hand(seen, 0)))
    ]


def bow(seen: Seen, t: float) -> list[Part]:
    del t
    grip, nock, c = hand(seen, 1), hand(seen, 0), way_of(seen)
    top, low = grip + vec(-0.07 * c, 0.26), grip + vec(-0.07 * c, -0.26)
    limb = ribbon([low, grip + vec(0.0, -0.13), grip, grip + vec(0.0, 0.13), top], (0.004, 0.010, 0.012, 0.010, 0.004))
    head = at(0.0, 0.016, 0.05, 0.0, 0.0, -0.016) * (c, 1) + (grip + vec(0.07 * c, 0.0))
    return [
        Part((limb,), WOOD, LABEL),
        line([top, nock], 0.004, PAPER),
        line([low, nock], 0.004, PAPER),
        line([nock, grip + vec(0.09 * c, 0.0)], 0.007, ROPE),
        Part((head,), STEEL),
    ]


def blade(seen: Seen, t: float) -> list[Part]:
    """A sword that points on from the forearm, up."""
    del t
    grip, elbow, c = hand(seen), seen.flat(seen.elbows[0]), way_of(seen)
    way = (grip - elbow) / max(math.hypot(*(grip - elbow)), 1e-6)
    way = way + vec(0.25 * c, 0.75)
    way = way / math.hypot(*way)
    side = vec(-way[1], way[0])
    edge = ribbon([grip, grip + way * 0.24, grip + way * 0.47], (0.012, 0.012, 0.003))
    return [
        line([grip - way * 0.07, grip + way * 0.02], 0.017, DARK),
        Part((edge,), bgr(0xDCE3EA), LABEL),
        line([grip + way * 0.02 + side * 0.04, grip + way * 0.02 - side * 0.04], 0.014, bgr(0xC79A3A)),
    ]


def shield(seen: Seen, t: float) -> list[Part]:
    del t
    x, y = hand(seen, 1)
    c = way_of(seen)
    x = float(x) + 0.05 * c
    face = box(x - 0.11, y - 0.21, x + 0.11, y + 0.17, 0.035)
    spear = hand(seen)
    tip = at(0.0, 0.012, 0.06, 0.0, 0.0, -0.012) * (c, 1) + (spear + vec(0.40 * c, 0.12))
    return [
        line([spear - vec(0.35 * c, 0.10), spear + vec(0.41 * c, 0.12)], 0.012, WOOD),
        Part((tip,), STEEL),
        Part((face,), bgr(0xA8342C), LABEL + 3),
        ring(x, float(y) - 0.02, 0.095, 0.078, bgr(0xD8A93F)),
        piece(ellipse(x, float(y) - 0.02, 0.032), 0xE2BC5A, 4),
    ]


def skis(seen: Seen, t: float) -> list[Part]:
    del t
    parts, c = [], way_of(seen)
    for k, colour in ((1, 0x2A5FA8), (0, 0xD0402F)):
        x, y = seen.flat(seen.ankles[k])
        y = float(y) - 0.045
        parts.append(
            Part(
                (ribbon([(x - 0.40 * c, y), (x + 0.30 * c, y), (x + 0.42 * c, y + 0.035)], (0.010, 0.011, 0.006)),),
                bgr(colour),
                LABEL + k,
            )
        )
        h = hand(seen, k)
        parts.append(line([h + vec(0.02 * c, 0.03), h + vec(-0.46 * c, -0.22)], 0.008, STEEL))
    return parts


def snowboard(seen: Seen, t: float) -> list[Part]:
    del t
    x, y = seen.flat(seen.ankles.mean(axis=0))
    shape = ribbon(
        [(x - 0.36, y - 0.02), (x - 0.26, y - 0.05), (x + 0.26, y - 0.05), (x + 0.36, y - 0.02)],
        (0.010, 0.016, 0.016, 0.010),
    )
    return [Part((shape,), bgr(0xD9502F), LABEL)]


def skateboard(seen: Seen, t: float) -> list[Part]:
    x, y = seen.flat(seen.ankles.mean(axis=0))
    x, y = float(x), float(y) - 0.050
    deck = ribbon(
        [(x - 0.24, y + 0.02), (x - 0.17, y), (x + 0.17, y), (x + 0.24, y + 0.02)], (0.008, 0.011, 0.011, 0.008)
    )
    del t
    return [
        *(piece(ellipse(x + s * 0.14, y - 0.028, 0.022), 0xE8D9A0, 1) for s in (-1, 1)),
        Part((deck,), bgr(0x3A2A24), LABEL),
    ]


def ball(colour: int, size: float, where: str) -> Callable[[Seen, float], list[Part]]:
    """A ball at the foot ("foot"), bouncing from the hand ("floor"), or in the hands."""

    def draw(seen: Seen, t: float) -> list[Part]:
        c = way_of(seen)
        x, y = between(seen)
        if where == "foot":
            q = (t / 1.6) % 1.0
            away = max(0.0, q - 0.25) * 0.9 if q > 0.25 else 0.0
            x, y = 0.30 * c + away * c, size + 0.35 * math.sin(math.pi * min(1.0, away / 0.67)) * (away > 0)
        elif where == "floor":
            h = hand(seen)
            x, y = float(h[0]) + 0.02 * c, size + (float(h[1]) - 0.06 - size) * abs(math.sin(math.pi * t / 0.7 + 0.8))
        elif where == "fly":
            h = (hand(seen, 0) + hand(seen, 1)) / 2
            x, y = float(h[0]) + 0.03 * c, float(h[1]) + size * 1.2
        spots = [
            Part(
                (ellipse(x + size * 0.5 * math.cos(a + 3 * t), y + size * 0.5 * math.sin(a + 3 * t), size * 0.26),),
                shade(bgr(colour), 0.25),
            )
            for a in (0.3, 2.4, 4.5)
        ]
        return [piece(ellipse(x, y, size), colour, 3), *(spots if colour > 0xE00000 else [])]

    return draw


def flute(seen: Seen, t: float) -> list[Part]:
    del t
    a, b = hand(seen, 0), hand(seen, 1)
    way = (b - a) / max(math.hypot(*(b - a)), 1e-6)
    return [line([a - way * 0.06, b + way * 0.14], 0.012, bgr(0xD9B54A), LABEL)]


def horn(seen: Seen, t: float) -> list[Part]:
    del t
    (x, y), c = between(seen), way_of(seen)
    brass = bgr(0xE0B03F)
    bell = at(0.10, 0.012, 0.20, 0.055, 0.20, -0.055, 0.10, -0.012) * (c, 1) + (x, y)
    loop = ring(float(x) + 0.02 * c, float(y) - 0.022, 0.045, 0.030, brass, label=LABEL)
    return [loop, line([(x - 0.10 * c, y + 0.005), (x + 0.12 * c, y)], 0.014, brass), Part((bell,), brass, LABEL + 1)]


def sax(seen: Seen, t: float) -> list[Part]:
    del t
    a, b, c = hand(seen, 0), hand(seen, 1), way_of(seen)
    del a
    top = b + vec(-0.06 * c, 0.06)
    shape = ribbon(
        [top, b + vec(0.02 * c, -0.08), b + vec(0.05 * c, -0.22), b + vec(0.13 * c, -0.25), b + vec(0.17 * c, -0.14)],
        (0.007, 0.016, 0.024, 0.028, 0.052),
    )
    return [Part((shape,), bgr(0xE0B03F), LABEL)]


def sticks(seen: Seen, t: float) -> list[Part]:
    del t
    c = way_of(seen)
    return [line([hand(seen, k), hand(seen, k) + vec(0.12 * c, -0.03)], 0.009, bgr(0xE0C08A)) for k in (1, 0)]


def balloon(seen: Seen, t: float) -> list[Part]:
    x, y = hand(seen)
    sway = 0.03 * math.sin(1.3 * t)
    top = float(y) + 0.46
    string = line([(x, y), (x + sway * 0.4, y + 0.2), (x + sway, top - 0.12)], 0.004, PAPER)
    return [string, Part((ellipse(float(x) + sway, top, 0.095, 0.118),), bgr(0xD8302C), LABEL, thin=0.4)]


def lantern(seen: Seen, t: float) -> list[Part]:
    (x, y), c = hand(seen), way_of(seen)
    x, sway = float(x) + 0.05 * c, 0.012 * math.sin(2.6 * t)
    body = ellipse(x + sway, float(y) - 0.13, 0.075, 0.068)
    caps = [
        piece(box(x + sway - 0.035, y - 0.13 + s, x + sway + 0.035, y - 0.118 + s), 0xC9A23A) for s in (0.062, -0.074)
    ]
    tassel = line([(x + sway, y - 0.20), (x + sway * 1.5, y - 0.27)], 0.012, bgr(0xD8A03A))
    pole = line(np.array((hand(seen), (x, y + 0.02), (x + sway, y - 0.06))), 0.006, DARK)
    return [pole, tassel, Part((body,), bgr(0xE23A26), LABEL, glow=0.85), *caps]


def torch(seen: Seen, t: float) -> list[Part]:
    grip, c = hand(seen), way_of(seen)
    top = grip + vec(0.04 * c, 0.15)
    lick = 0.018 * math.sin(9 * t)
    flame = ribbon([top - vec(0, 0.02), top + vec(0.01, 0.05), top + vec(lick, 0.13)], (0.026, 0.032, 0.002))
    core = ribbon([top, top + vec(0.004, 0.04), top + vec(lick * 0.6, 0.085)], (0.014, 0.017, 0.002))
    return [
        line([grip - vec(0.02 * c, 0.08), top], 0.018, WOOD),
        Part((flame,), bgr(0xF08A2A), 0, glow=1.0),
        Part((core,), bgr(0xFFE38A), 0, glow=1.0),
    ]


def bubbles(seen: Seen, t: float) -> list[Part]:
    """A little hoop, and soap bubbles that drift up and away from it."""
    (x, y), c = hand(seen), way_of(seen)
    parts = [
        ring(float(x) + 0.02 * c, float(y) + 0.06, 0.032, 0.024, bgr(0xE0507A)),
        line([(x, y), (x + 0.02 * c, y + 0.03)], 0.007, DARK),
    ]
    for k in range(11):
        q = (t / 4.2 + k / 11 + 0.07 * (k % 3)) % 1.0
        px, py = (
            float(x) + c * (0.05 + 0.62 * q),
            float(y) + 0.08 + 0.34 * q * (0.4 + 0.6 * ((k * 0.618) % 1)) + 0.02 * math.sin(5 * q + k),
        )
        r = (0.018 + 0.030 * ((k * 0.377) % 1)) * min(1.0, 0.3 + 3 * q)
        parts.append(Part((ellipse(px, py, r),), bgr(0xCFE8F8), 0, alpha=0.38, glow=0.55))
        parts.append(
            Part((ellipse(px - 0.35 * r, py + 0.38 * r, 0.30 * r, 0.18 * r, 0.7),), bgr(0xFFFFFF), 0, glow=0.9)
        )
    return parts
