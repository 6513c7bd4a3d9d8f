"""What animals wear on their heads and coats: antlers, horns, wool, stripes, patches, a bridle."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from ...picture import Colour
from ..shape import DETAIL, Part, at, bgr, blend, ellipse, line, plot, ribbon, shade, smooth, vec
from .breed import Species
from .quadruped import EAR, HEAD, Frame


def trimmings(species: Species, seen: Frame) -> list[Part]:
    """Horns, wool, stripes and the rest."""
    parts: list[Part] = []
    for extra in species.extras:
        drawer = TRIMMINGS.get(extra)
        if drawer is not None:
            parts += drawer(species, seen)
    return parts


def _antlers(species: Species, seen: Frame) -> list[Part]:
    bone = bgr(0xC9B08A)
    beam = [(0.08, 0.14), (-0.10, 0.55), (-0.35, 0.95), (-0.20, 1.45)]
    tines = [
        [(-0.06, 0.45), (0.25, 0.75)],
        [(-0.28, 0.85), (0.05, 1.15)],
        [(-0.33, 1.0), (-0.62, 1.35)],
        [(0.05, 0.22), (0.35, 0.40)],
    ]
    parts = []
    for shift, tone in ((0.14, 0.65), (0.0, 1.0)):
        for points in (beam, *tines):
            radii = np.linspace(0.045, 0.012, len(points))
            shape = seen.head(species, ribbon(np.array(points) + vec(shift, 0.02), radii))
            parts.append(Part((shape,), shade(bone, tone), EAR))
    return parts


def _horns(species: Species, seen: Frame) -> list[Part]:
    points = ribbon([(0.06, 0.16), (-0.02, 0.34), (0.10, 0.52)], (0.06, 0.045, 0.008))
    return [Part((seen.head(species, points),), bgr(0xD9CDB4), EAR)]


def _horn(species: Species, seen: Frame) -> list[Part]:
    points = ribbon([(0.22, 0.15), (0.34, 0.46), (0.46, 0.78)], (0.045, 0.028, 0.004))
    return [Part((seen.head(species, points),), bgr(0xE6C878), EAR)]


def _trunk(species: Species, seen: Frame) -> list[Part]:
    nose = [(0.46, 0.10), (0.72, -0.10), (0.86, -0.55), (0.80, -1.0), (0.92, -1.35), (1.10, -1.42)]
    tusk = ribbon([(0.56, -0.28), (0.80, -0.40), (1.05, -0.30)], (0.06, 0.045, 0.008))
    trunk = ribbon([(x, y - 0.02) for x, y in nose], (0.22, 0.19, 0.135, 0.10, 0.08, 0.05))
    ear = seen.head(
        species,
        smooth(plot("0.0 0.36, -0.35 0.55, -0.74 0.34, -0.72 -0.14, -0.44 -0.66, -0.12 -0.46, 0.06 -0.05"), 4),
    )
    return [
        Part((seen.head(species, trunk),), species.coat, HEAD),
        Part((seen.head(species, tusk),), bgr(0xEFE8D6), DETAIL),
        Part((ear,), shade(species.coat, 0.9), EAR),
    ]


def _wool(species: Species, seen: Frame) -> list[Part]:
    half = species.length / 2
    parts = []
    for k in range(16):
        a = 2 * math.pi * k / 16
        x, y = half * 1.02 * math.cos(a), 0.02 + 0.26 * math.sin(a)
        spot = seen.trunk(at(x, y))[0]
        parts.append(Part((ellipse(float(spot[0]), float(spot[1]), 0.105),), species.coat, 1))
    face_ = Part(
        (
            seen.head(
                species,
                smooth(plot("0.30 0.18, 0.60 0.12, 0.92 0.05, 1.02 -0.05, 0.92 -0.16, 0.6 -0.2, 0.34 -0.24"), 3),
            ),
        ),
        species.legs,
        HEAD,
    )
    return [*parts, face_]


def _patches(species: Species, seen: Frame) -> list[Part]:
    dark = bgr(0x33292A)
    half = species.length / 2
    spots = ((-0.7, 0.14, 0.20, 0.14), (0.15, 0.08, 0.22, 0.16), (0.75, 0.15, 0.12, 0.11), (-0.25, -0.12, 0.10, 0.07))
    return [Part((seen.trunk(smooth(ellipse(x * half, y, rx, ry, 0.4, count=7), 4)),), dark) for x, y, rx, ry in spots]


def _stripes(species: Species, seen: Frame) -> list[Part]:
    dark = bgr(0x26211F)
    half = species.length / 2
    parts = []
    for k in range(11):
        x = half * (-1.12 + 2.2 * k / 10)
        low = -0.06 - 0.05 * (k % 2)
        curve = [(x - 0.02, 0.275), (x + 0.02, 0.12), (x - 0.01, low)]
        parts.append(Part((seen.trunk(ribbon(curve, (0.020, 0.017, 0.002))),), blend(species.coat, dark, 0.85)))
    for w in (0.25, 0.5, 0.75):
        low, high = (
            seen.neck_line[1] * (1 - w) + seen.poll * w + (0.10, -0.06),
            seen.neck_line[1] * (1 - w) + seen.poll * w + (-0.09, 0.08),
        )
        parts.append(
            Part((ribbon([low, (low + high) / 2, high], (0.004, 0.014, 0.018)),), blend(species.coat, dark, 0.8))
        )
    return parts


def _spots(species: Species, seen: Frame) -> list[Part]:
    brown = bgr(0x8F5A2C)
    rng = np.random.default_rng(5)
    parts = []
    for k in range(26):
        x, y = species.length / 2 * float(rng.uniform(-1.1, 1.1)), float(rng.uniform(-0.02, 0.25))
        parts.append(Part((seen.trunk(ellipse(x, y, 0.034, 0.026, k * 1.0, count=6)),), brown))
    for w in np.linspace(0.15, 0.92, 12):
        p = seen.neck_line[1] * (1 - w) + seen.poll * w + rng.normal(0, 0.02, 2)
        parts.append(Part((ellipse(float(p[0]), float(p[1]), 0.026, 0.022, float(w) * 9, count=6),), brown))
    return parts


def _hump(species: Species, seen: Frame) -> list[Part]:
    shape = seen.trunk(smooth(plot("-0.26 0.22, -0.15 0.40, 0.0 0.50, 0.15 0.40, 0.26 0.22, 0.0 0.15"), 4))
    return [Part((shape,), species.coat, 1)]


def _panda(species: Species, seen: Frame) -> list[Part]:
    dark = species.legs
    band = seen.trunk(
        ribbon(
            [(species.length * 0.42, 0.29), (species.length * 0.44, 0.05), (species.length * 0.42, -0.25)],
            (0.10, 0.13, 0.13),
        )
    )
    patch = seen.head(species, ellipse(0.36, 0.03, 0.10, 0.08, 0.6))
    ear = seen.head(species, smooth(plot("-0.16 0.12, -0.20 0.30, -0.08 0.42, 0.08 0.34, 0.10 0.16"), 4))
    eye = seen.head(species, ellipse(0.37, 0.05, 0.03))
    return [Part((band,), dark, 1), Part((patch,), dark), Part((ear,), dark, EAR), Part((eye,), (0.7, 0.7, 0.7))]


TRIMMINGS: dict[str, Callable[[Species, Frame], list[Part]]] = {
    "antlers": _antlers, "horns": _horns, "horn": _horn, "trunk": _trunk, "wool": _wool, "patches": _patches,
    "stripes": _stripes, "spots": _spots, "hump": _hump, "panda": _panda,
}  # fmt: skip


def bridle(colour: Colour, species: Species, seen: Frame) -> list[Part]:
    """A ridden horse's saddle, cloth and bridle."""
    cloth = seen.trunk(smooth(plot("-0.20 0.275, 0.16 0.285, 0.20 0.05, 0.0 0.0, -0.20 0.05"), 4))
    seat = seen.trunk(smooth(plot("-0.18 0.33, -0.06 0.285, 0.10 0.31, 0.15 0.36, 0.14 0.27, -0.16 0.25"), 4))
    strap = line(seen.head(species, at(0.62, 0.13, 0.64, -0.18)), 0.016, bgr(0x2A1C16))
    return [Part((cloth,), colour), Part((seat,), bgr(0x3A2418), 20), strap]
