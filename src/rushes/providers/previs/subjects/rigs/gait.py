"""Walking and running on two feet: contact, down, passing, up, with feet that do not slide.

A foot's path is exact: on the ground it goes back at the walking speed, first rolling over the heel, then over the
ball. Poses that stay in place are left to `poses`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ...picture import Cue
from .skeleton import ANKLE, PELVIS, Arm, Foot, Pose

HEEL, BALL = -0.030, 0.085


@dataclass(frozen=True, slots=True)
class Gait:
    """A cycle of two steps. Lengths in statures, times in seconds, shares of the cycle."""

    step: float
    cadence: float
    stance: float
    land: float
    strike: float
    push: float
    lift: float
    bob: float
    sink: float
    lean: float
    swing: float
    elbow: float

    @property
    def period(self) -> float:
        """Seconds of one cycle (two steps)."""
        return 2 / self.cadence

    @property
    def speed(self) -> float:
        """Statures a second."""
        return self.step * self.cadence


WALK = Gait(0.37, 1.75, 0.62, 0.185, 0.30, 0.85, 0.055, 0.010, 0.018, 0.035, 0.40, 0.20)
STROLL = Gait(0.33, 1.55, 0.64, 0.170, 0.24, 0.75, 0.045, 0.008, 0.014, 0.02, 0.32, 0.16)
RUN = Gait(0.64, 2.75, 0.34, 0.150, 0.12, 0.95, 0.190, 0.022, 0.030, 0.17, 0.75, 1.45)


def foot(gait: Gait, phase: float, width: float) -> Foot:
    """Where a foot is at a phase of its cycle; 0 is the moment it touches the ground."""
    q, s = phase % 1.0, gait.stance
    travel = gait.step * 2 * s
    if q < s:
        base = gait.land - travel * q / s
        pitch = gait.strike * (1 - _ease(q / 0.12)) - gait.push * _ease((q - 0.55 * s) / (0.45 * s)) ** 1.3
        return _rolled(base, pitch, width)
    start, end = _rolled(gait.land - travel, -gait.push, width), _rolled(gait.land, gait.strike, width)
    w = (q - s) / (1 - s)
    e = w * w * (3 - 2 * w)
    up = start.u + (end.u - start.u) * e + gait.lift * math.sin(math.pi * w) ** 1.2 * (1.25 - 0.5 * w)
    pitch = -gait.push * (1 - _ease(w / 0.75)) + gait.strike * _ease((w - 0.45) / 0.55)
    return Foot(start.f + (end.f - start.f) * e, up, width, pitch)


def _rolled(base: float, pitch: float, width: float) -> Foot:
    pivot = HEEL if pitch > 0 else BALL
    c, s = math.cos(pitch), math.sin(pitch)
    return Foot(base + pivot - pivot * c - ANKLE * s, -pivot * s + ANKLE * c, width, pitch)


def _ease(t: float) -> float:
    t = min(max(t, 0.0), 1.0)
    return t * t * (3 - 2 * t)


def stride(gait: Gait, seconds: float, width: float = 0.035) -> Pose:
    """The pose at a time; the right foot touches down at 0."""
    p = seconds / gait.period
    turn = 2 * math.pi * p
    two = 2 * math.pi * (2 * p - 0.09)
    runs = gait.stance < 0.5
    high = -math.cos(two + (0.9 if runs else 0.0))
    arms = []
    for k in range(2):
        wave = -math.cos(turn + math.pi * k - 0.15)
        flex = 0.04 + gait.swing * wave
        fore = flex + gait.elbow + 0.18 * max(wave, 0) + (0.10 if runs else 0.0)
        arms.append(Arm((flex, 0.11), (fore, -0.12 if runs else 0.03)))
    return Pose(
        pelvis=(0.0, PELVIS - gait.sink + gait.bob * high, 0.008 * math.sin(turn)),
        lean=gait.lean + 0.012 * math.cos(two),
        curve=0.04,
        hips=0.11 * math.cos(turn),
        twist=-0.16 * math.cos(turn),
        feet=(foot(gait, p, width), foot(gait, p + 0.5, width)),
        arms=(arms[0], arms[1]),
        nod=0.03 * math.cos(two),
    )


def steps(gait: Gait, seconds: float, gain: float = 1.0) -> tuple[Cue, ...]:
    """The moments feet touch the ground."""
    half = gait.period / 2
    count = math.ceil(seconds / half - 1e-9)
    return tuple(Cue("step", round(k * half, 4), gain) for k in range(count))
