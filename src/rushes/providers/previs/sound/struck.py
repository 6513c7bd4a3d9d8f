"""Short sounds of things: wings, bells, doors, barks, horns, glass, thunder …

Every sound is `(rng, material) -> wave` of about unit peak whose onset is its first sample. `STRUCK` names them;
`SAME_AS` gives other words for them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from rushes.providers.previs.sound.noise import RATE, TICK, Wave, fall, hiss, soften, stretch, tone, wander
from rushes.providers.previs.sound.steps import burst, hoof, land, layered, quiet, splash, step, thud

Sound = Callable[[Generator, str], Wave]


def _partials(seconds: float, hz: float, parts: tuple[tuple[float, float, float], ...]) -> Wave:
    """Struck metal, glass, wood: (ratio, gain, decay) of each partial."""
    out = np.zeros(int(seconds * RATE), np.float32)
    for ratio, gain, decay in parts:
        if hz * ratio < RATE * 0.45:
            out += np.float32(gain) * tone(seconds, hz * ratio, decay=decay)
    return soften(out, 0.0006, 0.05)


def _voiced(
    rng: Generator, seconds: float, pitches: tuple[float, ...], formants: tuple[float, ...], rough: float
) -> Wave:
    """A throat: a buzz gliding through `pitches`, coloured at `formants`."""
    n = int(seconds * RATE)
    hz = np.interp(np.linspace(0, len(pitches) - 1, n), np.arange(len(pitches)), pitches)
    phase = 2 * np.pi * np.cumsum(hz) / RATE
    out = np.zeros(n)
    for h in range(1, 24):
        at = hz.mean() * h
        colour = sum(1 / (1 + ((at - f) / (0.16 * f)) ** 2) for f in formants) + 0.02
        out += colour / h**0.5 * np.sin(h * phase)
    breath = hiss(n, rng, formants[0] * 0.8, formants[-1] * 1.3, channels=1)[0]
    out = out / (np.abs(out).max() + 1e-9) + rough * breath
    bell = np.sin(np.pi * np.linspace(0, 1, n)) ** 0.35 * np.linspace(1, 0.55, n)
    return soften(np.asarray(out * bell, np.float32), 0.006, 0.03)


def wing(rng: Generator, material: str) -> Wave:
    """One beat of a wing: a short push of air with the flick of feathers."""
    air = burst(rng, 0.16, 180, 1100, 0.045, attack=0.012)
    return layered(0.2, (0, 0.55, air), (0.012, 0.22, burst(rng, 0.09, 1500, 6500, 0.02, attack=0.006)))


def thunder(rng: Generator, material: str) -> Wave:
    """The crack that goes with the flash, then the roll that goes away."""
    n = int(5.0 * RATE)
    roll = hiss(n, rng, 40, 170, -0.4, channels=1, curve=wander(n, rng, 3.2, 0.15, 1.0))[0] * fall(n, 1.35, 0.04)
    body = hiss(n, rng, 120, 700, -0.6, channels=1, curve=wander(n, rng, 6.0, 0.0, 1.0) ** 2)[0] * fall(n, 0.6, 0.01)
    parts = [(0.0, 0.42, burst(rng, 0.5, 500, 9000, 0.07, attack=0.0015)), (0.0, 0.5, roll), (0.0, 0.42, body)]
    for _ in range(4):
        parts.append((rng.uniform(0.03, 0.4), rng.uniform(0.12, 0.3), burst(rng, 0.3, 250, 5000, 0.05, attack=0.002)))
    return layered(5.0, *parts)


def whoosh(rng: Generator, material: str) -> Wave:
    """Something rushes past."""
    n = int(0.55 * RATE)
    t = np.arange(n, dtype=np.float32) / np.float32(RATE)
    low, high = hiss(n, rng, 180, 900, channels=1)[0], hiss(n, rng, 900, 5000, -0.3, channels=1)[0]
    rise = np.minimum(1, t / 0.03)
    return soften(0.5 * low * rise * np.exp(-t / 0.14) + 0.35 * high * rise * np.exp(-t / 0.07), 0.004, 0.05)


def oar(rng: Generator, material: str) -> Wave:
    """An oar dips, pulls and drips."""
    dip, pull = burst(rng, 0.15, 250, 1800, 0.04, attack=0.006), burst(rng, 0.7, 300, 2200, 0.22, attack=0.06)
    creak = _voiced(rng, 0.22, (150, 190, 170), (600, 1400), 0.1)
    parts = [(0, 0.6, dip), (0.05, 0.3, pull), (0.3, 0.07, creak)]
    for _ in range(6):
        hz = rng.uniform(700, 1900)
        parts.append(
            (rng.uniform(0.4, 1.0), rng.uniform(0.05, 0.15), soften(tone(0.06, hz, hz * 1.4, decay=0.018), 0.002))
        )
    return layered(1.2, *parts)


def bell(rng: Generator, material: str) -> Wave:
    """A bell with its hum, prime, tierce, quint and nominal."""
    hz = rng.uniform(330, 440)
    parts = (
        (0.5, 0.4, 1.6),
        (1, 0.6, 1.1),
        (1.19, 0.45, 0.9),
        (1.5, 0.25, 0.6),
        (2, 0.5, 0.7),
        (2.74, 0.2, 0.35),
        (4.1, 0.15, 0.16),
        (5.4, 0.1, 0.08),
    )
    return layered(3.2, (0, 0.55, _partials(3.2, hz, parts)), (0, 0.2, burst(rng, 0.03, 2000, 8000, 0.004)))


def chime(rng: Generator, material: str) -> Wave:
    """A small bright bell."""
    hz = rng.uniform(1300, 1900)
    return 0.6 * _partials(1.6, hz, ((1, 0.7, 0.5), (2.76, 0.35, 0.22), (5.4, 0.18, 0.09)))


def gong(rng: Generator, material: str) -> Wave:
    """A temple's gong or a big drum of metal."""
    parts = tuple((r, 0.5 / math.sqrt(r), 1.7 / r) for r in (1, 1.48, 1.97, 2.6, 3.3, 4.5))
    return layered(
        3.5,
        (0, 0.6, _partials(3.5, rng.uniform(85, 120), parts)),
        (0, 0.15, burst(rng, 1.0, 600, 4000, 0.3, attack=0.02)),
    )


