"""Beds of moving and standing air: wind, breeze, leaves, room tone, hush, the hum of space and of deep halls.

Every bed is `(n, rng) -> bus` with a loudness near 0.1 RMS at its usual strength; how much of it is heard is the
recipe's business (`ambience`).
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from rushes.providers.previs.sound.noise import (
    RATE,
    TICK,
    TICKS_PER_SECOND,
    Wave,
    hiss,
    moments,
    place,
    soften,
    stretch,
    tone,
    wander,
)


def wind(n: int, rng: Generator) -> Wave:
    """Open wind: gusts that brighten as they swell, with a faint whistle at their height."""
    gust = 0.65 * wander(n, rng, 0.31, 0.15) + 0.35 * wander(n, rng, 0.5, 0.0, 1.0, channels=2)
    out = 0.55 * hiss(n, rng, 80, 260, curve=0.35 + 0.65 * gust, width=0.5)
    out += 0.75 * hiss(n, rng, 240, 700, curve=gust**1.5)
    out += 0.6 * hiss(n, rng, 600, 1500, curve=gust**2.6)
    out += 0.32 * hiss(n, rng, 1500, 5000, -0.5, curve=gust**3)
    for centre in rng.uniform(520, 1000, 2):
        out += 0.22 * hiss(n, rng, centre * 0.96, centre * 1.05, curve=(gust * wander(n, rng, 0.4)) ** 3, width=0.9)
    return 0.12 * out


def gale(n: int, rng: Generator) -> Wave:
    """A storm's wind: never still, roaring low, torn above."""
    gust = 0.6 * wander(n, rng, 0.5, 0.3) + 0.4 * wander(n, rng, 1.7, 0.1, 1.0, channels=2)
    out = 0.7 * hiss(n, rng, 70, 320, curve=gust, width=0.5)
    out += 0.8 * hiss(n, rng, 300, 1100, curve=gust**1.6)
    out += 0.5 * hiss(n, rng, 1200, 5200, -0.4, curve=gust**2.2)
    centre = rng.uniform(430, 700)
    out += 0.25 * hiss(n, rng, centre * 0.97, centre * 1.04, curve=(wander(n, rng, 0.6) * gust) ** 2, width=0.8)
    return 0.12 * out


def breeze(n: int, rng: Generator) -> Wave:
    """Gentle moving air over open ground."""
    gust = wander(n, rng, 0.27, 0.3, 1.0, channels=2)
    out = 0.5 * hiss(n, rng, 120, 420, -0.3, curve=gust)
    out += 0.5 * hiss(n, rng, 450, 1500, -0.3, curve=gust**2)
    out += 0.34 * hiss(n, rng, 1600, 7500, -0.2, curve=gust**2.5, width=0.85)
    return 0.1 * out


def leaves(n: int, rng: Generator) -> Wave:
    """Leaves and grass stirred by a breeze: bright, flickering."""
    flicker = 0.35 + 0.65 * wander(n, rng, 7.0, channels=2) ** 2
    stir = wander(n, rng, 0.4, 0.12, 1.0, channels=2) ** 1.5
    out = hiss(n, rng, 2300, 9500, -0.2, curve=flicker * stir, width=0.85)
    out += 0.5 * hiss(n, rng, 900, 2600, curve=stir, width=0.85)
    return 0.11 * out


def hollow_wind(n: int, rng: Generator) -> Wave:
    """Wind that finds its way through walls: low hooting notes that come and go."""
    out = 0.03 * hiss(n, rng, 200, 1200, -0.3, curve=wander(n, rng, 0.4, 0.2, 1.0, channels=2))
    for centre in (rng.uniform(240, 300), rng.uniform(370, 450), rng.uniform(560, 640)):
        hoot = (wander(n, rng, 0.45)[0] * wander(n, rng, 1.6, 0.6, 1.0, channels=2)) ** 2
        out += 0.12 * hiss(n, rng, centre * 0.97, centre * 1.03, curve=hoot, width=0.8)
    return out


def flapping(n: int, rng: Generator) -> Wave:
    """Cloth in the wind: flags, sails, tents."""
    beat = np.abs(np.sin(np.pi * np.cumsum(wander(n, rng, 0.8, 2.0, 6.5)[0]) / TICKS_PER_SECOND)) ** 4
    curve = np.asarray(beat * wander(n, rng, 0.5, 0.1, 1.0, channels=2), np.float32)
    out = 0.07 * hiss(n, rng, 140, 900, -0.2, curve=curve, width=0.5)
    return out + 0.03 * hiss(n, rng, 1200, 6000, -0.2, curve=curve**2, width=0.6)


def deep_rumble(n: int, rng: Generator) -> Wave:
    """The ground at work: a volcano, an avalanche far off."""
    out = 0.07 * hiss(n, rng, 45, 180, -0.2, curve=wander(n, rng, 1.1, 0.3, 1.0, channels=2), width=0.5)
    return out + 0.05 * hiss(n, rng, 180, 900, -0.5, curve=wander(n, rng, 3.0, 0.0, 1.0, channels=2) ** 2)


