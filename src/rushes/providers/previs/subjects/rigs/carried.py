"""What people wear on their heads, carry in their hands and on their backs."""

from __future__ import annotations

import math

import numpy as np

from ...picture import Colour
from ..shape import Part, Points, at, bgr, box, ellipse, line, plot, ribbon, shade, smooth, tube, vec
from .body import Outfit
from .head import Look, Placed
from .skeleton import Seen
from .tools import tool

#: What a trait begins with that puts something into the hands.
HELD = "held:"

_HAT, _ITEM, _PACK, _CLOTH = 11, 12, 13, 14
_STRAW, _STEEL, _LACQUER, _GOLD = bgr(0xC9A866), bgr(0x9AA3AD), bgr(0x2E2A2C), bgr(0xC79A3A)


def hat(head: Placed, look: Look) -> list[Part]:
    """A hat by name."""
    shapes = _hat_shapes(look, math.cos(head.yaw))
    return [Part((head.put(points),), colour, _HAT + n) for n, (points, colour) in enumerate(shapes)]


def _hat_shapes(look: Look, c: float) -> list[tuple[Points, tuple[float, float, float]]]:
    x, colour = -0.04 * c, look.hat_colour
    crown = smooth(
        at(x - 0.47, 0.72, x - 0.46, 0.95, x - 0.28, 1.12, x, 1.17, x + 0.28, 1.12, x + 0.45, 0.95, x + 0.46, 0.72)
    )
    if look.hat == "cap":
        peak = smooth(
            at(x + 0.30 * c, 0.80, x + 0.62 * c, 0.77, x + 0.78 * c, 0.71, x + 0.5 * c, 0.73, x + 0.2 * c, 0.74)
        )
        return [(peak, shade(colour, 0.8)), (crown, colour)]
    if look.hat in {"sun", "straw", "fedora", "detective", "cowboy", "witch"}:
        wide = {"sun": 0.95, "straw": 0.85, "witch": 0.85, "cowboy": 0.85}.get(look.hat, 0.66)
        rise = {"cowboy": 0.10}.get(look.hat, 0.0)
        brim = ribbon(
            [(x - wide, 0.74 + rise), (x - 0.3, 0.76), (x + 0.3, 0.77), (x + wide, 0.73 + rise)],
            (0.02, 0.06, 0.06, 0.02),
        )
        tall = {"witch": 2.1, "fedora": 1.27, "detective": 1.22, "cowboy": 1.32}.get(look.hat, 1.18)
        taper = 0.05 if look.hat == "witch" else 0.28
        top = at(
            x - 0.43,
            0.75,
            x - taper - 0.06,
            tall - 0.05,
            x - taper * 0.4,
            tall,
            x + taper * 0.5,
            tall - 0.03,
            x + taper + 0.06,
            tall - 0.07,
            x + 0.43,
            0.75,
        )
        band = box(x - 0.43, 0.75, x + 0.43, 0.86, 0.02)
        return [(smooth(top, 4), colour), (band, shade(colour, 0.55)), (brim, shade(colour, 0.92))]
    if look.hat == "chef":
        puff = smooth(
            at(x - 0.40, 1.02, x - 0.52, 1.25, x - 0.38, 1.5, x, 1.56, x + 0.38, 1.5, x + 0.52, 1.25, x + 0.40, 1.02)
        )
        white = bgr(0xF3F1EA)
        return [(puff, white), (box(x - 0.42, 0.76, x + 0.42, 1.08, 0.03), shade(white, 0.93))]
    if look.hat == "crown":
        top = at(x - 0.36, 0.88, x - 0.42, 1.26, x - 0.2, 1.06, x, 1.30, x + 0.2, 1.06, x + 0.42, 1.26, x + 0.36, 0.88)
        return [(top, _GOLD)]
    return _helmets(look, x, c, crown)


