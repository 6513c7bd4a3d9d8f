"""The vocabulary of drawn subjects: coloured outlines in metres, and the curves they are made of.

x points right, y up, (0, 0) is where the subject touches what it stands on. Turning outlines into lit pixels is
left to `paint`; what they look like is left to the rigs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..picture import Colour

Points = NDArray[np.float64]
#: A detail: drawn in its colour, no volume of its own (an eye, a button, a window).
DETAIL = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One filled outline. Several contours fill by the even-odd rule, so a ring is two circles."""

    contours: tuple[Points, ...]
    colour: Colour
    #: Parts with one label (1…255) are modelled as one round volume; DETAIL takes the volume beneath.
    label: int = DETAIL
    alpha: float = 1.0
    #: 0…1: how much it shines by itself (a lamp, a flame).
    glow: float = 0.0
    #: 0…1: how much light comes through it from behind (a sail, a wing, a balloon).
    thin: float = 0.0


def bgr(rgb: int) -> Colour:
    """0xRRGGBB as a BGR colour."""
    return (rgb & 255) / 255, (rgb >> 8 & 255) / 255, (rgb >> 16 & 255) / 255


def shade(colour: Colour, factor: float) -> Colour:
    """A darker (factor < 1) or lighter colour."""
    b, g, r = colour
    return min(1.0, b * factor), min(1.0, g * factor), min(1.0, r * factor)


def blend(one: Colour, other: Colour, share: float) -> Colour:
    """`share` of `other` mixed into `one`."""
    b, g, r = (a + (c - a) * share for a, c in zip(one, other, strict=True))
    return b, g, r


def vec(*values: float) -> NDArray[np.float64]:
    """A vector."""
    return np.array(values, np.float64)


def at(*pairs: float) -> Points:
    """Points from a flat list x0, y0, x1, y1 …"""
    return np.array(pairs, np.float64).reshape(-1, 2)


@lru_cache(maxsize=512)
def plot(text: str) -> Points:
    """Points written "x y, x y …"; read-only, as the same outline is drawn again and again."""
    points = np.array([pair.split() for pair in text.split(",")], np.float64)
    points.setflags(write=False)
    return points


@lru_cache(maxsize=256)
def _basis(count: int, steps: int, closed: bool) -> NDArray[np.float64]:
    spans = count if closed else count - 1
    t = np.tile(np.arange(steps) / steps, spans)
    span = np.repeat(np.arange(spans), steps)
    if not closed:
        t, span = np.append(t, 1.0), np.append(span, spans - 1)
    weights = np.stack(
        [-t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, -(t**2) + t**3],
        axis=1,
    )
    basis = np.zeros((len(t), count))
    rows = np.arange(len(t))
    for k in range(4):
        index = span + k - 1
        index = index % count if closed else np.clip(index, 0, count - 1)
        np.add.at(basis, (rows, index), weights[:, k] / 2)
    return basis


def smooth(points: ArrayLike, steps: int = 5, closed: bool = True) -> Points:
    """A Catmull-Rom curve through the points."""
    knots = np.asarray(points, np.float64)
    result: Points = _basis(len(knots), steps, closed) @ knots
    return result


@lru_cache(maxsize=2048)
def _tube(radii: tuple[float, ...], bulge: float) -> tuple[Points, Points, Points]:
    """Along (share of the length), across and over the end (metres) of a tapered tube with round ends."""
    r = smooth([(0.0, x) for x in radii], 4, closed=False)[:, 1]
    t = np.linspace(0, 1, len(r))
    shift = bulge * np.sin(np.pi * np.clip(t, 0, 1)) ** 1.5
    cap = np.linspace(np.pi / 2, -np.pi / 2, 7)[1:-1]
    along = np.concatenate([t, np.ones(5), t[::-1], np.zeros(5)])
    across = np.concatenate([r + shift, r[-1] * np.sin(cap), -r[::-1] + shift[::-1], -r[0] * np.sin(cap)])
    over = np.concatenate([np.zeros(len(t)), r[-1] * np.cos(cap), np.zeros(len(t)), -r[0] * np.cos(cap)])
    return along[:, None], across[:, None], over[:, None]


def tube(start: ArrayLike, end: ArrayLike, radii: tuple[float, ...], bulge: float = 0.0) -> Points:
    """A tapered, round-ended limb segment; `bulge` shifts its middle to the left of start→end."""
    p, q = np.asarray(start, np.float64), np.asarray(end, np.float64)
    axis = q - p
    unit = axis / max(float(math.hypot(axis[0], axis[1])), 1e-6)
    along, across, over = _tube(radii, bulge)
    result: Points = p + along * axis + across * np.array((-unit[1], unit[0])) + over * unit
    return result


