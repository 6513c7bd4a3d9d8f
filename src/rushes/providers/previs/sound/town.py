"""Beds of people and machines: traffic, murmur, market, hums, clocks, fire."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from rushes.providers.previs.sound.noise import (
    RATE,
    TICK,
    Wave,
    fall,
    hiss,
    moments,
    pan_gains,
    place,
    silence,
    soften,
    stretch,
    tone,
    wander,
)


def traffic(n: int, rng: Generator) -> Wave:
    """A city from afar: a low rumble that breathes."""
    out = 0.055 * hiss(n, rng, 50, 190, -0.4, curve=wander(n, rng, 0.3, 0.6, 1.0, channels=2), width=0.6)
    out += 0.045 * hiss(n, rng, 190, 1100, -0.4, curve=wander(n, rng, 0.5, 0.4, 1.0, channels=2), width=0.8)
    out += 0.02 * hiss(n, rng, 1000, 5500, -0.3, curve=wander(n, rng, 0.7, 0.5, 1.0, channels=2), width=0.9)
    return out


def passing_cars(n: int, rng: Generator) -> Wave:
    """Cars that pass, one every two or three seconds, from one side to the other."""
    t = moments(n)
    left = np.zeros(len(t), np.float32)
    right = np.zeros(len(t), np.float32)
    at = rng.uniform(-0.5, 1.2)
    while at < n / RATE + 1:
        width, side = rng.uniform(0.45, 1.1), 1 if rng.random() < 0.5 else -1
        x = (t - at) / width
        near = rng.uniform(0.5, 1.0) / (1 + x * x) ** 1.6
        where = 0.5 + 0.5 * np.tanh(side * x)
        left += near * np.cos(where * np.pi / 2)
        right += near * np.sin(where * np.pi / 2)
        at += rng.uniform(1.6, 3.6)
    curve = np.stack([left, right])
    out = 0.045 * hiss(n, rng, 80, 300, -0.3, curve=curve, width=0.2)
    out += 0.055 * hiss(n, rng, 500, 1500, -0.2, curve=curve**1.4, width=0.3)
    out += 0.035 * hiss(n, rng, 1500, 6000, -0.3, curve=curve**2, width=0.3)
    return out


def _mumble(n: int, rng: Generator, pitch: float) -> Wave:
    """One far voice without words: a buzz through two wandering formants, in syllables and pauses."""
    syllable = wander(n, rng, 5.5)[0] ** 2 * (wander(n, rng, 0.7)[0] > 0.4)
    syllable = np.convolve(syllable, np.hanning(9) / 4, "same").astype(np.float32)
    first = hiss(n, rng, pitch * 2.4, pitch * 4.2, channels=1, curve=syllable[None])[0]
    second = hiss(n, rng, pitch * 8, pitch * 11, channels=1, curve=(syllable * wander(n, rng, 4)[0])[None])[0]
    glide = stretch((pitch * (1 + 0.12 * wander(n, rng, 2.2, -1, 1)))[0] / RATE, TICK, n)
    buzz = np.sin(np.cumsum(glide, dtype=np.float64) * (2 * np.pi)).astype(np.float32)
    voiced = first * (0.6 + 0.4 * buzz) + 0.35 * second + 0.5 * buzz * stretch(syllable, TICK, n)
    return np.asarray(voiced, np.float32)


def murmur(n: int, rng: Generator) -> Wave:
    """People talking not far away; no word can be made out."""
    out = 0.02 * hiss(n, rng, 220, 1100, -0.4, curve=wander(n, rng, 3.5, 0.4, 1.0, channels=2), width=0.9)
    for pitch, pan in zip(rng.uniform(105, 215, 4), (-0.8, -0.25, 0.35, 0.85), strict=True):
        place(out, _mumble(n, rng, float(pitch)), 0, 0.035, pan)
    return out


def city_hum(n: int, rng: Generator) -> Wave:
    """Night in a city: ventilation and the mains behind everything, a far siren once in a while."""
    out = 0.045 * hiss(n, rng, 60, 180, -0.2, curve=wander(n, rng, 0.2, 0.7, 1.0, channels=2), width=0.5)
    out += 0.03 * hiss(n, rng, 180, 1500, -0.4, curve=wander(n, rng, 0.3, 0.5, 1.0, channels=2), width=0.8)
    t = moments(n)
    start, length = rng.uniform(0.5, 4.0), 4.5
    shape = np.exp(-(((t - start - length / 2) / 1.3) ** 2))
    glide = 640 + 130 * np.sin(2 * np.pi * 0.42 * t + rng.uniform(0, 6))
    phase = np.cumsum(stretch(np.asarray(glide / RATE, np.float32), TICK, n), dtype=np.float64)
    siren = np.sin(2 * np.pi * phase).astype(np.float32) * stretch(np.asarray(shape, np.float32), TICK, n)
    place(out, siren, 0, 0.012, rng.uniform(-0.7, 0.7))
    return out


def fridge(n: int, rng: Generator) -> Wave:
    """A kitchen's machine: a hum of 50 Hz and its overtones."""
    out = 0.02 * hiss(n, rng, 70, 400, -0.4)
    t = np.arange(n, dtype=np.float32) / np.float32(RATE)
    for harmonic, level in ((2, 0.03), (4, 0.014), (6, 0.008), (8, 0.004)):
        drift = stretch(wander(n, rng, 0.4, 0.7, 1.0), TICK, n)[0]
        out += np.float32(level) * drift * np.sin(np.float32(2 * np.pi * 50 * harmonic) * t)
    return out