def sand_hiss(n: int, rng: Generator) -> Wave:
    """Sand that the wind drives over the dunes: a dry, high sifting that comes in veils."""
    veil = wander(n, rng, 0.35, 0.05, 1.0, channels=2) ** 2
    grain = 0.7 + 0.3 * wander(n, rng, 18.0, channels=2)
    return 0.1 * hiss(n, rng, 4200, 13000, 0.2, curve=veil * grain, width=0.9)


def hush(n: int, rng: Generator) -> Wave:
    """Snow's silence: soft, dark air with the faintest tick of flakes."""
    out = 0.08 * hiss(n, rng, 110, 520, -0.5, curve=wander(n, rng, 0.3, 0.4, 1.0, channels=2), width=0.5)
    out += 0.03 * hiss(n, rng, 5000, 12000, curve=wander(n, rng, 0.8, 0.2, 1.0, channels=2) ** 2, width=1.0)
    for at in np.flatnonzero(rng.random(n // 4800) < 0.35):
        flake = tone(0.006, rng.uniform(4000, 8500), decay=0.0012)
        place(out, flake, int(at * 4800 + rng.integers(4800)), 0.012 * rng.random(), rng.uniform(-1, 1))
    return out


def high_air(n: int, rng: Generator) -> Wave:
    """The stream of air high above the ground."""
    drift = wander(n, rng, 0.22, 0.5, 1.0, channels=2)
    out = 0.5 * hiss(n, rng, 180, 700, -0.2, curve=drift)
    out += 0.6 * hiss(n, rng, 700, 2600, -0.2, curve=drift**2, width=0.9)
    out += 0.45 * hiss(n, rng, 2600, 9000, -0.2, curve=wander(n, rng, 0.5, channels=2) ** 2)
    return 0.1 * out


def room_tone(n: int, rng: Generator) -> Wave:
    """A quiet room: dark air and, far away, the mains."""
    out = 0.6 * hiss(n, rng, 90, 420, -0.7, curve=wander(n, rng, 0.3, 0.55, 1.0, channels=2), width=0.5)
    out += 0.22 * hiss(n, rng, 500, 4500, -0.6, curve=wander(n, rng, 0.4, 0.5, 1.0, channels=2), width=0.9)
    return 0.1 * out


def hall_air(n: int, rng: Generator) -> Wave:
    """A big dark room that waits: ventilation and a rustle here and there."""
    out = 0.06 * hiss(n, rng, 60, 220, -0.4, curve=wander(n, rng, 0.2, 0.75, 1.0, channels=2), width=0.5)
    out += 0.05 * hiss(n, rng, 300, 2400, -0.4, curve=wander(n, rng, 0.3, 0.4, 1.0, channels=2), width=0.9)
    for _ in range(1 + n // (2 * RATE)):
        length = int(RATE * rng.uniform(0.15, 0.5))
        rustle = soften(hiss(length, rng, 900, 4500, channels=1, width=1)[0], 0.08, 0.1)
        rustle *= stretch(wander(length, rng, 14), TICK, length)[0]
        place(out, rustle, int(rng.uniform(0, n)), 0.02, rng.uniform(-0.9, 0.9))
    return out


def deep_space(n: int, rng: Generator) -> Wave:
    """No air carries sound in space; what one expects is a slow low drone and a far shimmer."""
    t = moments(n)
    out = 0.09 * hiss(n, rng, 45, 160, curve=wander(n, rng, 0.15, 0.5, 1.0, channels=2), width=0.6)
    for k, hz in enumerate((82.5, 110.3, 165.2, 220.4)):
        phase = stretch(np.stack([hz * t, (hz + 0.17 * (k + 1)) * t]) % 1e6, TICK, n)
        slow = stretch(wander(n, rng, 0.17, 0.15, 1.0, channels=2) ** 2, TICK, n)
        out += np.float32(0.035 / (k + 1)) * slow * np.sin(np.float32(2 * np.pi) * phase)
    for centre in rng.uniform(900, 3600, 4):
        glint = wander(n, rng, 0.35, channels=2) ** 5
        out += 0.045 * hiss(n, rng, centre * 0.985, centre * 1.015, curve=glint, width=1.0)
    return out


def cave_air(n: int, rng: Generator) -> Wave:
    """The breath of a cave: a low, hollow resonance."""
    out = 0.08 * hiss(n, rng, 50, 130, curve=wander(n, rng, 0.2, 0.5, 1.0, channels=2))
    for centre in rng.uniform(150, 420, 3):
        out += 0.035 * hiss(n, rng, centre * 0.94, centre * 1.06, curve=wander(n, rng, 0.25, 0.1, 1.0, channels=2))
    return out