def _helmets(look: Look, x: float, c: float, crown: Points) -> list[tuple[Points, tuple[float, float, float]]]:
    if look.hat == "helmet":
        return [(crown, look.hat_colour), (box(x - 0.5, 0.70, x + 0.52, 0.77, 0.03), shade(look.hat_colour, 0.8))]
    if look.hat == "beanie":
        bob = ellipse(x, 1.20, 0.13)
        return [
            (bob, shade(look.hat_colour, 1.2)),
            (crown, look.hat_colour),
            (box(x - 0.5, 0.68, x + 0.5, 0.82, 0.05), shade(look.hat_colour, 0.8)),
        ]
    if look.hat == "top":
        brim = box(x - 0.68, 0.78, x + 0.68, 0.84, 0.02)
        return [(box(x - 0.42, 0.80, x + 0.42, 1.62, 0.03), look.hat_colour), (brim, shade(look.hat_colour, 1.2))]
    if look.hat == "clown":
        puffs = [(ellipse(x + dx, 0.72, 0.24), look.hat_colour) for dx in (-0.46, 0.46)]
        return [*puffs, (ellipse(x, 1.05, 0.22), look.hat_colour)]
    if look.hat == "roman":
        crest = ribbon(
            [(x - 0.55 * c, 0.75), (x - 0.45 * c, 1.25), (x, 1.48), (x + 0.32 * c, 1.28)], (0.05, 0.15, 0.17, 0.06)
        )
        guard = smooth(at(x + 0.02 * c, 0.62, x + 0.30 * c, 0.56, x + 0.24 * c, 0.14, x + 0.04 * c, 0.20))
        return [(crest, bgr(0xC23A30)), (crown, look.hat_colour), (guard, shade(look.hat_colour, 0.85))]
    if look.hat == "knight":
        return _knight(x, c)
    if look.hat == "samurai":
        here = vec(x, 0.0)
        shell = plot("-0.52 0.46, -0.54 0.85, -0.34 1.14, 0 1.2, 0.34 1.14, 0.52 0.86, 0.46 0.66")
        guard = plot("-0.5 0.78, -0.86 0.3, -0.8 0.12, -0.2 0.4, 0.2 0.5, 0.62 0.42, 0.5 0.8")
        horns = plot("0.1 1.02, -0.42 1.62, -0.26 1.25, 0.12 1.1, 0.42 1.28, 0.66 1.66, 0.34 1.06")
        tones = ((guard, shade(_LACQUER, 0.9)), (shell, _LACQUER), (horns, _GOLD))
        return [(smooth(points) + here, colour) for points, colour in tones]
    if look.hat == "hood":
        edge = plot("-0.56 -0.1, -0.6 0.6, -0.42 1.1, 0 1.24, 0.3 1.12, 0.4 0.86, 0.1 0.7, 0.05 0.3, 0.1 -0.1")
        return [(smooth(edge) + vec(x, 0.0), look.hat_colour)]
    return []


def _knight(x: float, c: float) -> list[tuple[Points, tuple[float, float, float]]]:
    here = vec(x, 0.0)
    face = smooth(plot("0.05 0.86, 0.46 0.8, 0.56 0.4, 0.36 -0.02, -0.1 0.02") * vec(c, 1.0)) + here
    full = smooth(plot("-0.5 0, -0.53 0.8, -0.34 1.14, 0 1.2, 0.34 1.14, 0.5 0.84, 0.42 0")) + here
    plume = ribbon(plot("0 1.16, -0.3 1.45, -0.75 1.3, -0.95 0.8") * vec(c, 1.0) + here, (0.05, 0.14, 0.14, 0.02))
    ends = sorted((x + 0.12 * c, x + 0.55 * c))
    slit = box(ends[0], 0.55, ends[1], 0.60)
    return [(plume, bgr(0xA63232)), (full, _STEEL), (face, shade(_STEEL, 1.1)), (slit, _LACQUER)]