def door(rng: Generator, material: str) -> Wave:
    """A door falls shut: latch, thump, rattle."""
    latch = burst(rng, 0.03, 1500, 6000, 0.005)
    knock = _partials(0.3, 110, ((1, 0.8, 0.07), (1.9, 0.5, 0.05), (3.3, 0.3, 0.03)))
    return layered(
        0.5, (0, 0.8, knock), (0, 0.35, burst(rng, 0.12, 150, 1200, 0.03)), (0.0, 0.2, latch), (0.09, 0.15, latch)
    )


def knock(rng: Generator, material: str) -> Wave:
    """Knuckles on wood, three times."""
    one = _partials(0.12, 230, ((1, 0.7, 0.025), (2.1, 0.4, 0.015), (3.7, 0.25, 0.008)))
    return layered(0.6, (0, 0.8, one), (0.17, 0.7, one), (0.34, 0.85, one))


def bark(rng: Generator, material: str) -> Wave:
    """A dog barks once."""
    base = rng.uniform(260, 420)
    voice = _voiced(rng, 0.17, (base * 0.8, base * 1.35, base * 0.9), (750, 1500, 2600), 0.25)
    return layered(0.3, (0, 0.8, voice), (0, 0.3, burst(rng, 0.06, 600, 3500, 0.015)))


def meow(rng: Generator, material: str) -> Wave:
    """A cat."""
    base = rng.uniform(480, 620)
    return 0.7 * _voiced(rng, 0.6, (base * 0.9, base * 1.35, base * 1.2, base * 0.75), (900, 1700, 3200), 0.04)


