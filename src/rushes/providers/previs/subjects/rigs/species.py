"""The animals on four legs: proportions, coats, horns, stripes; and what each does when it stands or goes."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ...picture import Colour, Cue
from ...scene import Actor
from ..colours import named
from ..drawn import Rig, silent
from ..shape import DETAIL, Part, at, bgr, blend, ellipse, line, ribbon, shade, smooth
from .quadruped import EAR, HEAD, Frame, Species, Stance, animal, going, lying, sitting, standing
from .strides import GALLOP, STILL, TROT, WALK, Stride, falls, speed

_BUSHY = ((0.0, 0.0, 0.04), (0.14, -0.08, 0.07), (0.32, -0.20, 0.10), (0.50, -0.26, 0.07), (0.60, -0.24, 0.01))
_CURLED = ((0.0, 0.0, 0.035), (0.12, 0.12, 0.04), (0.24, 0.30, 0.035), (0.28, 0.42, 0.01))
_CAT = ((0.0, 0.0, 0.04), (0.18, -0.10, 0.04), (0.40, -0.14, 0.035), (0.58, 0.04, 0.032), (0.60, 0.20, 0.02))
_STUB = ((0.0, 0.0, 0.03), (0.06, 0.01, 0.05), (0.11, -0.03, 0.03), (0.13, -0.06, 0.01))
_ROPE = ((0.0, 0.0, 0.025), (0.06, -0.20, 0.018), (0.07, -0.42, 0.016), (0.07, -0.52, 0.045), (0.07, -0.62, 0.01))
_PAW = (0.100, 0.046, 0.032, 0.040)

#: Coats a dog, horse or cat may have, by seed.
_DOGS = ((0xB9803F, 0xE6C99A), (0x3A2C24, 0xA8763F), (0xD9C6A0, 0xF0E4CC), (0x6B4A32, 0xC9A070), (0x2B2A2E, 0x8A8078))
_HORSES = ((0x6B3F26, 0x241812), (0x8A5A34, 0x3A2418), (0x3A2A24, 0x16110F), (0xC9BFB2, 0xEDE6DA), (0xA8743F, 0xE0C590))
_CATS = ((0xC07A3C, 0xEFD9B8), (0x55524F, 0xC9C2B8), (0x2A282B, 0x4A474A), (0xE3D6C4, 0xF5EFE4), (0x8A7A66, 0xD9CBB4))


def _dog(rng: np.random.Generator) -> Species:
    coat, light = _DOGS[int(rng.integers(len(_DOGS)))]
    ear = "drop" if rng.random() < 0.6 else "pointed"
    tail = _CURLED if rng.random() < 0.6 else _BUSHY
    return Species(
        0.58, bgr(coat), bgr(light), blend(bgr(coat), bgr(light), 0.25), 0.86, 0.42, 0.66, 0.95, (0.34, 0.88, 0.155, 0.115),
        (0.40, 0.22), "dog", ear, 0.14, tail, _PAW, hoof=False, sound="step",
    )  # fmt: skip


def _horse(rng: np.random.Generator) -> Species:
    coat, hair = _HORSES[int(rng.integers(len(_HORSES)))]
    return Species(
        1.58, bgr(coat), shade(bgr(coat), 1.15), shade(bgr(coat), 0.6), 0.90, 0.45, 0.90, 1.05, (0.56, 0.88, 0.19, 0.105),
        (0.40, 0.88), "horse", "pointed", 0.11, mane=bgr(hair), limb=(0.115, 0.055, 0.032, 0.04),
    )  # fmt: skip


def _cat(rng: np.random.Generator) -> Species:
    coat, light = _CATS[int(rng.integers(len(_CATS)))]
    return Species(
        0.27, bgr(coat), bgr(light), blend(bgr(coat), bgr(light), 0.3), 1.0, 0.40, 0.84, 0.95, (0.20, 0.70, 0.15, 0.13),
        (0.36, 0.18), "cat", "pointed", 0.13, _CAT, (0.105, 0.052, 0.038, 0.045), hoof=False, sound="",
    )  # fmt: skip


def _plain(**fields: object) -> Callable[[np.random.Generator], Species]:
    def make(rng: np.random.Generator) -> Species:
        tone = float(rng.uniform(0.92, 1.08))
        species = Species(**fields)  # type: ignore[arg-type]
        return replace(species, coat=shade(species.coat, tone))

    return make


_CLOVEN = (0.105, 0.046, 0.030, 0.036)
KINDS: dict[str, Callable[[np.random.Generator], Species]] = {
    "dog": _dog,
    "horse": _horse,
    "cat": _cat,
    "wolf": _plain(height=0.78, coat=bgr(0x6F6A66), belly=bgr(0xCFC6B8), legs=bgr(0x9A9086), length=0.90, chest=0.42, tuck=0.68,
                   neck=(0.32, 0.50, 0.18, 0.13), head=(0.40, 0.15), face="fox", ear="pointed", ear_size=0.12, tail=_BUSHY,
                   limb=_PAW, hoof=False, sound="step"),
    "fox": _plain(height=0.40, coat=bgr(0xC5622A), belly=bgr(0xF2E6D6), legs=bgr(0x3A2620), length=0.95, chest=0.38, tuck=0.74,
                  neck=(0.28, 0.55, 0.15, 0.12), head=(0.42, 0.15), face="fox", ear="pointed", ear_size=0.17,
                  tail=((0.0, 0.0, 0.05), (0.2, -0.1, 0.11), (0.45, -0.22, 0.15), (0.70, -0.26, 0.10), (0.84, -0.24, 0.01)),
                  limb=(0.09, 0.042, 0.030, 0.038), hoof=False, sound=""),
    "deer": _plain(height=1.05, coat=bgr(0x9A6A42), belly=bgr(0xE0CDB0), legs=bgr(0x8A6040), length=0.86, chest=0.40, tuck=0.78,
                   neck=(0.52, 1.0, 0.15, 0.085), head=(0.34, 0.35), face="sheep", ear="side", ear_size=0.14, tail=_STUB,
                   limb=(0.095, 0.042, 0.024, 0.03), extras=("antlers",)),
    "bear": _plain(height=1.15, coat=bgr(0x5A3F2C), belly=bgr(0x8A6A4C), legs=bgr(0x43301F), length=1.02, chest=0.60, tuck=0.95,
                   haunch=1.15, neck=(0.30, 0.25, 0.26, 0.19), head=(0.42, 0.25), face="bear", ear="round", ear_size=0.07, tail=_STUB,
                   limb=(0.155, 0.090, 0.070, 0.075), hoof=False, sound="step"),
    "panda": _plain(height=0.85, coat=bgr(0xEFEBE2), belly=bgr(0xF7F4EC), legs=bgr(0x26252A), length=0.98, chest=0.64, tuck=0.96,
                    haunch=1.15, neck=(0.26, 0.35, 0.27, 0.21), head=(0.44, 0.25), face="bear", ear="round", ear_size=0.09, tail=_STUB,
                    limb=(0.150, 0.095, 0.078, 0.08), hoof=False, extras=("panda",), sound="step"),
    "elephant": _plain(height=2.9, coat=bgr(0x86827F), belly=bgr(0x9A9590), legs=bgr(0x757170), length=0.84, chest=0.62, tuck=0.95,
                       haunch=1.15, neck=(0.20, 0.30, 0.26, 0.22), head=(0.40, 0.25), face="elephant", ear="fan", ear_size=0.2,
                       tail=_ROPE, limb=(0.150, 0.105, 0.090, 0.10), hoof=False, extras=("trunk",), sound="step"),
    "cow": _plain(height=1.42, coat=bgr(0xEDE6DA), belly=bgr(0xF2E2D6), legs=bgr(0xD9D0C2), length=1.02, chest=0.55, tuck=0.95,
                  neck=(0.36, 0.28, 0.20, 0.14), head=(0.38, 0.75), face="cow", ear="side", ear_size=0.15, tail=_ROPE, limb=_CLOVEN,
                  extras=("horns", "patches")),
    "sheep": _plain(height=0.72, coat=bgr(0xE9E1D2), belly=bgr(0xD9CFBE), legs=bgr(0x3A3432), length=0.90, chest=0.60, tuck=0.98,
                    haunch=1.05, neck=(0.24, 0.45, 0.20, 0.12), head=(0.34, 0.65), face="sheep", ear="side", ear_size=0.14, tail=_STUB,
                    limb=(0.10, 0.05, 0.032, 0.036), extras=("wool",)),
    "goat": _plain(height=0.78, coat=bgr(0xCDBFA8), belly=bgr(0xE9E0D0), legs=bgr(0x8A7A66), length=0.86, chest=0.48, tuck=0.92,
                   neck=(0.34, 0.75, 0.15, 0.10), head=(0.34, 0.6), face="sheep", ear="side", ear_size=0.14, tail=_STUB, limb=_CLOVEN,
                   extras=("horns",)),
    "pig": _plain(height=0.75, coat=bgr(0xDFA197), belly=bgr(0xEBBDB2), legs=bgr(0xCF9086), length=1.1, chest=0.62, tuck=0.95, haunch=1.1,
                  neck=(0.20, 0.12, 0.24, 0.20), head=(0.40, 0.35), face="pig", ear="pointed", ear_size=0.13, tail=_STUB,
                  limb=(0.115, 0.062, 0.045, 0.045)),
    "rabbit": _plain(height=0.20, coat=bgr(0x9A8670), belly=bgr(0xE9DFD0), legs=bgr(0x8A765F), length=0.90, chest=0.58, tuck=1.0,
                     haunch=1.35, neck=(0.26, 0.70, 0.20, 0.17), head=(0.46, 0.35), face="rabbit", ear="long", ear_size=0.42, tail=_STUB,
                     limb=(0.13, 0.075, 0.05, 0.06), hoof=False, sound=""),
    "lion": _plain(height=1.1, coat=bgr(0xC29355), belly=bgr(0xE6CC9A), legs=bgr(0xB8894C), length=1.0, chest=0.46, tuck=0.80,
                   neck=(0.30, 0.42, 0.20, 0.17), head=(0.40, 0.30), face="cat", ear="round", ear_size=0.07, tail=_ROPE,
                   limb=(0.115, 0.062, 0.046, 0.052), hoof=False, mane=bgr(0x6B4020), extras=("lion",), sound="step"),
    "tiger": _plain(height=0.98, coat=bgr(0xD0812F), belly=bgr(0xF2E4CC), legs=bgr(0xD08A42), length=1.08, chest=0.44, tuck=0.84,
                    neck=(0.28, 0.35, 0.19, 0.16), head=(0.38, 0.25), face="cat", ear="round", ear_size=0.07, tail=_CAT,
                    limb=(0.115, 0.062, 0.046, 0.052), hoof=False, extras=("stripes",), sound="step"),
    "zebra": _plain(height=1.3, coat=bgr(0xEAE5DB), belly=bgr(0xF4F0E8), legs=bgr(0xD9D3C8), length=0.90, chest=0.46, tuck=0.94,
                    neck=(0.46, 0.85, 0.18, 0.11), head=(0.40, 0.85), face="horse", ear="pointed", ear_size=0.12, tail=_ROPE,
                    limb=(0.11, 0.052, 0.032, 0.04), mane=bgr(0x2A282A), extras=("stripes",)),
    "giraffe": _plain(height=2.9, coat=bgr(0xD2A457), belly=bgr(0xEBD7AA), legs=bgr(0xD9BE8A), length=0.62, chest=0.36, tuck=0.84,
                      neck=(0.86, 1.08, 0.14, 0.055), head=(0.22, 0.50), face="horse", ear="side", ear_size=0.06, tail=_ROPE,
                      limb=(0.085, 0.038, 0.024, 0.03), mane=bgr(0x7A4A28), extras=("spots",)),
    "camel": _plain(height=1.85, coat=bgr(0xB98F5A), belly=bgr(0xCDA876), legs=bgr(0xA57F4E), length=0.80, chest=0.42, tuck=0.82,
                    neck=(0.50, 0.42, 0.13, 0.085), head=(0.28, 0.15), face="sheep", ear="round", ear_size=0.04, tail=_ROPE,
                    limb=(0.10, 0.045, 0.030, 0.04), extras=("hump", "lifted")),
    "unicorn": _plain(height=1.55, coat=bgr(0xF0ECEC), belly=bgr(0xFFFFFF), legs=bgr(0xDDD6DC), length=0.90, chest=0.44, tuck=0.90,
                      neck=(0.56, 0.92, 0.18, 0.10), head=(0.39, 0.85), face="horse", ear="pointed", ear_size=0.11, mane=bgr(0xC9A0D0),
                      limb=(0.112, 0.053, 0.031, 0.04), extras=("horn",)),
    "mouse": _plain(height=0.05, coat=bgr(0x8A817A), belly=bgr(0xC9BEB4), legs=bgr(0xC9A09A), length=1.05, chest=0.70, tuck=1.0, haunch=1.2,
                    neck=(0.2, 0.2, 0.22, 0.18), head=(0.50, 0.25), face="fox", ear="round", ear_size=0.2, tail=_CAT,
                    limb=(0.12, 0.06, 0.04, 0.05), hoof=False, sound=""),
}  # fmt: skip


def make(name: str) -> Callable[[Actor, int], Rig]:
    """A maker of an animal's rig."""

    def maker(actor: Actor, seed: int) -> Rig:
        species = KINDS[name](np.random.default_rng([seed, 21]))
        colour = named(actor.traits)
        if colour is not None:
            species = replace(species, coat=colour, legs=shade(colour, 0.75), belly=blend(colour, (0.9, 0.93, 0.95), 0.35))
        if {"puppy", "baby", "small", "little", "young"} & set(actor.traits):
            species = replace(species, height=species.height * 0.62, head=(species.head[0] * 1.2, species.head[1]))
        return rig(species, actor.action)

    return maker