def carried(seen: Seen, outfit: Outfit, head: Placed, sway: float, seconds: float) -> tuple[list[Part], list[Part]]:
    """What is carried: (behind the body, before it)."""
    back: list[Part] = []
    front: list[Part] = []
    c, s = math.cos(seen.yaw), math.sin(seen.yaw)
    away = s < -0.15
    for extra in outfit.extras:
        if extra == "backpack":
            (front if away else back).extend(_pack(seen, c, s))
        elif extra == "cape":
            (front if away else back).append(_cape(seen, outfit, sway, seconds))
        elif extra == "scarf":
            front.extend(_scarf(seen, c, sway))
        elif extra == "umbrella":
            (back if away else front).extend(_umbrella(seen, head))
        elif extra in {"apron", "leather"}:
            front.append(_apron(seen, c, s, bgr(0xEDEAE0) if extra == "apron" else bgr(0x5A3F2E)))
        elif extra in _DETAILS:
            front.extend(_DETAILS[extra](seen, c, s))
        elif extra.startswith(HELD) or extra in _HELD:
            (back if away else front).extend(held(extra.removeprefix(HELD), seen, seconds))
    return back, front


def held(name: str, seen: Seen, seconds: float) -> list[Part]:
    """What is in the hands, by name."""
    return _HELD[name](seen) if name in _HELD else tool(name, seen, seconds)


def _pack(seen: Seen, c: float, s: float) -> list[Part]:
    low, high = (seen.flat(seen.spine(h) + vec(-0.085, 0.0, 0.0)) for h in (0.07, 0.29))
    half = 0.060 * abs(c) + 0.085 * abs(s)
    cloth = bgr(0x8A5A34)
    shape = ribbon([low, (low + high) / 2, high], (half * 0.9, half, half * 0.8))
    roll = tube(high + vec(-half * 0.7, 0.02), high + vec(half * 0.7, 0.02), (0.026, 0.026))
    return [Part((shape,), cloth, _PACK), Part((roll,), bgr(0x5E6B4A), _PACK + 1)]


def _cape(seen: Seen, outfit: Outfit, sway: float, seconds: float) -> Part:
    c, s = math.cos(seen.yaw), math.sin(seen.yaw)
    top = seen.flat(seen.spine(0.29))
    half = 0.035 * abs(c) + 0.11 * abs(s)
    drift = 0.006 + 0.24 * abs(sway)
    # It falls down the back by its weight; only its hem lags behind and waves.
    line = [
        top + vec(-0.03 * c, 0),
        top + vec(-(0.060 + 0.4 * drift) * c, -0.16),
        top + vec(-(0.066 + 1.2 * drift + 0.004 * math.sin(3.2 * seconds)) * c, -0.34),
        top + vec(-(0.070 + 2.4 * drift + 0.010 * math.sin(3.2 * seconds - 0.9)) * c, -0.50),
        top + vec(-(0.078 + 3.8 * drift + 0.018 * math.sin(3.2 * seconds - 1.8)) * c, -0.62),
    ]
    return Part(
        (ribbon(line, (half, half * 1.05 + 0.008, half * 1.1 + 0.016, half * 1.1 + 0.026, half * 1.15 + 0.036)),),
        shade(outfit.look.hat_colour, 0.9),
        _CLOTH,
    )


def _scarf(seen: Seen, c: float, sway: float) -> list[Part]:
    neck = seen.flat(seen.spine(0.31)) + vec(0.004 * c, 0.012)
    red = bgr(0xB33A3A)
    tail = ribbon(
        [
            neck + vec(-0.03 * c, 0),
            neck + vec(-(0.062 + 0.3 * sway) * c, -0.04),
            neck + vec(-(0.080 + 1.2 * sway) * c - 0.012, -0.13),
            neck + vec(-(0.088 + 2.2 * sway) * c - 0.016, -0.20),
        ],
        (0.014, 0.019, 0.021, 0.022),
    )
    wrap = ribbon([neck + vec(-0.045, 0.004), neck + vec(0, -0.006), neck + vec(0.045, 0.004)], (0.02, 0.024, 0.02))
    return [Part((tail,), shade(red, 0.85), _CLOTH), Part((wrap,), red, _CLOTH)]


