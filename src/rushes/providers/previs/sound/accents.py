"""The accent of a cut: a breath of air that swells into it; a low knock under it where the mood is heavy."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from rushes.providers.previs.sound.heard import Heard
from rushes.providers.previs.sound.noise import RATE, Wave, hiss, moments, place, rng_for, silence
from rushes.providers.previs.sound.steps import thud

#: The breath swells over this time before the cut, and sinks over this time after it, seconds.
_SWELL = 0.28
_SINK = 0.16
_HEAVY = frozenset({"epic", "dark", "tense"})
#: A cue of these kinds so near to the cut is accent enough.
_ENOUGH = frozenset({"whoosh", "thunder", "boom", "cut"})
_NEAR = 0.25


def _has_its_own(before: Heard, after: Heard) -> bool:
    late = (before.seconds - cue.at for cue in before.cues if cue.kind in _ENOUGH)
    early = (cue.at for cue in after.cues if cue.kind in _ENOUGH)
    return any(distance < _NEAR for distance in (*late, *early))


def accents(shots: Sequence[Heard], n: int, seed: int) -> Wave:
    """A quiet accent on every cut, from alternating sides."""
    bus = silence(n)
    half = int(0.9 * RATE)
    for k, (before, after) in enumerate(pairwise(shots)):
        if _has_its_own(before, after):
            continue
        rng = rng_for(seed, f"accent/{k}")
        t = moments(2 * half) - np.float32(0.9)
        swell = np.where(t < 0, np.exp(-((t / _SWELL) ** 2)), np.exp(-np.maximum(t, 0) / _SINK))
        side = np.tanh(t / 0.2) * (1 if k % 2 else -1)
        curve = np.asarray(np.stack([swell * (1 - 0.5 * side), swell * (1 + 0.5 * side)]), np.float32)
        breath = 0.03 * hiss(2 * half, rng, 250, 1400, curve=curve, width=0.5)
        breath += 0.014 * hiss(2 * half, rng, 1800, 6500, curve=curve**2, width=0.8)
        at = round(after.start * RATE)
        place(bus, np.asarray(breath, np.float32), at - half)
        if after.scene.mood in _HEAVY:
            place(bus, thud(0.9, 55, 0.18), at, 0.11)
    return bus