_GAITS = {"walk": WALK, "run": GALLOP, "trot": TROT, "gallop": GALLOP, "chase": GALLOP, "jump": GALLOP, "play": TROT, "hike": WALK}


def rig(species: Species, action: str) -> Rig:
    """What an animal does, as a rig."""
    gait = _GAITS.get(action, STILL)
    pose = poser(species, action)

    def draw(seconds: float) -> list[Part]:
        return animal(species, pose(seconds), trimmings)

    def cues(seconds: float) -> tuple[Cue, ...]:
        return falls(gait, species.height, seconds, species.sound, min(1.0, 0.35 + 0.4 * species.height))

    top = species.top if action not in {"sleep", "lie", "rest"} else species.chest + 0.2
    return Rig(
        height=species.height * top,
        aspect=(species.length + 0.75) / top,
        draw=draw,
        speed=speed(gait, species.height) if gait.stride else 0.0,
        cues=cues if gait.stride and species.sound else silent,
        roundness=0.10 * species.height,
    )


def poser(species: Species, action: str) -> Callable[[float], Stance]:
    """The stance in time for an action."""
    gait: Stride | None = _GAITS.get(action)
    if gait is not None:
        return lambda seconds: going(species, gait, seconds)
    if action == "sit" and not species.hoof:
        return lambda seconds: sitting(species, seconds)
    if action in {"sleep", "lie", "rest"}:
        return lambda seconds: lying(species, seconds)
    graze = 1.0 if action in {"eat", "graze", "drink"} else 0.0
    return lambda seconds: standing(species, seconds, graze)


