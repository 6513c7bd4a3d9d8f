"""Sounds that last as long as their cue: engines by kind, wheels, rotors, fire, streams, crowds, sirens.

Every sound is `(n, rng, material) -> mono wave` of about unit peak.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.random import Generator

from rushes.providers.previs.sound import air, town, waters
from rushes.providers.previs.sound.noise import RATE, TICK, Wave, hiss, moments, soften, stretch, wander

Lasting = Callable[[int, Generator, str], Wave]

#: Firing frequency in Hz, number of overtones, share of noise and how much the speed drifts.
ENGINES: Mapping[str, tuple[float, int, float, float]] = {
    "car": (62, 12, 0.35, 0.10), "boat": (34, 14, 0.30, 0.05), "ship": (19, 16, 0.40, 0.02),
    "train": (27, 16, 0.55, 0.03),
    "plane": (92, 10, 0.60, 0.03), "motorcycle": (74, 16, 0.30, 0.18), "truck": (38, 16, 0.40, 0.06),
    "bus": (42, 14, 0.40, 0.06),
    "tractor": (24, 18, 0.35, 0.04), "drone": (185, 9, 0.20, 0.06), "helicopter": (21, 18, 0.55, 0.01),
    "rocket": (30, 4, 1.60, 0.02), "tram": (58, 8, 0.45, 0.08), "spaceship": (48, 6, 0.50, 0.02),
}  # fmt: skip


def _turning(n: int, rng: Generator, hz: float, drift: float) -> Wave:
    """The phase, in turns, of something that turns `hz` times a second, now faster, now slower."""
    speed = hz * (1 + drift * wander(n, rng, 0.5, -1, 1)[0]) / RATE
    return np.asarray(np.cumsum(stretch(np.asarray(speed, np.float32), TICK, n), dtype=np.float64), np.float64)


def engine(n: int, rng: Generator, material: str) -> Wave:
    """A motor: overtones of its firing rate, shaken, and the noise of its work."""
    hz, overtones, noise, drift = ENGINES.get(material, ENGINES["car"])
    phase = _turning(n, rng, hz, drift)
    turn = np.asarray(phase % 1.0, np.float32)
    out = np.zeros(n, np.float32)
    for h in range(1, overtones + 1):
        level = rng.uniform(0.5, 1.0) / h**0.8 / (1 + (hz * h / 900) ** 2)
        out += np.float32(level) * np.sin(np.float32(2 * np.pi * h) * turn + np.float32(rng.uniform(0, 6)))
    out *= 0.4 / (np.abs(out).max() + 1e-9)
    out *= 0.85 + 0.15 * np.sin(np.float32(np.pi) * np.asarray(phase % 2.0, np.float32))
    beat = 0.75 + 0.25 * np.sin(np.float32(2 * np.pi) * turn)
    rough = hiss(n, rng, 90, 1400, -0.4, channels=1)[0] + 0.4 * hiss(n, rng, 1400, 5000, -0.4, channels=1)[0]
    return np.asarray(out + np.float32(0.2 * noise) * beat * rough, np.float32)


def wheels(n: int, rng: Generator, material: str) -> Wave:
    """A train's wheels over joints: four knocks, a pause."""
    out = 0.12 * hiss(n, rng, 80, 700, -0.4, channels=1)[0]
    length = int(0.12 * RATE)
    t = np.arange(length, dtype=np.float32) / np.float32(RATE)
    for start in np.arange(0.0, n / RATE, 0.78):
        for beat in (0.0, 0.13, 0.36, 0.49):
            at = int((start + beat) * RATE)
            knock = (np.sin(2 * np.pi * 95 * t) + 0.4 * np.sin(2 * np.pi * 610 * t)) * np.exp(-t / 0.022)
            piece = soften(np.asarray(knock, np.float32), 0.001)[: max(0, n - at)]
            out[at : at + len(piece)] += np.float32(0.35 * rng.uniform(0.8, 1)) * piece
    return np.asarray(out, np.float32)


def siren(n: int, rng: Generator, material: str) -> Wave:
    """Two tones of an ambulance."""
    high = (moments(n) * 0.9) % 1.0 < 0.5
    hz = np.convolve(np.where(high, 585.0, 435.0), np.ones(5) / 5, "same") / RATE
    turn = np.cumsum(stretch(np.asarray(hz, np.float32), TICK, n), dtype=np.float64)
    return np.asarray(0.3 * np.sin(2 * np.pi * turn) + 0.12 * np.sin(6 * np.pi * turn), np.float32)


def _bed(bed: Callable[[int, Generator], Wave], gain: float) -> Lasting:
    def sound(n: int, rng: Generator, material: str) -> Wave:
        return np.asarray(gain * bed(n, rng).mean(axis=0), np.float32)

    return sound


def whirr(n: int, rng: Generator, material: str) -> Wave:
    """Bicycle wheels, a fan, a mill: a soft ticking in the air."""
    turn = np.asarray(_turning(n, rng, 13, 0.08) % 1.0, np.float32)
    tick = np.exp(-turn * 18)
    return np.asarray(
        0.25 * tick * hiss(n, rng, 1800, 6500, channels=1)[0] + 0.08 * hiss(n, rng, 200, 1200, channels=1)[0],
        np.float32,
    )


#: The sound, its level in the mix at gain 1.
LASTING: Mapping[str, tuple[Lasting, float]] = {
    "engine": (engine, 0.45), "wheels": (wheels, 0.5), "siren": (siren, 0.2), "whirr": (whirr, 0.4),
    "fire": (_bed(town.crackling, 4.0), 0.35), "stream": (_bed(waters.brook, 5.0), 0.3),
    "waterfall": (_bed(waters.waterfall, 5.0), 0.2),
    "crowd": (_bed(town.murmur, 7.0), 0.35), "sizzle": (_bed(town.sizzle, 5.0), 0.3),
    "gust": (_bed(air.wind, 5.0), 0.25),
    "machine": (_bed(town.pulse_of_machines, 5.0), 0.25),
}  # fmt: skip
SAME_LASTING: Mapping[str, str] = {
    "motor": "engine", "car": "engine", "train": "wheels", "rails": "wheels", "rotor": "engine", "drone": "engine",
    "crackle": "fire",
    "campfire": "fire", "water": "stream", "brook": "stream", "fountain": "stream", "wake": "stream", "murmur": "crowd",
    "wind": "gust", "bicycle": "whirr", "fan": "whirr", "mill": "whirr", "spin": "whirr", "plane": "engine",
    "rocket": "engine",
    "helicopter": "engine", "boat": "engine", "hum": "machine",
}  # fmt: skip
