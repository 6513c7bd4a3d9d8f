"""Contacts with the ground: feet and hooves on stone, wood, grass, sand, snow, water; falls.

Every sound is `(rng, material) -> wave` whose onset is its first sample.
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from rushes.providers.previs.sound.noise import RATE, Wave, fall, hiss, soften, tone


def burst(rng: Generator, seconds: float, low: float, high: float, decay: float, *, attack: float = 0.001) -> Wave:
    """Filtered noise that is struck and dies away."""
    n = int(seconds * RATE)
    return soften(hiss(n, rng, low, high, channels=1)[0] * fall(n, decay, attack), 0.0005, 0.02)


def thud(seconds: float, hz: float, decay: float) -> Wave:
    """A dull knock that sinks in pitch."""
    return soften(tone(seconds, hz * 1.35, hz * 0.8, decay=decay), 0.0015, 0.02)


def layered(seconds: float, *parts: tuple[float, float, Wave]) -> Wave:
    """(moment, gain, wave) laid over one another."""
    out = np.zeros(int(seconds * RATE), np.float32)
    for at, gain, wave in parts:
        start = int(at * RATE)
        piece = wave[: len(out) - start]
        out[start : start + len(piece)] += np.float32(gain) * piece
    return soften(out, 0.0003, 0.02)


def _crunch(rng: Generator, seconds: float, count: int, low: float, high: float) -> Wave:
    """Many tiny fractures: snow, gravel, dry leaves."""
    out = np.zeros(int(seconds * RATE), np.float32)
    for k in range(count):
        length = int(RATE * rng.uniform(0.003, 0.012))
        start = int((seconds - 0.02) * RATE * (k / count) ** 1.2)
        grain = hiss(length, rng, rng.uniform(low, high) * 0.6, high, channels=1)[0] * fall(length, 0.0025, 0.0003)
        level = rng.uniform(0.3, 1.0) * (1 - 0.6 * k / count)
        out[start : start + length] += np.float32(level) * soften(grain, 0.0003, 0.001)
    return out


def step(rng: Generator, material: str) -> Wave:
    """One footstep: heel, then toe."""
    toe = rng.uniform(0.07, 0.11)
    if material == "snow":
        squeak = burst(rng, 0.16, 320, 900, 0.05, attack=0.01)
        return layered(
            0.3, (0, 0.5, _crunch(rng, 0.2, 34, 1200, 5200)), (0, 0.28, squeak), (0, 0.35, thud(0.12, 75, 0.03))
        )
    if material == "grass":
        brush, press = burst(rng, 0.2, 900, 5000, 0.05, attack=0.006), burst(rng, 0.12, 150, 600, 0.03, attack=0.003)
        return layered(0.28, (0, 0.22, brush), (0, 0.3, press), (toe, 0.12, _crunch(rng, 0.12, 12, 900, 4000)))
    if material == "sand":
        sift, press = burst(rng, 0.24, 700, 6000, 0.07, attack=0.008), burst(rng, 0.14, 90, 400, 0.035, attack=0.004)
        return layered(
            0.32, (0, 0.25, sift), (0, 0.32, press), (toe, 0.12, burst(rng, 0.16, 1500, 8000, 0.05, attack=0.02))
        )
    if material == "water":
        return layered(0.5, (0, 0.8, splash(rng, material)))
    if material == "wood":
        body = sum(
            (tone(0.2, hz, decay=d) * g for hz, d, g in ((128, 0.05, 0.7), (246, 0.035, 0.5), (415, 0.02, 0.3))),
            np.float32(0),
        )
        creak = burst(rng, 0.09, 500, 900, 0.03, attack=0.02)
        click = burst(rng, 0.03, 1200, 4500, 0.005)
        return layered(
            0.3,
            (0, 0.5, soften(np.asarray(body, np.float32), 0.001)),
            (0, 0.3, click),
            (toe, 0.2, click),
            (0.03, 0.06, creak),
        )
    heel, sole = burst(rng, 0.04, 1300, 5500, 0.007), burst(rng, 0.08, 250, 1100, 0.018)
    scuff = burst(rng, 0.1, 1500, 6000, 0.025, attack=0.004)
    return layered(0.26, (0, 0.5, heel), (0, 0.4, sole), (0, 0.35, thud(0.1, 95, 0.025)), (toe, 0.14, scuff))


def hoof(rng: Generator, material: str) -> Wave:
    """One hoof: a hollow clop on stone, a thud on soft ground."""
    if material in ("grass", "sand", "snow"):
        loose = burst(rng, 0.16, 400, 3000, 0.04, attack=0.003)
        return layered(
            0.3, (0, 0.8, thud(0.2, 70, 0.05)), (0, 0.35, burst(rng, 0.08, 120, 500, 0.02)), (0.01, 0.14, loose)
        )
    if material == "water":
        return layered(0.5, (0, 0.9, splash(rng, material)), (0, 0.5, thud(0.15, 80, 0.04)))
    hz = rng.uniform(640, 900)
    hollow = tone(0.12, hz, hz * 0.93, decay=0.018) + 0.6 * tone(0.12, hz * 1.72, decay=0.011)
    click = burst(rng, 0.03, 1800, 6000, 0.004)
    return layered(0.25, (0, 0.55, soften(hollow, 0.0008)), (0, 0.3, click), (0, 0.5, thud(0.12, 110, 0.03)))


def splash(rng: Generator, material: str) -> Wave:
    """Something falls into water: the slap, the spray, the gulp."""
    slap, spray = burst(rng, 0.12, 250, 2500, 0.03, attack=0.002), burst(rng, 0.6, 1800, 9000, 0.16, attack=0.03)
    out = layered(0.9, (0, 0.6, slap), (0.01, 0.3, spray), (0.02, 0.35, thud(0.2, 120, 0.05)))
    for k in range(9):
        hz = float(rng.uniform(350, 1300))
        drop = soften(tone(0.06, hz, hz * 1.5, decay=0.02), 0.002)
        start = int(RATE * (0.06 + 0.055 * k * rng.uniform(0.7, 1.3)))
        out[start : start + len(drop)] += np.float32(0.16 * rng.random()) * drop[: len(out) - start]
    return out


def land(rng: Generator, material: str) -> Wave:
    """A body or a heavy thing comes down."""
    if material == "water":
        return splash(rng, material)
    grit = burst(rng, 0.2, 300, 2500, 0.05)
    return layered(0.45, (0, 1.0, thud(0.35, 62, 0.09)), (0, 0.35, grit), (0, 0.3, step(rng, material)))


def quiet(rng: Generator, material: str) -> Wave:
    """A soft neutral touch: what an unknown sound becomes."""
    return layered(0.25, (0, 0.3, burst(rng, 0.1, 300, 1500, 0.025, attack=0.003)), (0, 0.25, thud(0.12, 140, 0.03)))