def neigh(rng: Generator, material: str) -> Wave:
    """A horse."""
    voice = _voiced(rng, 1.0, (900, 1250, 1000, 820, 640, 480), (1100, 2200, 3400), 0.2)
    t = np.arange(len(voice)) / RATE
    return np.asarray(0.8 * voice * (0.65 + 0.35 * np.sin(2 * np.pi * 11 * t)), np.float32)


def moo(rng: Generator, material: str) -> Wave:
    """A cow."""
    return 0.8 * _voiced(rng, 1.2, (125, 165, 170, 130), (420, 850, 1900), 0.05)


def roar(rng: Generator, material: str) -> Wave:
    """A big beast."""
    voice = _voiced(rng, 1.3, (85, 120, 105, 70), (350, 800, 1500), 0.5)
    return layered(1.4, (0, 0.8, voice), (0, 0.3, burst(rng, 1.2, 80, 500, 0.4, attack=0.03)))


def howl(rng: Generator, material: str) -> Wave:
    """A wolf."""
    return 0.7 * _voiced(rng, 1.9, (330, 520, 560, 550, 500, 400), (600, 1100), 0.02)


def caw(rng: Generator, material: str) -> Wave:
    """A crow."""
    return 0.7 * _voiced(rng, 0.28, (520, 600, 470), (1100, 1900, 2900), 0.35)


def cry_of_gull(rng: Generator, material: str) -> Wave:
    """A gull."""
    base = rng.uniform(950, 1200)
    return 0.6 * _voiced(rng, 0.4, (base * 0.8, base * 1.2, base, base * 0.7), (1900, 3200), 0.08)


def chirp(rng: Generator, material: str) -> Wave:
    """A small bird, two notes."""
    hz = rng.uniform(3000, 4500)
    one = soften(tone(0.07, hz * 0.85, hz * 1.2), 0.01, 0.03)
    return layered(0.3, (0, 0.5, one), (0.12, 0.5, soften(tone(0.08, hz * 1.15, hz * 0.9), 0.01, 0.03)))


def horn(rng: Generator, material: str) -> Wave:
    """A car's horn; of a ship or a train where the material says so."""
    pitches, length = {"ship": ((82, 123), 2.2), "boat": ((110, 165), 1.6), "train": ((311, 370, 466), 1.4)}.get(
        material, ((370, 466), 0.55)
    )
    out = np.zeros(int(length * RATE), np.float32)
    for hz in pitches:
        for h in range(1, 12):
            out += np.float32(1 / h / (1 + (hz * h / 2200) ** 2)) * tone(length, hz * h * (1 + 0.0008 * h))
    return soften(np.asarray(0.7 * out / (np.abs(out).max() + 1e-9), np.float32), 0.012, 0.09)


def glass(rng: Generator, material: str) -> Wave:
    """Glass breaks; clinks where the material is "clink"."""
    clink = _partials(0.6, rng.uniform(2100, 2900), ((1, 0.6, 0.16), (2.3, 0.35, 0.08), (4.2, 0.2, 0.04)))
    if material == "clink":
        return 0.7 * clink
    parts = [(0.0, 0.55, burst(rng, 0.12, 2500, 12000, 0.02)), (0.0, 0.4, clink)]
    for _ in range(14):
        shard = _partials(0.2, rng.uniform(2500, 6500), ((1, 0.6, 0.04), (1.7, 0.4, 0.02)))
        parts.append((rng.uniform(0.01, 0.5) ** 1.3, rng.uniform(0.08, 0.3), shard))
    return layered(1.0, *parts)


def heartbeat(rng: Generator, material: str) -> Wave:
    """Lub-dub."""
    return layered(
        0.5, (0, 1.0, thud(0.2, 58, 0.05)), (0, 0.2, burst(rng, 0.06, 60, 200, 0.02)), (0.22, 0.7, thud(0.18, 68, 0.04))
    )


