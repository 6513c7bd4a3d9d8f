"""Animals on four legs: a trunk, a neck, a head and jointed legs that follow a gait.

Everything is in withers heights, facing right, and scaled at the end. Which animal has what is in `species`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..shape import DETAIL, Part, Points, at, blend, ellipse, moved, plot, ribbon, shade, smooth, tube, turned, vec
from .breed import FACES, Species
from .strides import Step, Stride, period, step

BODY, NECK, HEAD, EAR, TAIL, NEAR, FAR = 1, 2, 3, 4, 5, 6, 9


@dataclass(frozen=True, slots=True)
class Stance:
    """Where the trunk is: hip and shoulder joints, head and tail angles, and the four feet."""

    hip: tuple[float, float]
    shoulder: tuple[float, float]
    steps: tuple[Step, Step, Step, Step]
    neck: float = 0.0
    nod: float = 0.0
    tail: float = 0.0
    breath: float = 0.0


HIP, SHOULDER = 0.73, 0.66
#: How far the middle of the whole animal lies before the middle of its trunk.
CENTRE = 0.16


def going(species: Species, gait: Stride, seconds: float) -> Stance:
    """A moment of a gait."""
    phase = seconds / period(gait, species.height)
    turn = 2 * math.pi * phase
    steps = tuple(step(gait, phase + offset) for offset in gait.offsets)
    bob = gait.bob * math.cos(2 * turn + 0.6) if gait.flex == 0 else gait.bob * math.sin(turn + 2.6)
    pitch = gait.pitch * math.sin(turn + (0.8 if gait.flex else 0.0))
    squeeze = 1 - gait.flex * (1 + math.cos(turn - 2.2))
    half = species.length / 2
    sink = species.crouch + (0.0 if gait.stride < 1.5 else 0.035)
    return Stance(
        (-half * squeeze, HIP - sink + bob + pitch * half),
        (half * squeeze, SHOULDER - sink + bob - pitch * half),
        (steps[0], steps[1], steps[2], steps[3]),
        neck=-0.06 * math.sin(2 * turn + 0.4) - (0.16 if gait.flex else 0.0),
        nod=0.05 * math.sin(2 * turn),
        tail=0.25 * math.sin(turn) + (0.3 if gait.flex else 0.15 if gait.stride > 1.2 else 0.0),
        breath=0.0,
    )


def standing(species: Species, seconds: float, graze: float = 0.0) -> Stance:
    """At rest: breathing, looking about, the tail."""
    half = species.length / 2
    spread = (Step(-0.05, 0, 0), Step(0.02, 0, 0), Step(0.05, 0, 0), Step(-0.03, 0, 0))
    look = math.sin(0.9 * seconds) * 0.5 + math.sin(0.37 * seconds + 1)
    return Stance(
        (-half, HIP - species.crouch),
        (half, SHOULDER - species.crouch),
        spread,
        neck=0.05 * look - graze * (1.25 + 0.08 * math.sin(1.7 * seconds)),
        nod=0.05 * look - 0.55 * graze,
        tail=0.25 * math.sin(1.6 * seconds),
        breath=0.006 * math.sin(1.9 * seconds),
    )


def sitting(species: Species, seconds: float) -> Stance:
    """On the haunches, forelegs straight."""
    look = math.sin(0.8 * seconds)
    reach = species.length * 0.80
    hip = (-0.22, 0.25)
    shoulder = (hip[0] + reach * math.cos(0.86), hip[1] + reach * math.sin(0.86) * 0.76)
    feet = (Step(0.36, 0, 0.0), Step(0.0, 0, 0), Step(0.40, 0, 0.0), Step(0.03, 0, 0))
    return Stance(
        hip, shoulder, feet, neck=0.30 + 0.04 * look, nod=0.25 + 0.05 * look, tail=0.25 * math.sin(5 * seconds)
    )


def lying(species: Species, seconds: float) -> Stance:
    """Down on the belly, forelegs ahead, asleep or resting."""
    half = species.length / 2
    low = species.chest * 0.52
    feet = (Step(0.22, 0, 0.0), Step(0.20, 0, 0), Step(0.26, 0, 0.0), Step(0.24, 0, 0))
    return Stance(
        (-half, low + 0.05), (half, low), feet, neck=-0.35, nod=-0.2, tail=-0.2, breath=0.010 * math.sin(1.5 * seconds)
    )


Dress = Callable[["Species", "Frame"], list[Part]]


@dataclass(frozen=True, slots=True)
class Frame:
    """Solved places other drawings hang on: the trunk's matrix, the poll and the head's direction."""

    origin: Points
    matrix: Points
    poll: Points
    head_angle: float
    neck_line: Points

    def trunk(self, points: Points) -> Points:
        """Trunk coordinates (x from hip to shoulder about 0, y up from their line) to the picture."""
        placed: Points = points @ self.matrix + self.origin
        return placed

    def head(self, species: Species, points: Points) -> Points:
        """Head lengths to the picture."""
        placed: Points = turned(points * species.head[0], -self.head_angle) + self.poll
        return placed


def frame(species: Species, stance: Stance) -> Frame:
    """The trunk, neck and head of a stance."""
    hip, shoulder = np.array(stance.hip), np.array(stance.shoulder)
    axis = shoulder - hip
    rest = np.array((species.length, SHOULDER - HIP))
    angle = math.atan2(axis[1], axis[0]) - math.atan2(rest[1], rest[0])
    stretch = float(np.hypot(*axis) / np.hypot(*rest))
    c, s = math.cos(angle), math.sin(angle)
    matrix = np.array(((c * stretch, s * stretch), (-s, c)))
    origin = (hip + shoulder) / 2
    length, rise, thick, _ = species.neck
    base = np.array((species.length * 0.50, 0.16)) @ matrix + origin
    lift = rise + stance.neck + angle * 0.35
    poll = base + length * np.array((math.cos(lift), math.sin(lift)))
    bend = base + length * 0.5 * np.array((math.cos(lift - 0.12), math.sin(lift - 0.12)))
    root = base - np.array((math.cos(lift) * 1.1, math.sin(lift) * 0.55)) * thick * (1.5 - 0.6 * lift)
    tilt = species.head[1] - stance.nod - (stance.neck * 0.55 if stance.neck < -0.5 else 0.0)
    return Frame(origin, matrix, poll, tilt, np.array((root, base, bend, poll)))


def animal(species: Species, stance: Stance, dress: Dress | None = None) -> list[Part]:
    """All parts in metres, far legs first."""
    seen = frame(species, stance)
    coat = species.coat
    parts: list[Part] = []
    for k in (0, 1):
        parts += leg(species, stance, seen, k, near=False)
    parts += tail(species, stance, seen)
    thick, thin = species.neck[2], species.neck[3]
    # It ends round inside the head: a blunt end would stand out behind the ears.
    reach = seen.neck_line[-1] - seen.neck_line[-2]
    line = np.vstack([seen.neck_line, seen.poll + reach * (0.7 * thin / max(float(np.hypot(*reach)), 1e-6))])
    neck = ribbon(line, (thick * 0.25, thick * 0.85, (thick + thin) * 0.52, thin * 0.88, thin * 0.15))
    near_ear = ears(species, seen)
    parts += [near_ear[0], Part((neck,), coat, NECK)] if near_ear else [Part((neck,), coat, NECK)]
    outline = seen.trunk(trunk(species, stance.breath))
    parts.append(Part((outline,), coat, BODY))
    parts += belly(species, seen)
    parts += mane(species, seen)
    head = smooth(seen.head(species, FACES[species.face]), 4)
    parts.append(Part((head,), coat, HEAD))
    parts += face(species, seen)
    if near_ear:
        parts.append(near_ear[1])
    if dress is not None:
        parts += dress(species, seen)
    for k in (3, 2):
        parts += leg(species, stance, seen, k, near=True)
    return moved(parts, (-CENTRE * species.height, 0.0), scale=species.height)


def trunk(species: Species, breath: float = 0.0) -> Points:
    """The outline of the trunk about its middle; 0.30 above lies the withers."""
    half, d, h = species.length / 2, species.chest, species.haunch
    low = 0.305 - d - breath
    waist = 0.27 - d * species.tuck - breath * 1.5
    knots = at(
        half * 0.82,
        0.305,
        half * 0.35,
        0.275,
        -half * 0.25,
        0.262,
        -half * 0.80,
        0.29 * (0.9 + 0.1 * h),
        -half * 1.16,
        0.225,
        -half * 1.30 * (0.9 + 0.1 * h),
        0.07,
        -half * 1.18,
        -0.10,
        -half * 0.80,
        waist - 0.02,
        -half * 0.35,
        waist,
        half * 0.25,
        low,
        half * 0.75,
        low - 0.005,
        half * 1.12,
        low + 0.14,
        half * 1.26,
        0.06,
        half * 1.16,
        0.22,
    )
    return smooth(knots, 4)


def belly(species: Species, seen: Frame) -> list[Part]:
    """A lighter underside."""
    half, d = species.length / 2, species.chest
    low = 0.305 - d
    line = at(
        -half * 0.7,
        0.285 - d * species.tuck,
        -half * 0.1,
        (low + 0.30 - d * species.tuck) / 2 + 0.02,
        half * 0.6,
        low + 0.035,
        half * 1.08,
        low + 0.17,
    )
    return [Part((seen.trunk(ribbon(line, (0.012, 0.030, 0.034, 0.014))),), blend(species.coat, species.belly, 0.75))]


def tail(species: Species, stance: Stance, seen: Frame) -> list[Part]:
    """A hanging or carried tail that swings."""
    root = seen.trunk(at(-species.length * 0.58, 0.20))[0]
    points = np.array([(-x, y) for x, y, _ in species.tail])
    swing = stance.tail * np.linspace(0, 1, len(points))
    c, s = np.cos(-swing), np.sin(-swing)
    turned_points = np.column_stack([points[:, 0] * c - points[:, 1] * s, points[:, 0] * s + points[:, 1] * c])
    hung = turned_points + root
    hung[:, 1] = np.maximum(hung[:, 1], 0.05)
    colour = species.mane or species.coat
    return [Part((ribbon(hung, [r for _, _, r in species.tail]),), shade(colour, 0.92), TAIL)]


def leg(species: Species, stance: Stance, seen: Frame, k: int, near: bool) -> list[Part]:
    """One leg: two bones by inverse kinematics above a cannon that follows the foot."""
    hind = k % 2 == 0
    foot = stance.steps[k]
    joint = np.array(stance.hip if hind else stance.shoulder)
    aside = 0.0 if near else 0.035
    joint = joint + vec(aside, 0.0)
    start = np.array((joint[0] + foot.x + (-0.02 if hind else 0.015), foot.y))
    lean = math.atan2(joint[0] - start[0], max(joint[1] - start[1], 0.1))
    fold = foot.fold * (1.0 if hind else 1.15)
    cannon = 0.25 if hind else 0.20
    pastern = 0.075 if species.hoof else 0.05
    p = -0.45 + 1.5 * fold + lean * 0.4
    fetlock = start + pastern * np.array((math.sin(p), math.cos(p)))
    tau = lean * (0.75 if hind else 0.95) + fold + (0.06 if hind else 0.0)
    hock = fetlock + cannon * np.array(
        (math.sin(tau), math.cos(tau)) if not hind else (math.sin(tau - 0.22), math.cos(tau - 0.22))
    )
    upper, lower = (0.27, 0.27) if hind else (0.22, 0.29)
    knee = bent(joint, hock, upper, lower, 1.0 if hind else -1.0)
    return _flesh(species, (joint, knee, hock, fetlock, start), hind, near, k)


def bent(start: Points, end: Points, first: float, second: float, way: float) -> Points:
    """The middle joint of two bones; `way` +1 bends forward."""
    line = end - start
    length = min(float(np.hypot(*line)), (first + second) * 0.999)
    unit = line / max(float(np.hypot(*line)), 1e-6)
    along = (first**2 - second**2 + length**2) / (2 * length)
    height = math.sqrt(max(first**2 - along**2, 0.0))
    return start + unit * along + way * height * np.array((-unit[1], unit[0]))


def _flesh(species: Species, joints: tuple[Points, ...], hind: bool, near: bool, k: int) -> list[Part]:
    joint, knee, hock, fetlock, foot = joints
    a, b, c, d = species.limb
    tone = 1.0 if near else 0.66
    coat, dark = shade(species.coat, tone), shade(species.legs, tone)
    label = (NEAR if near else FAR) + (k % 2)
    mid = blend(coat, dark, 0.45)
    big = a * (1.25 * species.haunch if hind else 1.0)
    parts = [Part((tube(hock, fetlock, (c * 1.15, c, c * 1.05)),), dark, label)]
    if species.hoof:
        way = fetlock - foot
        tip = foot - way * 0.1
        side = np.array((way[1], -way[0]))
        hoof = np.array(
            (tip - side * 0.45, tip + side * 0.75, foot + way * 0.5 + side * 0.42, foot + way * 0.5 - side * 0.38)
        )
        parts.append(Part((tube(fetlock, foot + way * 0.35, (c * 1.05, c * 0.95)),), dark, label))
        parts.append(Part((smooth(hoof, 2),), shade(dark, 0.5), label))
    else:
        tip = foot + np.array((0.055, 0.020))
        parts.append(Part((tube(fetlock, foot + vec(0.0, d * 0.6), (c * 1.1, d * 0.9)),), dark, label))
        parts.append(
            Part(
                (tube(foot + vec(-0.008, d * 0.75), tip + vec(0.0, d * 0.35), (d * 0.80, d * 0.95, d * 0.70)),),
                dark,
                label,
            )
        )
    parts.append(Part((tube(knee, hock, (b * 1.5 if hind else b * 1.25, b * 1.15, c * 1.2)),), mid, label))
    parts.append(Part((tube(joint, knee, (big, big * 0.86, b * 1.45)),), coat, label if not near else BODY))
    return parts


def mane(species: Species, seen: Frame) -> list[Part]:
    """Hair along the neck, or a lion's all round it."""
    if species.mane is None:
        return []
    if "lion" in species.extras:
        middle = (seen.neck_line[2] + seen.poll) / 2
        return [Part((ellipse(float(middle[0]), float(middle[1]) - 0.03, 0.26, 0.33, 0.5),), species.mane, EAR)]
    crest = seen.neck_line[1:] + np.array(((-0.13, 0.12), (-0.09, 0.09), (-0.02, 0.06)))
    crest = np.vstack([crest, seen.poll + vec(0.05, 0.03)])
    return [Part((ribbon(crest, (0.02, 0.055, 0.050, 0.012)),), species.mane, EAR)]