def trimmings(species: Species, seen: Frame) -> list[Part]:
    """Horns, wool, stripes and the rest."""
    parts: list[Part] = []
    for extra in species.extras:
        drawer = _TRIM.get(extra)
        if drawer is not None:
            parts += drawer(species, seen)
    return parts


def _antlers(species: Species, seen: Frame) -> list[Part]:
    bone = bgr(0xC9B08A)
    beam = [(0.08, 0.14), (-0.10, 0.55), (-0.35, 0.95), (-0.20, 1.45)]
    tines = [[(-0.06, 0.45), (0.25, 0.75)], [(-0.28, 0.85), (0.05, 1.15)], [(-0.33, 1.0), (-0.62, 1.35)], [(0.05, 0.22), (0.35, 0.40)]]
    parts = []
    for shift, tone in ((0.14, 0.65), (0.0, 1.0)):
        for points in (beam, *tines):
            radii = np.linspace(0.045, 0.012, len(points))
            shape = seen.head(species, ribbon(np.array(points) + (shift, 0.02), radii))
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
    ear = seen.head(species, smooth(at(0.0, 0.36, -0.35, 0.55, -0.74, 0.34, -0.72, -0.14, -0.44, -0.66, -0.12, -0.46, 0.06, -0.05), 4))
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
    face_ = Part((seen.head(species, smooth(at(0.30, 0.18, 0.60, 0.12, 0.92, 0.05, 1.02, -0.05, 0.92, -0.16, 0.6, -0.2, 0.34, -0.24), 3)),), species.legs, HEAD)
    return [*parts, face_]


