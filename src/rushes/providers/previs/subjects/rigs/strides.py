"""Gaits on four feet: which foot is down when, and the path each hoof or paw takes.

Lengths are in heights of the withers. Footfalls after the usual phase diagrams (walk: lateral sequence; trot:
diagonal pairs; gallop: hinds, then fores, then all in the air).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ...picture import Cue

#: Order of the legs everywhere: left hind, left fore, right hind, right fore.
LEGS = 4


@dataclass(frozen=True, slots=True)
class Stride:
    """One gait. `stride` in withers heights; `period` in seconds for an animal one metre high."""

    offsets: tuple[float, float, float, float]
    duty: float
    stride: float
    period: float
    lift: float
    bob: float
    pitch: float
    flex: float = 0.0
    fold: float = 0.9


WALK = Stride((0.0, 0.25, 0.5, 0.75), 0.63, 1.02, 1.0, 0.07, 0.010, 0.008, fold=0.65)
TROT = Stride((0.0, 0.5, 0.5, 0.0), 0.42, 1.60, 0.62, 0.12, 0.022, 0.012, fold=0.95)
GALLOP = Stride((0.0, 0.40, 0.12, 0.54), 0.27, 2.55, 0.48, 0.19, 0.045, 0.07, flex=0.05, fold=1.15)
STILL = Stride((0.0, 0.0, 0.0, 0.0), 1.0, 0.0, 4.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Step:
    """A foot at a moment: its place from under the joint, how high, and how folded (0 straight … 1)."""

    x: float
    y: float
    fold: float


def step(gait: Stride, phase: float) -> Step:
    """The path of a foot; phase 0 is its touch-down."""
    q, duty = phase % 1.0, gait.duty
    travel = gait.stride * duty
    if q < duty or not gait.stride:
        return Step(travel * (0.5 - q / duty) if gait.stride else 0.0, 0.0, 0.0)
    w = (q - duty) / (1 - duty)
    e = w * w * (3 - 2 * w)
    over = 0.06 * travel * math.sin(2 * math.pi * w)
    return Step(
        travel * (e - 0.5) - over,
        gait.lift * math.sin(math.pi * w) ** 1.3 * (1.15 - 0.3 * w),
        gait.fold * math.sin(math.pi * min(1.0, w**0.8)) ** 1.2,
    )


def period(gait: Stride, height: float) -> float:
    """Seconds of a stride: smaller animals step quicker (as the square root of their size)."""
    return gait.period * math.sqrt(max(height, 0.05))


def speed(gait: Stride, height: float) -> float:
    """Metres a second."""
    return gait.stride * height / period(gait, height)


def falls(gait: Stride, height: float, seconds: float, kind: str, gain: float) -> tuple[Cue, ...]:
    """Every touch-down in `seconds`, in order."""
    if not gait.stride:
        return ()
    cycle = period(gait, height)
    times = []
    for offset in gait.offsets:
        first = (-offset % 1.0) * cycle
        times += [first + k * cycle for k in range(int(seconds / cycle) + 1)]
    return tuple(Cue(kind, round(at, 4), gain) for at in sorted(times) if at < seconds)
