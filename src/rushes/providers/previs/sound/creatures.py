"""Calls of animals that belong to a place and a time of day: birds, insects, frogs, a far dog.

Like beds they are `(n, rng) -> bus`, but they are heard in the room (`rooms` gives them their distance).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import Generator

from rushes.providers.previs.sound.noise import (
    RATE,
    TICK,
    Wave,
    hiss,
    moments,
    place,
    silence,
    soften,
    stretch,
    tone,
    wander,
)


def _note(seconds: float, curve: list[float], *, vibrato: float = 0.0, rough: float = 0.0) -> Wave:
    """A whistled note through the frequencies of `curve` (Hz, evenly spaced), bell-shaped in time."""
    n = max(8, int(seconds * RATE))
    place_in = np.linspace(0, len(curve) - 1, n)
    hz = np.interp(place_in, np.arange(len(curve)), curve)
    if vibrato:
        hz = hz * (1 + vibrato * np.sin(2 * np.pi * 28 * np.arange(n) / RATE))
    phase = 2 * np.pi * np.cumsum(hz) / RATE
    wave = np.sin(phase) + 0.12 * np.sin(2 * phase)
    if rough:
        wave = wave * (1 - rough * (0.5 + 0.5 * np.sin(2 * np.pi * 85 * np.arange(n) / RATE)))
    return np.asarray(wave * np.sin(np.pi * np.linspace(0, 1, n)) ** 0.8, np.float32)


#: A phrase: notes with their moments in it, seconds.
Phrase = list[tuple[float, Wave]]


def _warbler(rng: Generator) -> Phrase:
    base, at, notes = rng.uniform(3000, 4600), 0.0, []
    for _ in range(int(rng.integers(4, 9))):
        length = rng.uniform(0.05, 0.13)
        bend = [base * rng.uniform(0.75, 1.3) for _ in range(3)]
        notes.append((at, _note(length, bend)))
        at += length + rng.uniform(0.02, 0.07)
    return notes


def _tit(rng: Generator) -> Phrase:
    high = rng.uniform(4300, 5600)
    pair = (_note(0.1, [high, high * 0.98]), _note(0.13, [high * 0.74, high * 0.72]))
    return [(0.17 * k, pair[k % 2]) for k in range(2 * int(rng.integers(2, 4)))]


def _thrush(rng: Generator) -> Phrase:
    base, at, notes = rng.uniform(1900, 2600), 0.0, []
    for _ in range(int(rng.integers(3, 6))):
        length, step = rng.uniform(0.12, 0.28), base * 2 ** (int(rng.integers(-4, 8)) / 12)
        notes.append((at, _note(length, [step, step * rng.uniform(0.9, 1.15), step], vibrato=0.012)))
        at += length + rng.uniform(0.04, 0.12)
    return notes


def _finch(rng: Generator) -> Phrase:
    base, at, gap, notes = rng.uniform(4200, 5200), 0.0, 0.12, []
    for k in range(int(rng.integers(7, 12))):
        notes.append((at, _note(0.055, [base * (1.15 - 0.03 * k), base * (0.8 - 0.02 * k)])))
        at += gap
        gap = max(0.06, gap * 0.92)
    return notes


def _sparrow(rng: Generator) -> Phrase:
    base = rng.uniform(3200, 4200)
    return [(0.26 * k * rng.uniform(0.9, 1.1), _note(0.09, [base * 0.8, base * 1.2, base * 0.9])) for k in range(3)]


def _scatter(
    n: int, rng: Generator, kinds: tuple[Callable[[Generator], Phrase], ...], pause: tuple[float, float], gain: float
) -> Wave:
    """Phrases of a few birds that each keep their kind, place and distance."""
    out = silence(n)
    birds = [(kinds[k % len(kinds)], rng.uniform(-0.9, 0.9), rng.uniform(0.35, 1.0)) for k in range(max(3, len(kinds)))]
    at = rng.uniform(0.15, 0.6)
    while at < n / RATE:
        sing, pan, near = birds[int(rng.integers(len(birds)))]
        for moment, note in sing(rng):
            place(out, note, int((at + moment) * RATE), gain * near * rng.uniform(0.75, 1), pan)
        at += rng.uniform(*pause)
    return out


def songbirds(n: int, rng: Generator) -> Wave:
    """A few birds by day."""
    return _scatter(n, rng, (_warbler, _tit, _thrush, _finch), (0.7, 1.9), 0.05)


def dawn_chorus(n: int, rng: Generator) -> Wave:
    """Many birds at once, near and far."""
    return _scatter(n, rng, (_thrush, _warbler, _finch, _thrush, _tit), (0.2, 0.55), 0.045)


def sparrows(n: int, rng: Generator) -> Wave:
    """Birds of yards and roofs."""
    return _scatter(n, rng, (_sparrow, _sparrow, _tit), (0.8, 2.2), 0.05)


def lark(n: int, rng: Generator) -> Wave:
    """A lark over open fields: one long, hurried song."""
    return _scatter(n, rng, (_warbler, _finch), (0.45, 0.8), 0.03)


def cuckoo(n: int, rng: Generator) -> Wave:
    """A cuckoo, far."""
    out, pan = silence(n), rng.uniform(-0.8, 0.8)
    for at in np.arange(rng.uniform(0.4, 1.8), n / RATE, 1.35):
        place(out, _note(0.22, [690, 675]), int(at * RATE), 0.03, pan)
        place(out, _note(0.32, [560, 548]), int((at + 0.4) * RATE), 0.03, pan)
    return out


def jungle_birds(n: int, rng: Generator) -> Wave:
    """Whoops, shrieks and liquid whistles from a canopy."""

    def whoop(r: Generator) -> Phrase:
        base = r.uniform(600, 1100)
        return [(0.22 * k, _note(0.17, [base, base * 1.6, base * 1.9])) for k in range(int(r.integers(2, 5)))]

    def shriek(r: Generator) -> Phrase:
        base = r.uniform(1700, 2700)
        return [(0.3 * k, _note(0.25, [base, base * 1.2, base * 0.8], rough=0.9)) for k in range(int(r.integers(1, 3)))]

    return _scatter(n, rng, (whoop, shriek, _thrush, _finch), (0.5, 1.3), 0.045)


def gulls(n: int, rng: Generator) -> Wave:
    """Gulls: falling, rough cries in series."""

    def cry(r: Generator) -> Phrase:
        base, count = r.uniform(1150, 1500), int(r.integers(1, 5))
        bend = [base * 0.85, base * 1.15, base, base * 0.72]
        return [(0.36 * k, _note(0.32, bend, vibrato=0.02, rough=0.45)) for k in range(count)]

    return _scatter(n, rng, (cry,), (1.3, 3.2), 0.045)


def raven(n: int, rng: Generator) -> Wave:
    """A crow or raven, seldom."""

    def caw(r: Generator) -> Phrase:
        base = r.uniform(520, 640)
        voice = _note(0.3, [base, base * 1.12, base * 0.85], rough=0.95)
        grit = hiss(len(voice), r, 800, 2600, channels=1)[0] * np.abs(voice)
        return [(0.5 * k, voice + 0.5 * grit) for k in range(int(r.integers(1, 4)))]

    return _scatter(n, rng, (caw,), (2.4, 5.5), 0.07)


def eagle(n: int, rng: Generator) -> Wave:
    """A bird of prey calling high above."""

    def call(r: Generator) -> Phrase:
        base = r.uniform(2300, 2900)
        return [(0.42 * k, _note(0.38, [base * 1.1, base * 1.2, base * 0.8], vibrato=0.01)) for k in range(2)]

    return _scatter(n, rng, (call,), (3.5, 7.0), 0.05)


def owl(n: int, rng: Generator) -> Wave:
    """An owl: hoo, and a trembling answer."""

    def hoot(r: Generator) -> Phrase:
        base = r.uniform(370, 430)
        return [
            (0, _note(0.45, [base, base * 0.96])),
            (0.85, _note(0.16, [base, base])),
            (1.1, _note(0.8, [base, base * 1.02, base * 0.93], vibrato=0.02)),
        ]

    return _scatter(n, rng, (hoot,), (3.2, 6.0), 0.05)


def rooster(n: int, rng: Generator) -> Wave:
    """A cock at dawn, some yards away."""

    def crow(r: Generator) -> Phrase:
        base = r.uniform(620, 720)
        return [
            (0, _note(0.18, [base, base * 1.2], rough=0.4)),
            (0.24, _note(0.2, [base * 1.2, base * 1.35], rough=0.4)),
            (0.5, _note(0.75, [base * 1.3, base * 1.75, base * 1.6, base], rough=0.5)),
        ]

    return _scatter(n, rng, (crow,), (3.5, 7.0), 0.06)


def far_dog(n: int, rng: Generator) -> Wave:
    """A dog barks somewhere."""

    def bark(r: Generator) -> Phrase:
        base = r.uniform(380, 520)
        return [
            (0.33 * k, _note(0.13, [base, base * 1.25, base * 0.7], rough=0.6)) for k in range(int(r.integers(2, 4)))
        ]

    return _scatter(n, rng, (bark,), (3.0, 6.5), 0.05)


def _chirps(n: int, rng: Generator, *, hz: float, pulses: float, chirps: float, duty: float) -> Wave:
    """One insect: a carrier, pulsed fast, in chirps."""
    t = np.arange(n, dtype=np.float32) / np.float32(RATE)
    wave = np.sin(np.float32(2 * np.pi * hz) * t) * np.maximum(0, np.sin(np.float32(2 * np.pi * pulses) * t)) ** 2
    beat = (moments(n) * chirps + rng.random()) % 1.0
    gate = np.clip(np.minimum(beat, duty - beat) * 40 + 0.0, 0, 1)
    return np.asarray(wave * stretch(np.asarray(gate, np.float32), TICK, n), np.float32)


def crickets(n: int, rng: Generator) -> Wave:
    """Crickets at night, five of them around."""
    out = silence(n)
    for pan in (-0.9, -0.4, 0.1, 0.5, 0.95):
        insect = _chirps(
            n,
            rng,
            hz=rng.uniform(3900, 5200),
            pulses=rng.uniform(24, 34),
            chirps=rng.uniform(1.1, 2.3),
            duty=rng.uniform(0.3, 0.5),
        )
        place(out, insect, 0, rng.uniform(0.012, 0.035), pan)
    return out


def grasshoppers(n: int, rng: Generator) -> Wave:
    """A summer meadow by day: dry, high stridulation in strokes."""
    stroke = np.clip(wander(n, rng, 1.1, -0.6, 1.0, channels=2), 0.06, 1) * (
        0.55 + 0.45 * np.sin(2 * np.pi * 17 * moments(n))
    )
    return 0.03 * hiss(n, rng, 6500, 10500, curve=np.asarray(stroke, np.float32), width=0.95)


def cicadas(n: int, rng: Generator) -> Wave:
    """Cicadas in the heat: a rasping band that swells."""
    rasp = wander(n, rng, 0.45, 0.25, 1.0, channels=2) * (0.7 + 0.3 * np.sin(2 * np.pi * 23 * moments(n)))
    out = 0.035 * hiss(n, rng, 4300, 6200, curve=np.asarray(rasp, np.float32), width=0.9)
    place(out, _chirps(n, rng, hz=5100, pulses=44, chirps=0.6, duty=0.8), 0, 0.015, 0.4)
    return out


def frogs(n: int, rng: Generator) -> Wave:
    """Frogs on a pond at night."""

    def croak(r: Generator) -> Phrase:
        base = r.uniform(420, 900)
        return [(0.21 * k, _note(0.14, [base, base * 1.08], rough=1.0)) for k in range(int(r.integers(2, 6)))]

    return _scatter(n, rng, (croak,), (0.4, 1.2), 0.03)


def bees(n: int, rng: Generator) -> Wave:
    """A bee that passes by."""
    hz = 210 + 25 * wander(n, rng, 1.2, -1, 1)[0]
    phase = 2 * np.pi * np.cumsum(stretch(hz / np.float32(RATE), TICK, n), dtype=np.float64)
    wave = np.asarray(np.sin(phase) + 0.6 * np.sin(2 * phase) + 0.35 * np.sin(3 * phase), np.float32)
    near = np.clip(wander(n, rng, 0.5, -0.5, 1.0, channels=2), 0, 1) ** 2
    return 0.012 * wave * stretch(near, TICK, n)


def whale(n: int, rng: Generator) -> Wave:
    """A far whale under water: a long bending moan."""

    def moan(r: Generator) -> Phrase:
        base = r.uniform(130, 210)
        return [(0, _note(1.8, [base, base * 1.3, base * 1.1, base * 1.7], vibrato=0.004))]

    return _scatter(n, rng, (moan,), (3.0, 5.0), 0.03)


def hens(n: int, rng: Generator) -> Wave:
    """Hens in a yard."""

    def cluck(r: Generator) -> Phrase:
        base = r.uniform(520, 760)
        count = int(r.integers(2, 6))
        return [
            (0.19 * k * r.uniform(0.9, 1.2), _note(0.07, [base, base * 1.3, base * 0.8], rough=0.7))
            for k in range(count)
        ]

    return _scatter(n, rng, (cluck,), (0.6, 1.8), 0.045)


def church_bell(n: int, rng: Generator) -> Wave:
    """A church some way off strikes."""
    out, hz, pan = silence(n), rng.uniform(300, 360), rng.uniform(-0.7, 0.7)
    parts = ((0.5, 0.5, 1.6), (1, 0.6, 1.2), (1.19, 0.4, 0.9), (1.5, 0.2, 0.6), (2, 0.35, 0.6))
    stroke = sum((np.float32(gain) * tone(2.6, hz * ratio, decay=decay) for ratio, gain, decay in parts), np.float32(0))
    for at in np.arange(rng.uniform(0.6, 1.6), n / RATE, 2.1):
        place(out, soften(np.asarray(stroke, np.float32), 0.012, 0.2), int(at * RATE), 0.035, pan)
    return out


def temple_bell(n: int, rng: Generator) -> Wave:
    """A temple's great bell, once in a while, and little bells at its eaves."""
    out, hz = silence(n), rng.uniform(108, 128)
    parts = ((1, 0.6, 2.2), (2.02, 0.4, 1.6), (2.9, 0.25, 1.0), (4.1, 0.12, 0.5))
    stroke = sum((np.float32(gain) * tone(4.0, hz * ratio, decay=decay) for ratio, gain, decay in parts), np.float32(0))
    for at in np.arange(rng.uniform(0.5, 1.2), n / RATE, 6.5):
        place(out, soften(np.asarray(stroke, np.float32), 0.006, 0.4), int(at * RATE), 0.035, rng.uniform(-0.4, 0.4))
    for at in np.flatnonzero(rng.random(int(n / RATE * 2) + 1) < 0.4):
        ring = soften(tone(0.7, rng.choice([2090.0, 2350.0, 2790.0]), decay=0.18), 0.001, 0.1)
        place(out, ring, int((at + rng.random()) * RATE / 2), 0.012 * rng.random(), rng.uniform(-0.9, 0.9))
    return out


def mast_bell(n: int, rng: Generator) -> Wave:
    """Rigging that taps a mast, and a buoy's bell far out."""
    out = silence(n)
    at = rng.uniform(0.2, 1.0)
    while at < n / RATE:
        hz = 1450 if rng.random() < 0.75 else 610
        ring = tone(0.5, hz, decay=0.09) + 0.5 * tone(0.5, hz * 2.43, decay=0.05)
        place(out, soften(ring, 0.001, 0.05), int(at * RATE), rng.uniform(0.008, 0.022), rng.uniform(-0.7, 0.7))
        at += rng.uniform(0.5, 1.8)
    return out