def clap(rng: Generator, material: str) -> Wave:
    """Two hands."""
    one = burst(rng, 0.08, 700, 3200, 0.012)
    return layered(0.2, (0, 0.8, one), (0.011, 0.4, burst(rng, 0.08, 900, 4200, 0.02)))


def drum(rng: Generator, material: str) -> Wave:
    """A drum's skin."""
    return layered(0.9, (0, 0.9, thud(0.8, rng.uniform(70, 95), 0.16)), (0, 0.25, burst(rng, 0.06, 400, 3000, 0.012)))


def pluck(rng: Generator, material: str) -> Wave:
    """A string or key, once: for instruments that are seen."""
    hz = 220 * 2 ** (int(rng.choice([0, 3, 5, 7, 10, 12])) / 12)
    return 0.6 * _partials(1.6, hz, tuple((h, 0.7 / h, 0.7 / h) for h in range(1, 8)))


def click(rng: Generator, material: str) -> Wave:
    """A switch, a key, a shutter."""
    one = burst(rng, 0.02, 1800, 8000, 0.003)
    return layered(0.12, (0, 0.6, one), (0.045, 0.35, one))


def boom(rng: Generator, material: str) -> Wave:
    """An explosion or a firework's report."""
    n = int(2.4 * RATE)
    tail = hiss(n, rng, 35, 260, -0.3, channels=1)[0] * fall(n, 0.45, 0.004)
    crackle = hiss(n, rng, 2500, 9000, channels=1, curve=wander(n, rng, 30) ** 4)[0] * fall(n, 0.5, 0.15)
    return layered(2.4, (0, 0.7, burst(rng, 0.4, 150, 5000, 0.06)), (0, 0.6, tail), (0, 0.12, crackle))


def creak(rng: Generator, material: str) -> Wave:
    """Wood under strain."""
    n = int(0.7 * RATE)
    rate = stretch(wander(n, rng, 3, 35, 95), TICK, n)[0] / RATE
    ticks_ = (np.diff(np.floor(np.cumsum(rate, dtype=np.float64))) > 0).astype(np.float32)
    ring = _partials(0.05, 420, ((1, 0.6, 0.008), (1.9, 0.4, 0.006), (3.1, 0.3, 0.004)))
    out = np.convolve(ticks_, ring)[:n]
    out[: len(ring)] += 0.6 * ring
    return soften(np.asarray(0.8 * out, np.float32), 0.0005, 0.15)


def rustle(rng: Generator, material: str) -> Wave:
    """Cloth, paper or leaves."""
    n = int(0.4 * RATE)
    wave = hiss(n, rng, 1300, 8000, -0.2, channels=1, curve=wander(n, rng, 22, 0.15, 1.0) ** 2)[0]
    return 0.4 * soften(wave * fall(n, 0.15, 0.01), 0.002, 0.05)


def drip(rng: Generator, material: str) -> Wave:
    """One drop."""
    hz = rng.uniform(800, 1500)
    return 0.6 * soften(tone(0.15, hz, hz * 1.35, decay=0.03), 0.001, 0.03)


def swish(rng: Generator, material: str) -> Wave:
    """A blade or a rope through the air."""
    return layered(0.3, (0, 0.5, burst(rng, 0.25, 1200, 7000, 0.06, attack=0.02)))


def pop(rng: Generator, material: str) -> Wave:
    """A cork, a bubble."""
    return layered(
        0.15, (0, 0.8, soften(tone(0.07, 380, 900, decay=0.02), 0.001)), (0, 0.3, burst(rng, 0.03, 800, 4000, 0.006))
    )


def ring(rng: Generator, material: str) -> Wave:
    """A telephone."""
    n = int(0.9 * RATE)
    t = np.arange(n, dtype=np.float32) / np.float32(RATE)
    wave = (np.sin(2 * np.pi * 1180 * t) + 0.7 * np.sin(2 * np.pi * 1490 * t)) * (
        0.6 + 0.4 * np.sign(np.sin(2 * np.pi * 20 * t))
    )
    return soften(np.asarray(0.4 * wave, np.float32), 0.004, 0.1)