def _umbrella(seen: Seen, head: Placed) -> list[Part]:
    grip = seen.flat(seen.wrists[0])
    x, y = (float(grip[0]) + head.x) / 2, head.y + head.size * 1.42
    a = np.linspace(0, math.pi, 13)
    dome = np.column_stack([x + 0.29 * np.cos(a), y + 0.15 * np.sin(a)])
    rim = [(x - 0.29 + 0.145 * (k + 0.5), y + 0.018) for k in range(4)]
    scallop = np.concatenate([dome, smooth(np.array([(x - 0.29, y), *rim, (x + 0.29, y)]), 3, closed=False)])
    cloth = bgr(0xB8423C)
    ribs = [
        Part(
            (ribbon([(x, y + 0.148), (x + 0.29 * w, y + 0.07), (x + 0.36 * w, y + 0.01)], (0.002, 0.003, 0.003)),),
            shade(cloth, 0.75),
        )
        for w in (-0.4, 0.4)
    ]
    pole = line([(x, y + 0.165), (float(grip[0]), float(grip[1]) - 0.03)], 0.008, bgr(0x2B2A2A))
    return [pole, Part((scallop,), cloth, _ITEM), *ribs]


def _apron(seen: Seen, c: float, s: float, cloth: Colour) -> Part:
    half = 0.03 * abs(c) + 0.075 * max(s, 0.3)
    line = [seen.flat(seen.spine(h) + vec(0.06, 0, 0)) for h in (0.22, 0.08, -0.05, -0.16)]
    return Part((ribbon(line, (half * 0.7, half, half * 1.05, half * 1.1)),), cloth)


def _tie(seen: Seen, c: float, s: float) -> list[Part]:
    if s < 0.1:
        return []
    line_ = [seen.flat(seen.spine(h) + vec(0.066, 0, 0)) for h in (0.29, 0.20, 0.11)]
    shirt = [seen.flat(seen.spine(h) + vec(0.063, 0, 0)) for h in (0.30, 0.25, 0.19)]
    return [
        Part((ribbon(shirt, (0.030, 0.020, 0.002)),), bgr(0xF0ECE2)),
        Part((ribbon(line_, (0.006, 0.011, 0.008)),), bgr(0xB5302F)),
    ]


def _dots(seen: Seen, c: float, s: float) -> list[Part]:
    """A print of small figures on what is worn."""
    spots = []
    for k, (h, side) in enumerate(((0.25, -0.5), (0.22, 0.5), (0.16, -0.2), (0.12, 0.6), (0.08, -0.6), (0.04, 0.2))):
        x, y = seen.flat(seen.spine(h) + vec(0.05 * s, 0.0, 0.0)) + vec(side * 0.055, 0.0)
        spots.append(Part((ellipse(float(x), float(y), 0.013, 0.009, 0.5 * k),), bgr(0xF0E07A if k % 2 else 0x2F6A4A)))
    return spots


_DETAILS = {"tie": _tie, "dots": _dots}


def _held_book(seen: Seen) -> list[Part]:
    x, y = seen.flat((seen.wrists[0] + seen.wrists[1]) / 2) + vec(0.03 * math.cos(seen.yaw), 0.03)
    left = at(x - 0.075, y + 0.05, x, y + 0.03, x, y - 0.05, x - 0.07, y - 0.03)
    right = at(x + 0.075, y + 0.05, x, y + 0.03, x, y - 0.05, x + 0.07, y - 0.03)
    return [Part((left,), bgr(0x7C3B34), _ITEM), Part((right,), bgr(0x8F463C), _ITEM + 1)]


