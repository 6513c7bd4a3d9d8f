"""The animals on four legs: their proportions, coats and what sets each apart.

Only the table; drawing is left to `quadruped` and `trimmings`, what they do to `animals`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ..shape import bgr, blend, shade
from .breed import Species

_BUSHY = ((0.0, 0.0, 0.04), (0.14, -0.08, 0.07), (0.32, -0.20, 0.10), (0.50, -0.26, 0.07), (0.60, -0.24, 0.01))
_WAGGED = ((0.0, 0.0, 0.045), (0.14, 0.10, 0.075), (0.27, 0.24, 0.085), (0.36, 0.38, 0.05), (0.39, 0.46, 0.01))
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
    ear = "drop" if rng.random() < 0.8 else "pointed"
    tail = _WAGGED if rng.random() < 0.7 else _CURLED
    return Species(
        0.56, bgr(coat), bgr(light), blend(bgr(coat), bgr(light), 0.25), 0.88, 0.50, 0.86, 1.05, (0.27, 0.95, 0.19,
        0.165),
        (0.45, 0.20), "dog", ear, 0.17, tail, (0.120, 0.066, 0.050, 0.054), hoof=False, sound="step",
    )  # fmt: skip


def _horse(rng: np.random.Generator) -> Species:
    coat, hair = _HORSES[int(rng.integers(len(_HORSES)))]
    return Species(
        1.58, bgr(coat), shade(bgr(coat), 1.15), shade(bgr(coat), 0.6), 0.86, 0.42, 0.80, 1.06, (0.54, 0.86, 0.165,
        0.105),
        (0.40, 0.88), "horse", "pointed", 0.11, mane=bgr(hair), limb=(0.108, 0.052, 0.030, 0.037),
    )  # fmt: skip


def _cat(rng: np.random.Generator) -> Species:
    coat, light = _CATS[int(rng.integers(len(_CATS)))]
    return Species(
        0.26, bgr(coat), bgr(light), blend(bgr(coat), bgr(light), 0.3), 1.02, 0.46, 0.90, 1.0, (0.22, 0.80, 0.16, 0.15),
        (0.50, 0.10), "cat", "pointed", 0.24, _CAT, (0.112, 0.062, 0.046, 0.052), hoof=False, sound="", crouch=0.05,
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
    "wolf": _plain(height=0.78, coat=bgr(0x6F6A66), belly=bgr(0xCFC6B8), legs=bgr(0x9A9086), length=0.90, chest=0.42,
    tuck=0.68,
                   neck=(0.32, 0.50, 0.18, 0.13), head=(0.40, 0.15), face="fox", ear="pointed", ear_size=0.12,
                   tail=_BUSHY,
                   limb=_PAW, hoof=False, sound="step"),
    "fox": _plain(height=0.40, coat=bgr(0xC5622A), belly=bgr(0xF2E6D6), legs=bgr(0x3A2620), length=0.95, chest=0.38,
    tuck=0.74,
                  neck=(0.28, 0.55, 0.15, 0.12), head=(0.42, 0.15), face="fox", ear="pointed", ear_size=0.17,
                  tail=((0.0, 0.0, 0.05), (0.2, -0.1, 0.11), (0.45, -0.22, 0.15), (0.70, -0.26, 0.10), (0.84, -0.24,
                  0.01)),
                  limb=(0.09, 0.042, 0.030, 0.038), hoof=False, sound=""),
    "deer": _plain(height=1.05, coat=bgr(0x9A6A42), belly=bgr(0xE0CDB0), legs=bgr(0x8A6040), length=0.86, chest=0.40,
    tuck=0.78,
                   neck=(0.52, 1.0, 0.15, 0.085), head=(0.34, 0.35), face="sheep", ear="side", ear_size=0.14,
                   tail=_STUB,
                   limb=(0.095, 0.042, 0.024, 0.03), extras=("antlers",)),
    "bear": _plain(height=1.15, coat=bgr(0x5A3F2C), belly=bgr(0x8A6A4C), legs=bgr(0x43301F), length=1.02, chest=0.60,
    tuck=0.95,
                   haunch=1.15, neck=(0.30, 0.25, 0.26, 0.19), head=(0.42, 0.25), face="bear", ear="round",
                   ear_size=0.07, tail=_STUB,
                   limb=(0.155, 0.090, 0.070, 0.075), hoof=False, sound="step"),
    "panda": _plain(height=0.85, coat=bgr(0xEFEBE2), belly=bgr(0xF7F4EC), legs=bgr(0x26252A), length=0.98, chest=0.64,
    tuck=0.96,
                    haunch=1.15, neck=(0.26, 0.35, 0.27, 0.21), head=(0.44, 0.25), face="bear", ear="round",
                    ear_size=0.09, tail=_STUB,
                    limb=(0.150, 0.095, 0.078, 0.08), hoof=False, extras=("panda",), sound="step"),
    "elephant": _plain(height=2.9, coat=bgr(0x86827F), belly=bgr(0x9A9590), legs=bgr(0x757170), length=0.84,
    chest=0.62, tuck=0.95,
                       haunch=1.15, neck=(0.20, 0.30, 0.26, 0.22), head=(0.40, 0.25), face="elephant", ear="fan",
                       ear_size=0.2,
                       tail=_ROPE, limb=(0.150, 0.105, 0.090, 0.10), hoof=False, extras=("trunk",), sound="step"),
    "cow": _plain(height=1.42, coat=bgr(0xEDE6DA), belly=bgr(0xF2E2D6), legs=bgr(0xD9D0C2), length=1.02, chest=0.55,
    tuck=0.95,
                  neck=(0.36, 0.28, 0.20, 0.14), head=(0.38, 0.75), face="cow", ear="side", ear_size=0.15, tail=_ROPE,
                  limb=_CLOVEN,
                  extras=("horns", "patches")),
    "sheep": _plain(height=0.72, coat=bgr(0xE9E1D2), belly=bgr(0xD9CFBE), legs=bgr(0x3A3432), length=0.90, chest=0.60,
    tuck=0.98,
                    haunch=1.05, neck=(0.24, 0.45, 0.20, 0.12), head=(0.34, 0.65), face="sheep", ear="side",
                    ear_size=0.14, tail=_STUB,
                    limb=(0.10, 0.05, 0.032, 0.036), extras=("wool",)),
    "goat": _plain(height=0.78, coat=bgr(0xCDBFA8), belly=bgr(0xE9E0D0), legs=bgr(0x8A7A66), length=0.86, chest=0.48,
    tuck=0.92,
                   neck=(0.34, 0.75, 0.15, 0.10), head=(0.34, 0.6), face="sheep", ear="side", ear_size=0.14,
                   tail=_STUB, limb=_CLOVEN,
                   extras=("horns",)),
    "pig": _plain(height=0.75, coat=bgr(0xDFA197), belly=bgr(0xEBBDB2), legs=bgr(0xCF9086), length=1.1, chest=0.62,
    tuck=0.95, haunch=1.1,
                  neck=(0.20, 0.12, 0.24, 0.20), head=(0.40, 0.35), face="pig", ear="pointed", ear_size=0.13,
                  tail=_STUB,
                  limb=(0.115, 0.062, 0.045, 0.045)),
    "rabbit": _plain(height=0.20, coat=bgr(0x9A8670), belly=bgr(0xE9DFD0), legs=bgr(0x8A765F), length=0.90,
    chest=0.58, tuck=1.0,
                     haunch=1.35, neck=(0.26, 0.70, 0.20, 0.17), head=(0.46, 0.35), face="rabbit", ear="long",
                     ear_size=0.42, tail=_STUB,
                     limb=(0.13, 0.075, 0.05, 0.06), hoof=False, sound="", crouch=0.24),
    "lion": _plain(height=1.1, coat=bgr(0xC29355), belly=bgr(0xE6CC9A), legs=bgr(0xB8894C), length=1.0, chest=0.46,
    tuck=0.80,
                   neck=(0.30, 0.42, 0.20, 0.17), head=(0.40, 0.30), face="cat", ear="round", ear_size=0.07, tail=_ROPE,
                   limb=(0.115, 0.062, 0.046, 0.052), hoof=False, mane=bgr(0x6B4020), extras=("lion",), sound="step"),
    "tiger": _plain(height=0.98, coat=bgr(0xD0812F), belly=bgr(0xF2E4CC), legs=bgr(0xD08A42), length=1.08, chest=0.44,
    tuck=0.84,
                    neck=(0.28, 0.35, 0.19, 0.16), head=(0.38, 0.25), face="cat", ear="round", ear_size=0.07, tail=_CAT,
                    limb=(0.115, 0.062, 0.046, 0.052), hoof=False, extras=("stripes",), sound="step"),
    "zebra": _plain(height=1.3, coat=bgr(0xEAE5DB), belly=bgr(0xF4F0E8), legs=bgr(0xD9D3C8), length=0.90, chest=0.46,
    tuck=0.94,
                    neck=(0.46, 0.85, 0.18, 0.11), head=(0.40, 0.85), face="horse", ear="pointed", ear_size=0.12,
                    tail=_ROPE,
                    limb=(0.11, 0.052, 0.032, 0.04), mane=bgr(0x2A282A), extras=("stripes",)),
    "giraffe": _plain(height=2.9, coat=bgr(0xD2A457), belly=bgr(0xEBD7AA), legs=bgr(0xD9BE8A), length=0.62,
    chest=0.36, tuck=0.84,
                      neck=(0.86, 1.08, 0.14, 0.055), head=(0.22, 0.50), face="horse", ear="side", ear_size=0.06,
                      tail=_ROPE,
                      limb=(0.085, 0.038, 0.024, 0.03), mane=bgr(0x7A4A28), extras=("spots",)),
    "camel": _plain(height=1.85, coat=bgr(0xB98F5A), belly=bgr(0xCDA876), legs=bgr(0xA57F4E), length=0.80, chest=0.42,
    tuck=0.82,
                    neck=(0.50, 0.42, 0.13, 0.085), head=(0.28, 0.15), face="sheep", ear="round", ear_size=0.04,
                    tail=_ROPE,
                    limb=(0.10, 0.045, 0.030, 0.04), extras=("hump",)),
    "unicorn": _plain(height=1.55, coat=bgr(0xF0ECEC), belly=bgr(0xFFFFFF), legs=bgr(0xDDD6DC), length=0.90,
    chest=0.44, tuck=0.90,
                      neck=(0.56, 0.92, 0.18, 0.10), head=(0.39, 0.85), face="horse", ear="pointed", ear_size=0.11,
                      mane=bgr(0xC9A0D0),
                      limb=(0.112, 0.053, 0.031, 0.04), extras=("horn",)),
    "mouse": _plain(height=0.05, coat=bgr(0x8A817A), belly=bgr(0xC9BEB4), legs=bgr(0xC9A09A), length=1.05, chest=0.70,
    tuck=1.0, haunch=1.2,
                    neck=(0.2, 0.2, 0.22, 0.18), head=(0.50, 0.25), face="fox", ear="round", ear_size=0.2, tail=_CAT,
                    limb=(0.12, 0.06, 0.04, 0.05), hoof=False, sound="", crouch=0.17),
}  # fmt: skip

#: What a breed changes of the plain dog.
BREEDS: dict[str, dict[str, object]] = {
    "retriever": {"coat": bgr(0xD9A04A), "belly": bgr(0xF0D49A), "legs": bgr(0xE2B468), "ear": "drop", "tail": _WAGGED},
    "labrador": {"coat": bgr(0x2B2826), "belly": bgr(0x4A443E), "legs": bgr(0x2B2826), "ear": "drop"},
    "husky": {"coat": bgr(0x6F7680), "belly": bgr(0xF2F2F0), "legs": bgr(0xE6E6E4), "ear": "pointed", "tail": _BUSHY},
    "corgi": {
        "coat": bgr(0xD98A45), "belly": bgr(0xF6EEE0), "legs": bgr(0xF0E2CC), "ear": "pointed", "height": 0.36,
        "length": 1.25, "ear_size": 0.20, "head": (0.58, 0.20), "crouch": 0.10,
    },
    "dalmatian": {"coat": bgr(0xF0EEE8), "belly": bgr(0xFFFFFF), "legs": bgr(0xECEAE4), "ear": "drop"},
    "collie": {"coat": bgr(0x26262A), "belly": bgr(0xF4F2EC), "legs": bgr(0xF0EEE8), "ear": "drop", "tail": _BUSHY},
    "shiba": {"coat": bgr(0xD0803A), "belly": bgr(0xF4E6CC), "legs": bgr(0xE2A868), "ear": "pointed", "tail": _CURLED},
    "shepherd": {"coat": bgr(0x8A6238), "belly": bgr(0xC99A5A), "legs": bgr(0x5A4028), "ear": "pointed"},
    "poodle": {"coat": bgr(0xF0E8DC), "belly": bgr(0xF6F0E6), "legs": bgr(0xF0E8DC), "ear": "drop", "height": 0.42},
}  # fmt: skip