def clock(n: int, rng: Generator) -> Wave:
    """A clock on a wall: tick and tock, two a second."""
    out = silence(n)
    pan = rng.uniform(-0.6, 0.6)
    sounds = []
    for hz in (2600, 2050):
        tick = tone(0.03, hz, decay=0.004) + 0.6 * tone(0.03, hz * 0.41, decay=0.007)
        sounds.append(soften(tick, 0.0005))
    for k, at in enumerate(np.arange(rng.uniform(0.1, 0.5), n / RATE, 0.5)):
        place(out, sounds[k % 2], int(at * RATE), 0.05, pan)
    return out


def crackling(n: int, rng: Generator) -> Wave:
    """A fire: soft roar, snaps, and now and then a crack."""
    out = 0.045 * hiss(n, rng, 60, 340, -0.3, curve=wander(n, rng, 2.2, 0.4, 1.0, channels=2), width=0.4)
    out += 0.012 * hiss(n, rng, 1500, 6000, -0.2, curve=wander(n, rng, 5, 0.1, 1.0, channels=2) ** 2, width=0.7)
    activity = wander(n, rng, 1.3, 0.15, 1.0)[0]
    for at in np.flatnonzero(rng.random(len(activity)) < 0.2 * activity):
        length = int(RATE * rng.uniform(0.004, 0.03))
        snap = hiss(length, rng, rng.uniform(800, 2500), 9000, channels=1)[0] * fall(length, length / RATE / 4, 0.0005)
        place(
            out,
            soften(snap, 0.0003, 0.002),
            int(at * TICK + rng.integers(TICK)),
            0.16 * rng.random() ** 3,
            rng.uniform(-0.5, 0.5),
        )
    return out


def far_horns(n: int, rng: Generator) -> Wave:
    """A car's horn some streets away, seldom."""
    out = silence(n)
    at = rng.uniform(0.8, 4.0)
    while at < n / RATE:
        hz, pan = rng.uniform(330, 440), rng.uniform(-0.9, 0.9)
        for k in range(int(rng.integers(1, 3))):
            beep = sum((tone(0.28, hz * h * r) / h for h in (1, 2, 3) for r in (1, 1.26)), np.float32(0))
            place(out, soften(np.asarray(beep, np.float32), 0.02, 0.09), int((at + 0.4 * k) * RATE), 0.015, pan)
        at += rng.uniform(4, 9)
    return out


def sizzle(n: int, rng: Generator) -> Wave:
    """Something fries in a pan."""
    spit = 0.5 + 0.5 * wander(n, rng, 25, channels=2) ** 3
    out = 0.05 * hiss(n, rng, 3000, 12000, curve=spit, width=0.4)
    left, right = pan_gains(rng.uniform(-0.5, 0.5))
    return np.asarray(out * np.array([[left], [right]], np.float32), np.float32)


def pulse_of_machines(n: int, rng: Generator) -> Wave:
    """A works: a steady low beat of machines with steam above it."""
    beat = np.asarray(0.3 + 0.7 * np.abs(np.sin(np.pi * 1.15 * moments(n))) ** 6, np.float32)
    out = 0.09 * hiss(n, rng, 45, 240, -0.2, curve=np.stack([beat, np.roll(beat, 9)]), width=0.5)
    out += 0.03 * hiss(n, rng, 900, 5500, -0.2, curve=np.stack([np.roll(beat, 30), beat]) ** 2, width=0.8)
    return out