def _held_pan(seen: Seen) -> list[Part]:
    x, y = seen.flat(seen.wrists[0])
    c = math.copysign(1.0, math.cos(seen.yaw))
    pan = smooth(at(x + 0.08 * c, y + 0.02, x + 0.20 * c, y + 0.022, x + 0.19 * c, y - 0.012, x + 0.09 * c, y - 0.012))
    return [line([(x, y), (x + 0.09 * c, y + 0.01)], 0.012, bgr(0x222428)), Part((pan,), bgr(0x33363B), _ITEM)]


def _held_guitar(seen: Seen) -> list[Part]:
    hand, fret = seen.flat(seen.wrists[0]), seen.flat(seen.wrists[1])
    way = fret - hand
    way /= max(math.hypot(*way), 1e-6)
    side = np.array((-way[1], way[0]))
    wood = bgr(0xB5742E)
    line_ = [hand - way * 0.11, hand - way * 0.03, hand + way * 0.03, hand + way * 0.09]
    body = ribbon(line_, (0.055, 0.078, 0.050, 0.050))
    hole = ellipse(float(hand[0] + way[0] * 0.02), float(hand[1] + way[1] * 0.02), 0.020)
    neck = tube(hand + way * 0.08, fret + way * 0.08, (0.012, 0.010))
    peg = tube(fret + way * 0.08, fret + way * 0.12 + side * 0.005, (0.014, 0.012))
    return [
        Part((neck,), bgr(0x4A3020), _ITEM),
        Part((peg,), bgr(0x4A3020), _ITEM),
        Part((body,), wood, _ITEM + 1),
        Part((hole,), bgr(0x2A1A12)),
    ]


def _held_sword(seen: Seen) -> list[Part]:
    x, y = seen.flat(seen.wrists[0])
    c = math.copysign(1.0, math.cos(seen.yaw))
    blade = ribbon([(x, y), (x + 0.10 * c, y + 0.22), (x + 0.17 * c, y + 0.50)], (0.008, 0.008, 0.001))
    return [Part((blade,), bgr(0xC8D0D8), _ITEM), line([(x - 0.015 * c, y - 0.05), (x, y)], 0.016, bgr(0x3A2A22))]


def _held_staff(seen: Seen) -> list[Part]:
    x, y = seen.flat(seen.wrists[0])
    return [line([(x + 0.02, 0.0), (x, y), (x - 0.01, y + 0.32)], 0.014, bgr(0x6B4A2C))]


def _held_violin(seen: Seen) -> list[Part]:
    hold, bow = seen.flat(seen.wrists[1]), seen.flat(seen.wrists[0])
    chin = seen.flat(seen.spine(0.32)) + vec(0.03 * math.cos(seen.yaw), 0.0)
    wood = bgr(0x9A4F24)
    way = hold - chin
    body = ribbon([chin, chin + way * 0.22, chin + way * 0.42, chin + way * 0.62], (0.028, 0.036, 0.024, 0.034))
    neck = tube(chin + way * 0.6, hold + way * 0.15, (0.008, 0.007))
    bridge = chin + way * 0.45
    stick = line([bow, bridge + (bridge - bow) * 0.9], 0.007, bgr(0x3A2418))
    return [Part((neck,), bgr(0x2A1A12), _ITEM), Part((body,), wood, _ITEM + 1), stick]


def _board(seen: Seen) -> list[Part]:
    x, y = seen.flat(seen.ankles.mean(axis=0))
    half = 0.36 * abs(math.cos(seen.yaw)) + 0.08
    shape = ribbon(
        [(x - half, y - 0.015), (x - half * 0.6, y - 0.042), (x + half * 0.6, y - 0.042), (x + half, y - 0.01)],
        (0.008, 0.016, 0.016, 0.006),
    )
    return [Part((shape,), bgr(0xE6D2A0), _ITEM)]


_HELD = {
    "violin": _held_violin,
    "board": _board,
    "book": _held_book,
    "pan": _held_pan,
    "guitar": _held_guitar,
    "sword": _held_sword,
    "staff": _held_staff,
}