def ears(species: Species, seen: Frame) -> list[Part]:
    """The far and the near ear."""
    size = species.ear_size / species.head[0]
    shapes = {
        "pointed": at(-0.06, 0.10, -0.10, 0.10 + 0.6 * size, -0.02, 0.14 + size, 0.10, 0.14 + 0.5 * size, 0.12, 0.14),
        "round": at(-0.16, 0.12, -0.20, 0.16 + 0.6 * size, -0.08, 0.20 + size, 0.08, 0.18 + 0.7 * size, 0.10, 0.16),
        "drop": at(
            -0.04, 0.20, -0.14, 0.14, -0.22, -0.10 - size * 0.4, -0.10, -0.26 - size * 0.4, 0.04, -0.10, 0.10, 0.18
        ),
        "side": at(-0.02, 0.12, -0.16, 0.20, -0.10 - size, 0.12, -0.06 - size, 0.0, -0.10, 0.02),
        "long": at(
            -0.10,
            0.16,
            -0.26,
            0.2 + 0.6 * size,
            -0.30,
            0.2 + size,
            -0.16,
            0.2 + 0.9 * size,
            0.02,
            0.2 + 0.4 * size,
            0.06,
            0.22,
        ),
        "fan": plot("0.0 0.42, -0.35 0.62, -0.72 0.40, -0.70 -0.10, -0.45 -0.62, -0.10 -0.42, 0.08 -0.02"),
    }
    shape = smooth(shapes[species.ear], 4)
    near = Part((seen.head(species, shape),), shade(species.coat, 0.88), EAR)
    far = Part((seen.head(species, shape + vec(0.10, 0.02)),), shade(species.coat, 0.62), EAR)
    return [far, near]


