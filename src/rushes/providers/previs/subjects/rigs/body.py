"""Flesh and cloth on a solved skeleton: trunk, limbs, hands, feet, skirts and coats.

Everything is in statures on the picture plane; heads are drawn by `head`, poses come from `gait` and `poses`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from ...picture import Colour
from ..shape import Part, Points, ribbon, shade, smooth, tube, vec
from .head import Look
from .skeleton import ANKLE, PELVIS, SPINE, Joint, Seen, flat

#: Volumes (see `Part.label`): a far limb never merges with a near one.
FAR_LEG, NEAR_LEG, TRUNK, FAR_ARM, NEAR_ARM, SKIRT, HAND, SHOE = 1, 2, 3, 6, 7, 8, 9, 10

#: Stations of the trunk: height above the hip joints, half width, half depth, offset forward.
_H = np.array((-0.055, -0.02, 0.02, 0.06, 0.10, 0.14, 0.18, 0.215, 0.25, 0.272, 0.290, 0.308, 0.332))
_W = np.array((0.076, 0.090, 0.093, 0.088, 0.083, 0.083, 0.091, 0.098, 0.104, 0.104, 0.082, 0.048, 0.034))
_D = np.array((0.052, 0.063, 0.064, 0.058, 0.054, 0.055, 0.061, 0.066, 0.064, 0.058, 0.050, 0.040, 0.033))
_X = np.array((-0.006, -0.014, -0.012, -0.005, 0.001, 0.004, 0.007, 0.008, 0.003, -0.003, -0.007, -0.009, -0.006))
_SEAT = np.array((0.7, 1, 1, 0.6, 0.1, 0, 0, 0, 0, 0, 0, 0, 0))
_WAIST = np.array((0, 0, 0, 0.4, 1, 1, 0.5, 0.1, 0, 0, 0, 0, 0))
_CHEST = np.array((0, 0, 0, 0, 0, 0, 0.5, 1, 1, 1, 0.8, 0.4, 0.2))
_BUST = np.array((0, 0, 0, 0, 0, 0.1, 0.75, 1.0, 0.35, 0, 0, 0, 0))
_BELLY = np.array((0, 0.2, 0.7, 1, 1, 0.7, 0.3, 0, 0, 0, 0, 0, 0))


@dataclass(frozen=True, slots=True)
class Outfit:
    """What somebody wears. Garments: "trousers", "shorts", "skirt", "dress", "coat", "robe", "tutu"."""

    look: Look
    top: Colour
    bottom: Colour
    shoes: Colour
    garment: str = "trousers"
    #: Height of the lower edge of a skirt, dress or coat, in statures.
    hem: float = 0.30
    sleeves: bool = True
    #: What they carry or wear besides: "backpack", "umbrella", "scarf", "cape", "apron" …
    extras: tuple[str, ...] = ()

    @property
    def legs(self) -> Colour:
        """The colour of the legs: cloth, or skin below a skirt."""
        return self.look.skin if self.garment in {"skirt", "dress", "shorts", "tutu"} else self.bottom


def trunk(seen: Seen, outfit: Outfit, breath: float = 0.0) -> list[Part]:
    """Chest to hips; the top covers the hips unless it is tucked into trousers or a skirt."""
    build = seen.build
    wide, deep, x = _sections(seen, breath)
    pose = seen.pose
    yaws = seen.yaw + pose.hips + (pose.twist - pose.hips) * np.clip(_H / SPINE, 0, 1)
    half = np.hypot(wide * np.sin(yaws), deep * np.cos(yaws))
    angles = pose.lean + pose.curve * np.maximum(_H, 0) / (2 * SPINE)
    middle = np.column_stack(
        [
            pose.pelvis[0] + _H * np.sin(angles) + x * np.cos(yaws - seen.yaw),
            pose.pelvis[1] + _H * np.cos(angles) - x * np.sin(angles),
            pose.pelvis[2] + _H * math.sin(pose.side) + x * np.sin(yaws - seen.yaw) * -1,
        ]
    )
    centre = flat(middle, seen.yaw)
    parts = []
    seat = outfit.top if outfit.garment in {"dress", "coat", "robe", "tutu"} else outfit.bottom
    if outfit.garment not in {"dress", "coat", "robe"}:
        parts.append(Part((ribbon(centre[:6], half[:6], 3),), seat, TRUNK))
    low = 0 if outfit.garment in {"dress", "coat", "robe"} else 2
    parts.append(Part((ribbon(centre[low:], half[low:], 3),), outfit.top, TRUNK))
    base = seen.flat(seen.spine(SPINE - 0.02))
    tip = seen.flat(seen.spine(SPINE + 0.045) + vec(0.016, 0.0, 0.0))
    thick = 0.031 * build.neck
    parts.append(Part((tube(base, tip, (thick * 1.12, thick, thick)),), shade(outfit.look.skin, 0.86), TRUNK))
    return parts


def _sections(seen: Seen, breath: float) -> tuple[Points, Points, Points]:
    b = seen.build
    wide = _W * (1 + (b.chest - 1) * _CHEST + (b.waist - 1) * _WAIST + (b.seat - 1) * _SEAT)
    wide = np.where(_H > 0.24, np.minimum(wide, b.shoulder * 0.98), wide)
    deep = (
        _D * (1 + (b.waist - 1) * _WAIST * 0.7 + (b.seat - 1) * _SEAT) + b.bust * _BUST * 0.5 + b.belly * _BELLY * 0.5
    )
    x = _X + (b.bust * _BUST + b.belly * _BELLY) * 0.5 - (b.seat - 1) * _SEAT * 0.05
    return wide, deep + breath * _CHEST, x


def leg(seen: Seen, k: int, outfit: Outfit) -> list[Part]:
    """A thigh, a shank and a shoe."""
    label = NEAR_LEG if seen.depth(seen.ankles[k]) + 1e-6 * (1 - k) >= seen.depth(seen.ankles[1 - k]) else FAR_LEG
    tone = 1.0 if label == NEAR_LEG else 0.80
    hip, knee, ankle = (seen.flat(j[k]) for j in (seen.hips, seen.knees, seen.ankles))
    m, c = seen.build.limb, math.cos(seen.yaw)
    cloth = outfit.garment in {"trousers", "coat"}
    ease = 0.006 if cloth else 0.0
    thigh = (0.051 * m + ease, 0.048 * m + ease, 0.040 * m + ease, 0.032 * m + ease)
    shank = (0.031, 0.036, 0.027, 0.020) if not cloth else (0.036, 0.037, 0.033, 0.031)
    shank = tuple(r * m for r in shank)  # type: ignore[assignment]
    colour = shade(outfit.legs, tone)
    upper = shade(outfit.bottom, tone) if outfit.garment == "shorts" else colour
    parts = shoe(seen, k, shade(outfit.shoes, tone))
    parts.append(Part((tube(knee, ankle, shank, -0.008 * m * c),), colour, label))
    parts.append(Part((tube(hip, knee, thigh, 0.006 * c),), upper, label))
    return parts


def shoe(seen: Seen, k: int, colour: Colour) -> list[Part]:
    """A shoe: the outline of its sole and instep from any side."""
    sign = 1 - 2 * k
    foot = seen.pose.feet[k]
    c, s = math.cos(foot.pitch), math.sin(foot.pitch)
    out = foot.out * sign
    body = np.array(
        (
            (-0.034, 0.0, 0.020),
            (-0.034, 0.0, -0.020),
            (-0.036, 0.026, 0.016),
            (-0.036, 0.026, -0.016),
            (0.060, 0.0, 0.030),
            (0.085, 0.0, -0.026),
            (0.112, 0.002, 0.014),
            (0.114, 0.002, -0.010),
            (0.108, 0.016, 0.0),
            (0.055, 0.032, 0.012),
            (0.055, 0.032, -0.012),
            (0.018, 0.052, 0.020),
            (-0.022, 0.056, 0.018),
            (0.018, 0.052, -0.020),
            (-0.022, 0.056, -0.018),
        )
    )
    bent = body - (0.0, ANKLE, 0.0)
    f, u = bent[:, 0] * c - bent[:, 1] * s, bent[:, 0] * s + bent[:, 1] * c
    r = bent[:, 2]
    turned = np.column_stack([f * math.cos(out) - r * math.sin(out), u, r * math.cos(out) + f * math.sin(out)])
    points = flat(turned + seen.ankles[k], seen.yaw)
    hull = np.asarray(cv2.convexHull(points.astype(np.float32)), np.float64)
    return [Part((smooth(hull[:, 0], 2),), colour, SHOE)]


def arm(seen: Seen, k: int, outfit: Outfit, near: bool) -> list[Part]:
    """An upper arm, a forearm and a hand."""
    label, tone = (NEAR_ARM, 1.0) if near else (FAR_ARM, 0.80)
    shoulder, elbow, wrist = (seen.flat(j[k]) for j in (seen.shoulders, seen.elbows, seen.wrists))
    m = seen.build.limb
    ease = 1.12 if outfit.sleeves else 0.94
    sleeve = shade(outfit.top, tone)
    lower = sleeve if outfit.sleeves else shade(outfit.look.skin, tone)
    fore = tuple(
        r * m * ease for r in ((0.024, 0.025, 0.021, 0.018) if outfit.sleeves else (0.023, 0.024, 0.019, 0.014))
    )
    up = tuple(r * m * ease for r in (0.029, 0.030, 0.027, 0.024))
    parts = hand(seen, k, shade(outfit.look.skin, tone))
    parts.append(Part((tube(elbow, wrist, fore),), lower, label))
    parts.append(Part((tube(shoulder, elbow, up),), sleeve, label))
    return parts


def hand(seen: Seen, k: int, skin: Colour) -> list[Part]:
    """A relaxed hand: palm, curled fingers, thumb."""
    elbow, wrist = seen.flat(seen.elbows[k]), seen.flat(seen.wrists[k])
    way = wrist - elbow
    way /= max(math.hypot(*way), 1e-6)
    front = math.copysign(1.0, math.cos(seen.yaw)) * np.array((way[1] * -1, way[0]))
    size = 0.9 + 0.1 * seen.build.limb
    palm = wrist + way * 0.040 * size
    tips = palm + (way * 0.034 + front * 0.012) * size
    thumb = wrist + (way * 0.030 + front * 0.024) * size
    shapes = (
        tube(wrist, palm, (0.013 * size, 0.018 * size, 0.018 * size)),
        tube(palm, tips, (0.017 * size, 0.014 * size, 0.008 * size)),
        tube(wrist + way * 0.010, thumb, (0.010 * size, 0.007 * size)),
    )
    return [Part((shape,), skin, HAND) for shape in shapes]


def skirt(seen: Seen, outfit: Outfit, sway: float, flare: float) -> list[Part]:
    """The hanging part of a dress, skirt, coat or robe, round the moving legs."""
    top = seen.flat(seen.spine(0.075))
    wide, deep, _ = _sections(seen, 0.0)
    yaw = seen.yaw + seen.pose.hips
    waist = float(np.hypot(np.interp(0.075, _H, wide) * math.sin(yaw), np.interp(0.075, _H, deep) * math.cos(yaw)))
    hip = float(np.hypot(np.interp(0, _H, wide) * math.sin(yaw), np.interp(0, _H, deep) * math.cos(yaw)))
    if outfit.garment in {"coat", "robe"}:
        waist, hip = waist * 0.99, max(waist, hip) * 1.08
    lines = [_hung(flat(np.stack([seen.hips[k], seen.knees[k], seen.ankles[k]]), seen.yaw)) for k in range(2)]
    c = math.cos(seen.yaw)
    # In a leap the cloth goes up with the hips.
    levels = np.linspace(float(top[1]), outfit.hem + max(0.0, seen.pose.pelvis[1] - PELVIS), 7)
    left, right = [], []
    for n, y in enumerate(levels):
        v = n / 6
        xs = [float(np.interp(-y, -line[:, 1], line[:, 0])) for line in lines]
        grow = (0.052 + flare * v * v) * min(1.0, v * 4 + 0.1)
        trail = -sway * v * v * c
        body = (waist * 0.94 + (hip - waist * 0.94) * min(1.0, v * 2.5)) * (1 - 0.25 * v)
        x = float(top[0])
        left.append((min(x - body, min(xs) - grow) + trail - (0.5 * flare * v * v if c > 0 else 0), y))
        right.append((max(x + body, max(xs) + grow) + trail + (0.5 * flare * v * v if c < 0 else 0), y))
    (x0, y0), (x1, _) = left[-1], right[-1]
    wave = [
        (x0 + (x1 - x0) * w, y0 - 0.012 * math.sin(math.pi * w) + 0.005 * math.sin(9 * w + 20 * sway))
        for w in (0.25, 0.5, 0.75)
    ]
    outline = np.array(left + wave + right[::-1])
    colour = outfit.bottom if outfit.garment in {"skirt"} else outfit.top
    shape = np.concatenate([smooth(outline[:7], 3, closed=False), outline[7:10], smooth(outline[10:], 3, closed=False)])
    parts = [Part((shape,), colour, SKIRT)]
    for w, depth in ((0.32, 0.75), (0.62, 0.85)):
        x = x0 + (x1 - x0) * (w + 0.06 * math.sin(30 * sway + 5 * w))
        fold = ribbon(
            [(x, y0 + 0.004), (x * 0.6 + 0.4 * float(top[0]), y0 + (top[1] - y0) * 0.6 * depth)], (0.007, 0.001)
        )
        parts.append(Part((fold,), shade(colour, 0.84)))
    return parts


def _hung(line: Points) -> Points:
    """A leg as cloth over it sees it: a shank drawn up behind does not push it."""
    return line if line[2, 1] < line[1, 1] - 0.10 else line[:2]


def details(seen: Seen, outfit: Outfit) -> list[Part]:
    """What makes cloth look made: the front edge of a coat and its lapels, a belt, a collar."""
    c, s = math.cos(seen.yaw), math.sin(seen.yaw)
    dark = shade(outfit.top, 0.55)
    parts = []
    wide, deep, x = _sections(seen, 0.0)

    def front(h: float, out: float = 1.0) -> Joint:
        d = float(np.interp(h, _H, deep + x)) * out
        return seen.flat(seen.spine(h) + vec(d, 0.0, 0.0))

    if outfit.garment in {"coat", "robe"} and s > -0.15:
        knots = [front(h) for h in (0.27, 0.18, 0.06)]
        if not s > 0.9 * abs(c):
            knots = [k - (0.006 * c, 0.0) for k in knots]
        low = np.array((float(knots[-1][0]) + 0.01 * c, outfit.hem + 0.01))
        parts.append(
            Part(
                (
                    ribbon(
                        [*knots, low] if seen.hips[0, 1] - outfit.hem > 0.1 else knots,
                        np.full(4 if seen.hips[0, 1] - outfit.hem > 0.1 else 3, 0.003),
                    ),
                ),
                dark,
            )
        )
        side = np.array((0.030 * abs(s) + 0.012, 0.0))
        lapel = np.array((front(0.31), front(0.26) - side, front(0.17), front(0.26) + side))
        parts.append(Part((lapel,), shade(outfit.top, 0.78)))
    elif outfit.garment == "trousers":
        yaw = seen.yaw + seen.pose.hips
        half = (
            float(np.hypot(np.interp(0.045, _H, wide) * math.sin(yaw), np.interp(0.045, _H, deep) * math.cos(yaw)))
            * 0.97
        )
        spot = seen.flat(seen.spine(0.042)) + vec(float(np.interp(0.042, _H, x)) * c, 0.0)
        parts.append(
            Part((tube(spot - (half, 0.0), spot + vec(half, 0.0), (0.0065, 0.008, 0.0065)),), shade(outfit.shoes, 0.9))
        )
    return parts