def _patches(species: Species, seen: Frame) -> list[Part]:
    dark = bgr(0x33292A)
    half = species.length / 2
    spots = ((-0.7, 0.14, 0.20, 0.14), (0.15, 0.08, 0.22, 0.16), (0.75, 0.15, 0.12, 0.11), (-0.25, -0.12, 0.10, 0.07))
    return [Part((seen.trunk(smooth(ellipse(x * half, y, rx, ry, 0.4, 7), 4)),), dark) for x, y, rx, ry in spots]


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
        low, high = seen.neck_line[1] * (1 - w) + seen.poll * w + (0.10, -0.06), seen.neck_line[1] * (1 - w) + seen.poll * w + (-0.09, 0.08)
        parts.append(Part((ribbon([low, (low + high) / 2, high], (0.004, 0.014, 0.018)),), blend(species.coat, dark, 0.8)))
    return parts


def _spots(species: Species, seen: Frame) -> list[Part]:
    brown = bgr(0x8F5A2C)
    rng = np.random.default_rng(5)
    parts = []
    for k in range(26):
        x, y = species.length / 2 * float(rng.uniform(-1.1, 1.1)), float(rng.uniform(-0.02, 0.25))
        parts.append(Part((seen.trunk(ellipse(x, y, 0.034, 0.026, k * 1.0, 6)),), brown))
    for w in np.linspace(0.15, 0.92, 12):
        p = seen.neck_line[1] * (1 - w) + seen.poll * w + rng.normal(0, 0.02, 2)
        parts.append(Part((ellipse(float(p[0]), float(p[1]), 0.026, 0.022, float(w) * 9, 6),), brown))
    return parts