def cheer(rng: Generator, material: str) -> Wave:
    """A crowd that claps and calls."""
    n = int(2.0 * RATE)
    out = 0.25 * hiss(n, rng, 700, 3500, channels=1, curve=wander(n, rng, 9, 0.6, 1.0))[0]
    for _ in range(60):
        one = burst(rng, 0.06, 800, 3200, 0.01)
        start = int(rng.integers(0, n - len(one)))
        out[start : start + len(one)] += np.float32(rng.uniform(0.05, 0.3)) * one
    return soften(np.asarray(out * np.linspace(1, 0.4, n, dtype=np.float32), np.float32), 0.015, 0.4)


@dataclass(frozen=True, slots=True)
class Struck:
    """A sound, how loud it stands in the mix at gain 1, and how much of it goes to the room."""

    sound: Sound
    level: float
    send: float = 0.5


STRUCK: Mapping[str, Struck] = {
    "step": Struck(step, 0.26), "hoof": Struck(hoof, 0.30), "splash": Struck(splash, 0.28), "land": Struck(land, 0.3),
    "wing": Struck(wing, 0.23, 0.3), "thunder": Struck(thunder, 0.6, 0.9), "whoosh": Struck(whoosh, 0.22),
    "oar": Struck(oar, 0.28), "bell": Struck(bell, 0.25, 0.9), "chime": Struck(chime, 0.16, 0.9),
    "gong": Struck(gong, 0.3, 0.9), "door": Struck(door, 0.3), "knock": Struck(knock, 0.25), "bark": Struck(bark, 0.25),
    "meow": Struck(meow, 0.18), "neigh": Struck(neigh, 0.22), "moo": Struck(moo, 0.22), "roar": Struck(roar, 0.35),
    "howl": Struck(howl, 0.2, 0.9), "caw": Struck(caw, 0.15, 0.8), "gull": Struck(cry_of_gull, 0.13, 0.7),
    "chirp": Struck(chirp, 0.1, 0.7), "horn": Struck(horn, 0.2, 0.8), "glass": Struck(glass, 0.22),
    "heartbeat": Struck(heartbeat, 0.4, 0.1), "clap": Struck(clap, 0.2), "drum": Struck(drum, 0.3),
    "note": Struck(pluck, 0.16, 0.8),
    "click": Struck(click, 0.13), "boom": Struck(boom, 0.6, 0.9), "creak": Struck(creak, 0.18),
    "rustle": Struck(rustle, 0.16, 0.3),
    "drip": Struck(drip, 0.14, 0.8), "swish": Struck(swish, 0.18), "pop": Struck(pop, 0.18), "ring": Struck(ring, 0.13),
    "cheer": Struck(cheer, 0.25, 0.6), "touch": Struck(quiet, 0.14),
}  # fmt: skip
SAME_AS: Mapping[str, str] = {
    "footstep": "step", "foot": "step", "paw": "step", "flap": "wing", "flutter": "wing", "lightning": "thunder",
    "pass": "whoosh", "cut": "whoosh", "paddle": "oar", "row": "oar", "stroke": "oar", "church_bell": "bell",
    "slam": "door",
    "woof": "bark", "honk": "horn", "foghorn": "horn", "shatter": "glass", "heart": "heartbeat", "applause": "cheer",
    "explosion": "boom", "firework": "boom", "fireworks": "boom", "impact": "land", "thud": "land", "jump": "land",
    "fall": "land",
    "bird": "chirp", "crow": "caw", "leaf": "rustle", "leaves": "rustle", "cloth": "rustle", "paper": "rustle",
    "key": "click",
    "shutter": "click", "string": "note", "piano": "note", "bubble": "pop", "drop": "drip", "phone": "ring",
    "sword": "swish",
    "wave": "splash", "dive": "splash", "jingle": "chime", "tick": "click", "beat": "drum", "growl": "roar",
}  # fmt: skip