def face(species: Species, seen: Frame) -> list[Part]:
    """Eye, nose, muzzle and what the species wears on its head."""
    dark = (0.06, 0.06, 0.08)
    eye = {"elephant": (0.30, 0.02), "cat": (0.42, 0.08), "rabbit": (0.40, 0.10)}.get(species.face, (0.36, 0.055))
    glint = ellipse(eye[0] + 0.012, eye[1] + 0.013, 0.010)
    parts = [
        Part((seen.head(species, ellipse(*eye, 0.036, 0.034)),), dark, DETAIL),
        Part((seen.head(species, glint),), (0.9, 0.9, 0.9), DETAIL),
    ]
    if species.face in {"dog", "fox", "bear", "cat"}:
        nose = {"cat": (0.74, 0.02), "fox": (0.98, -0.01), "dog": (0.92, 0.05)}.get(species.face, (0.96, 0.055))
        small = 0.6 if species.face == "cat" else 1.0
        parts.append(Part((seen.head(species, ellipse(*nose, 0.055 * small, 0.045 * small)),), dark, DETAIL))
        muzzle = ellipse(0.72 * nose[0] / 0.96, -0.11, 0.20 * nose[0] / 0.96, 0.052, 0.16)
        parts.insert(0, Part((seen.head(species, muzzle),), blend(species.coat, species.belly, 0.7), DETAIL))
    elif species.face in {"horse", "cow", "pig", "sheep"}:
        parts.append(Part((seen.head(species, ellipse(0.93, -0.02, 0.030, 0.022)),), dark, DETAIL))
    return parts
