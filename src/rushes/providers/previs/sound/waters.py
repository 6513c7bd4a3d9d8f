"""Beds of water: surf, open sea, lapping, brook, waterfall, fountain, under water, dripping."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from rushes.providers.previs.sound.noise import (
    RATE,
    Wave,
    fall,
    hiss,
    moments,
    place,
    silence,
    soften,
    tone,
    wander,
)


def _waves(n: int, rng: Generator, period: float) -> list[tuple[float, float, float]]:
    """(moment of the break, strength, pan) of every wave that is heard; the first breaks soon."""
    at = rng.uniform(-0.4, 0.25) * period
    found = []
    while at < n / RATE + period:
        found.append((at, rng.uniform(0.55, 1.0), rng.uniform(-0.8, 0.8)))
        at += period * rng.uniform(0.7, 1.25)
    return found


def _envelope(n: int, waves: list[tuple[float, float, float]], delay: float, rise: float, decay: float) -> Wave:
    """Control curves (2, ·) of one part of the waves: a bell before the break, an exponential after it."""
    t = moments(n)
    out = np.zeros((2, len(t)), np.float32)
    for at, strength, pan in waves:
        x = t - (at + delay)
        hump = strength * np.where(x < 0, np.exp(-((x / rise) ** 2)), np.exp(-np.maximum(x, 0) / decay))
        out += np.array([[1 - 0.6 * max(pan, 0)], [1 + 0.6 * min(pan, 0)]]) * hump
    return out


def surf(n: int, rng: Generator) -> Wave:
    """Waves on a beach: swell, break, and the fizz that runs back."""
    waves = _waves(n, rng, 4.4)
    out = 0.045 * hiss(n, rng, 60, 240, -0.2, curve=0.35 + 0.65 * _envelope(n, waves, 0, 1.3, 1.6), width=0.5)
    out += 0.075 * hiss(n, rng, 220, 1300, -0.3, curve=0.15 + 0.85 * _envelope(n, waves, 0.05, 0.55, 0.9))
    out += 0.065 * hiss(n, rng, 1300, 5200, -0.3, curve=0.06 + _envelope(n, waves, 0.2, 0.35, 0.8), width=0.8)
    fizz = _envelope(n, waves, 0.9, 0.6, 1.5) * (0.8 + 0.2 * wander(n, rng, 11, channels=2))
    out += 0.045 * hiss(n, rng, 4200, 13000, -0.2, curve=0.05 + fizz, width=0.95)
    return out


def swell(n: int, rng: Generator) -> Wave:
    """The open sea: long swells, small crests hissing away, water against a hull."""
    waves = _waves(n, rng, 3.4)
    out = 0.045 * hiss(n, rng, 55, 260, -0.2, curve=0.4 + 0.6 * _envelope(n, waves, 0, 1.2, 1.5), width=0.5)
    out += 0.05 * hiss(n, rng, 260, 1100, -0.2, curve=0.25 + 0.6 * _envelope(n, waves, 0.2, 0.8, 0.9))
    out += 0.036 * hiss(n, rng, 1400, 8000, -0.3, curve=0.15 + 0.8 * _envelope(n, waves, 0.5, 0.6, 1.0), width=0.9)
    _laps(out, rng, 1.1, 0.05, 0.5)
    return out


def _laps(out: Wave, rng: Generator, rate: float, gain: float, size: float) -> None:
    """Small slaps and gulps of water, about `rate` a second; `size` 0 small and bright … 1 big and dark."""
    n = out.shape[1]
    at = rng.uniform(0.05, 0.6) / rate
    while at < n / RATE:
        pan, start = rng.uniform(-0.9, 0.9), int(at * RATE)
        length = int(RATE * rng.uniform(0.14, 0.3) * (1 + size))
        top = rng.uniform(900, 1800) * (1.2 - 0.7 * size)
        slap = hiss(length, rng, 180, top, channels=1)[0] * fall(length, length / RATE / 3.5, 0.03)
        place(out, soften(slap, 0.01, 0.03), start, gain * rng.uniform(0.4, 1.0), pan)
        for _ in range(int(rng.integers(1, 4))):
            hz = rng.uniform(320, 900) * (1.2 - 0.5 * size)
            gulp = soften(tone(0.07, hz, hz * 1.5, decay=0.025), 0.004, 0.01)
            place(out, gulp, start + int(RATE * rng.uniform(0.02, 0.2)), gain * 0.4 * rng.random(), pan)
        at += rng.uniform(0.5, 1.6) / rate


def laps(n: int, rng: Generator) -> Wave:
    """A lake's edge: quiet water, small lapping."""
    out = 0.035 * hiss(n, rng, 90, 500, -0.3, curve=wander(n, rng, 0.4, 0.4, 1.0, channels=2))
    out += 0.014 * hiss(n, rng, 900, 4500, -0.3, curve=wander(n, rng, 0.9, 0.1, 1.0, channels=2) ** 2, width=0.9)
    _laps(out, rng, 1.8, 0.085, 0.15)
    return out


