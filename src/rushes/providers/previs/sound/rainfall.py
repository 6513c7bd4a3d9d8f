"""Beds of rain by what it falls on, and thunder far away. Thunder that is seen is foley, not a bed."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from rushes.providers.previs.sound.noise import RATE, Wave, fall, hiss, place, silence, soften, tone, wander

#: How many different drops one rain is made of.
DROP_KINDS = 24


def _drops(out: Wave, rng: Generator, rate: float, gain: float, *, low: float, high: float, decay: float) -> None:
    """Scatter single drops over the bus: `rate` a second, pitched low … high Hz."""
    n = out.shape[1]
    kinds = []
    for _ in range(DROP_KINDS):
        hz = float(np.exp(rng.uniform(np.log(low), np.log(high))))
        kinds.append(
            soften(tone(decay * 6, hz, hz * rng.uniform(0.85, 1.1), decay=decay * rng.uniform(0.6, 1.4)), 0.0004)
        )
    count = int(rate * n / RATE)
    starts = rng.integers(0, n, count)
    gains = gain * rng.random(count) ** 2.5
    pans = rng.uniform(-1, 1, count)
    for start, level, pan, kind in zip(starts, gains, pans, rng.integers(0, DROP_KINDS, count), strict=True):
        place(out, kinds[kind], int(start), float(level), float(pan))


def light_rain(n: int, rng: Generator) -> Wave:
    """Fine rain on the ground: a soft hiss with separate drops."""
    out = 0.05 * hiss(n, rng, 1600, 10000, -0.15, curve=wander(n, rng, 0.5, 0.75, 1.0, channels=2), width=0.9)
    out += 0.02 * hiss(n, rng, 350, 1600, -0.2, width=0.8)
    _drops(out, rng, 110, 0.12, low=1800, high=6500, decay=0.004)
    return out


def heavy_rain(n: int, rng: Generator) -> Wave:
    """A downpour: broad, close, with weight."""
    out = 0.07 * hiss(n, rng, 700, 9500, -0.25, curve=wander(n, rng, 0.7, 0.72, 1.0, channels=2), width=0.9)
    out += 0.035 * hiss(n, rng, 140, 750, -0.3, curve=wander(n, rng, 0.9, 0.6, 1.0, channels=2), width=0.7)
    _drops(out, rng, 190, 0.13, low=1200, high=5200, decay=0.005)
    return out


def rain_on_leaves(n: int, rng: Generator) -> Wave:
    """Rain in a wood: a pattering in the mids, slow drops from branches."""
    out = 0.045 * hiss(n, rng, 900, 5500, -0.2, curve=wander(n, rng, 0.6, 0.65, 1.0, channels=2), width=0.9)
    _drops(out, rng, 160, 0.14, low=700, high=2600, decay=0.006)
    return out


def rain_on_water(n: int, rng: Generator) -> Wave:
    """Rain on a lake or the sea: the ringing of many tiny bubbles."""
    out = 0.045 * hiss(n, rng, 2500, 12000, curve=wander(n, rng, 0.5, 0.75, 1.0, channels=2), width=0.95)
    _drops(out, rng, 170, 0.1, low=900, high=3800, decay=0.009)
    return out


def rain_outside(n: int, rng: Generator) -> Wave:
    """Rain heard from a room: dull on the roof, ticking on the panes."""
    out = 0.06 * hiss(n, rng, 130, 900, -0.4, curve=wander(n, rng, 0.6, 0.7, 1.0, channels=2), width=0.7)
    out += 0.014 * hiss(n, rng, 1500, 5000, -0.5, width=0.9)
    _drops(out, rng, 45, 0.1, low=700, high=2200, decay=0.007)
    return out


def far_thunder(n: int, rng: Generator) -> Wave:
    """A thunderstorm beyond the hills: a low roll now and then."""
    out = silence(n)
    at = rng.uniform(0.3, 2.5)
    while at < n / RATE:
        length = int(RATE * rng.uniform(2.5, 4.5))
        roll = hiss(length, rng, 34, 150, -0.3, curve=wander(length, rng, 3.0, 0.2, 1.0, channels=2), width=0.6)
        roll *= fall(length, 1.1, rng.uniform(0.25, 0.7))
        place(out, soften(roll, 0.05, 0.3), int(at * RATE), 0.12 * rng.uniform(0.4, 1.0), rng.uniform(-0.6, 0.6))
        at += rng.uniform(3.5, 8.0)
    return out