def _hump(species: Species, seen: Frame) -> list[Part]:
    shape = seen.trunk(smooth(at(-0.26, 0.22, -0.15, 0.40, 0.0, 0.50, 0.15, 0.40, 0.26, 0.22, 0.0, 0.15), 4))
    return [Part((shape,), species.coat, 1)]


def _panda(species: Species, seen: Frame) -> list[Part]:
    dark = species.legs
    band = seen.trunk(ribbon([(species.length * 0.42, 0.29), (species.length * 0.44, 0.05), (species.length * 0.42, -0.25)], (0.10, 0.13, 0.13)))
    patch = seen.head(species, ellipse(0.36, 0.03, 0.10, 0.08, 0.6))
    ear = seen.head(species, smooth(at(-0.16, 0.12, -0.20, 0.30, -0.08, 0.42, 0.08, 0.34, 0.10, 0.16), 4))
    eye = seen.head(species, ellipse(0.37, 0.05, 0.03))
    return [Part((band,), dark, 1), Part((patch,), dark), Part((ear,), dark, EAR), Part((eye,), (0.7, 0.7, 0.7))]


_TRIM: dict[str, Callable[[Species, Frame], list[Part]]] = {
    "antlers": _antlers, "horns": _horns, "horn": _horn, "trunk": _trunk, "wool": _wool, "patches": _patches,
    "stripes": _stripes, "spots": _spots, "hump": _hump, "panda": _panda,
}  # fmt: skip


def bridle(colour: Colour, species: Species, seen: Frame) -> list[Part]:
    """A ridden horse's saddle, cloth and bridle."""
    cloth = seen.trunk(smooth(at(-0.20, 0.275, 0.16, 0.285, 0.20, 0.05, 0.0, 0.0, -0.20, 0.05), 4))
    seat = seen.trunk(smooth(at(-0.18, 0.33, -0.06, 0.285, 0.10, 0.31, 0.15, 0.36, 0.14, 0.27, -0.16, 0.25), 4))
    strap = line(seen.head(species, at(0.62, 0.13, 0.64, -0.18)), 0.016, bgr(0x2A1C16))
    return [Part((cloth,), colour), Part((seat,), bgr(0x3A2418), 20), strap]


MAKERS: dict[str, Callable[[Actor, int], Rig]] = {name: make(name) for name in KINDS}