def brook(n: int, rng: Generator) -> Wave:
    """Running water: many narrow bands that babble independently, and bubbles."""
    out = 0.03 * hiss(n, rng, 200, 1400, -0.2, curve=wander(n, rng, 1.2, 0.6, 1.0, channels=2))
    out += 0.022 * hiss(n, rng, 2000, 8500, -0.3, curve=wander(n, rng, 2.0, 0.5, 1.0, channels=2), width=0.9)
    for centre in np.geomspace(380, 2400, 6) * rng.uniform(0.92, 1.08, 6):
        babble = wander(n, rng, rng.uniform(4, 9), channels=2) ** 3
        out += 0.045 * hiss(n, rng, centre * 0.9, centre * 1.1, curve=babble, width=0.9)
    bubbles(out, rng, 14, 0.045)
    return out


def bubbles(out: Wave, rng: Generator, rate: float, gain: float, *, low: float = 450, high: float = 1700) -> None:
    """Scatter rising bubble tones over the bus, `rate` a second."""
    n = out.shape[1]
    for _ in range(int(rate * n / RATE)):
        hz = float(np.exp(rng.uniform(np.log(low), np.log(high))))
        bubble = soften(tone(0.05, hz, hz * rng.uniform(1.1, 1.6), decay=0.014), 0.002, 0.01)
        place(out, bubble, int(rng.integers(0, n)), gain * rng.random() ** 2, rng.uniform(-0.8, 0.8))


def waterfall(n: int, rng: Generator) -> Wave:
    """Falling water: a broad roar with weight below it."""
    out = 0.07 * hiss(n, rng, 50, 320, -0.2, curve=wander(n, rng, 0.8, 0.75, 1.0, channels=2), width=0.6)
    out += 0.07 * hiss(n, rng, 300, 3000, -0.25, curve=wander(n, rng, 3.0, 0.75, 1.0, channels=2), width=0.8)
    out += 0.035 * hiss(n, rng, 3000, 11000, -0.2, curve=wander(n, rng, 6.0, 0.7, 1.0, channels=2), width=0.9)
    return out


def fountain(n: int, rng: Generator) -> Wave:
    """A small fountain: a bright patter with drops."""
    out = 0.05 * hiss(n, rng, 1200, 7500, -0.1, curve=wander(n, rng, 5, 0.5, 1.0, channels=2), width=0.7)
    bubbles(out, rng, 30, 0.06, low=800, high=3200)
    return out


def under_water(n: int, rng: Generator) -> Wave:
    """Below the surface: pressure, slow currents, bubbles that rise past."""
    out = 0.07 * hiss(n, rng, 40, 150, curve=wander(n, rng, 0.25, 0.5, 1.0, channels=2), width=0.6)
    out += 0.06 * hiss(n, rng, 150, 520, -0.3, curve=wander(n, rng, 0.6, 0.2, 1.0, channels=2))
    at = rng.uniform(0.2, 0.8)
    while at < n / RATE:
        pan, base = rng.uniform(-0.8, 0.8), rng.uniform(190, 420)
        for k in range(int(rng.integers(4, 12))):
            hz = base * (1 + 0.06 * k) * rng.uniform(0.85, 1.3)
            bubble = soften(tone(0.11, hz, hz * 1.7, decay=0.035), 0.008, 0.02)
            place(out, bubble, int(RATE * (at + 0.055 * k * rng.uniform(0.6, 1.4))), 0.05 * rng.uniform(0.3, 1), pan)
        at += rng.uniform(1.0, 2.6)
    return out


def dripping(n: int, rng: Generator) -> Wave:
    """Single drops into standing water."""
    out = silence(n)
    at = rng.uniform(0.15, 0.7)
    while at < n / RATE:
        hz, pan = rng.uniform(700, 1900), rng.uniform(-0.9, 0.9)
        drop = soften(tone(0.16, hz, hz * 1.25, decay=0.03), 0.001, 0.03)
        place(out, drop, int(at * RATE), rng.uniform(0.03, 0.09), pan)
        if rng.random() < 0.5:
            echo = soften(tone(0.1, hz * 1.5, hz * 1.7, decay=0.016), 0.001, 0.02)
            place(out, echo, int((at + 0.075) * RATE), 0.025, pan)
        at += rng.uniform(0.35, 1.5)
    return out