def ribbon(line: ArrayLike, radii: ArrayLike, steps: int = 4) -> Points:
    """A lofted band along a smooth line: a tail, a neck, a lock of hair, a scarf."""
    knots = np.column_stack([np.asarray(line, np.float64), np.asarray(radii, np.float64)])
    curve = smooth(knots, steps, closed=False)
    centre, r = curve[:, :2], curve[:, 2:]
    way = np.gradient(centre, axis=0)
    way /= np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-9)[:, None]
    side = np.column_stack([-way[:, 1], way[:, 0]])
    return np.concatenate([centre + side * r, (centre - side * r)[::-1]])


@lru_cache(maxsize=64)
def _circle(count: int) -> Points:
    a = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return np.column_stack([np.cos(a), np.sin(a)])


def ellipse(x: float, y: float, rx: float, ry: float | None = None, tilt: float = 0.0, *, count: int = 24) -> Points:
    """An ellipse, turned by `tilt` radians."""
    points = _circle(count) * (rx, rx if ry is None else ry)
    return turned(points, tilt) + vec(x, y) if tilt else points + vec(x, y)


def turned(points: Points, angle: float, about: tuple[float, float] = (0.0, 0.0)) -> Points:
    """The points turned counter-clockwise."""
    c, s = math.cos(angle), math.sin(angle)
    result: Points = (points - about) @ np.array(((c, s), (-s, c))) + about
    return result


def box(x0: float, y0: float, x1: float, y1: float, corner: float = 0.0) -> Points:
    """A rectangle with rounded corners."""
    if corner <= 0:
        return at(x0, y0, x1, y0, x1, y1, x0, y1)
    quarter = np.linspace(0, np.pi / 2, 5)
    arc = np.column_stack([np.cos(quarter), np.sin(quarter)]) * corner
    ends = (
        (x1 - corner, y1 - corner),
        (x0 + corner, y1 - corner),
        (x0 + corner, y0 + corner),
        (x1 - corner, y0 + corner),
    )
    return np.concatenate([turned(arc, k * np.pi / 2) + end for k, end in enumerate(ends)])


def line(points: ArrayLike, width: float, colour: Colour, label: int = DETAIL, glow: float = 0.0) -> Part:
    """A drawn line of a width in metres."""
    knots = np.asarray(points, np.float64)
    if len(knots) == 2:
        return Part((tube(knots[0], knots[1], (width / 2, width / 2)),), colour, label, glow=glow)
    return Part((ribbon(knots, np.full(len(knots), width / 2)),), colour, label, glow=glow)


def ring(x: float, y: float, outer: float, inner: float, colour: Colour, *, label: int = DETAIL) -> Part:
    """A ring: a tyre, a porthole."""
    return Part((ellipse(x, y, outer, count=36), ellipse(x, y, inner, count=36)), colour, label)


def moved(
    parts: list[Part],
    offset: tuple[float, float] = (0.0, 0.0),
    *,
    angle: float = 0.0,
    scale: float = 1.0,
    mirror: bool = False,
    labels: int = 0,
) -> list[Part]:
    """The parts scaled, mirrored, turned about the origin, then shifted; `labels` sets their volumes apart."""
    c, s = math.cos(angle) * scale, math.sin(angle) * scale
    matrix = np.array(((c, s), (-s, c)))
    if mirror:
        matrix = np.array(((-1.0, 0.0), (0.0, 1.0))) @ matrix
    outlines = [points for part in parts for points in part.contours]
    if not outlines:
        return list(parts)
    # All points in one product: a figure has a hundred small outlines, and a call costs more than they do.
    whole = np.concatenate(outlines) @ matrix + offset
    placed, start = [], 0
    for part in parts:
        contours = []
        for points in part.contours:
            contours.append(whole[start : start + len(points)])
            start += len(points)
        label = part.label + labels if part.label else DETAIL
        placed.append(Part(tuple(contours), part.colour, label, part.alpha, part.glow, part.thin))
    return placed


def tinted(parts: list[Part], factor: float) -> list[Part]:
    """The parts darker or lighter: what is farther from the viewer."""
    return [
        Part(part.contours, shade(part.colour, factor), part.label, part.alpha, part.glow, part.thin) for part in parts
    ]
