"""What people do in one place: standing, sitting, talking, dancing and the rest, as poses in time.

Walking and running are `gait`'s. Each pose is a pure function of the seconds and a person's own rhythm.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from .skeleton import ANKLE, PELVIS, Arm, Foot, Pose

Poser = Callable[[float, float], Pose]


def wave(seconds: float, period: float, offset: float = 0.0) -> float:
    """A slow sine of a period in seconds."""
    return math.sin(2 * math.pi * (seconds / period + offset))


def stand(t: float, own: float) -> Pose:
    """Weight on one leg, the other relaxed; breathing, a small shift, a look around."""
    shift = wave(t, 7.3, own)
    breath = wave(t, 3.8, own)
    return Pose(
        pelvis=(0.004 * wave(t, 5.1), PELVIS - 0.004, 0.014 + 0.005 * shift),
        lean=0.015 + 0.006 * breath,
        side=-0.035,
        hips=0.10,
        twist=-0.06 + 0.02 * shift,
        feet=(Foot(-0.012, ANKLE, 0.050, out=0.20), Foot(0.050, ANKLE, 0.068, out=0.38)),
        arms=(
            Arm((-0.04, 0.15 + 0.008 * breath), (0.20, 0.04)),
            Arm((0.06 + 0.02 * shift, 0.13), (0.26 + 0.02 * shift, 0.06)),
        ),
        nod=0.03 * wave(t, 6.1, own) - 0.03,
        turn=0.12 * wave(t, 8.7, own),
    )


def watch(t: float, own: float) -> Pose:
    """Looking up and far away, hands in the pockets."""
    pose = stand(t, own)
    arm = Arm((-0.25, 0.28), (0.35, -0.10))
    return _with(pose, arms=(arm, arm), nod=-0.16 + 0.02 * wave(t, 6.0))


def sit(t: float, own: float) -> Pose:
    """On a bench, hands on the lap."""
    breath = wave(t, 3.8, own)
    return Pose(
        pelvis=(-0.02, 0.295, 0.0),
        lean=-0.03 + 0.01 * breath,
        curve=0.16,
        feet=(Foot(0.235, ANKLE, 0.050, out=0.1), Foot(0.200, ANKLE, 0.060, out=0.2)),
        arms=(Arm((0.28, 0.10), (1.12 + 0.01 * breath, -0.22)), Arm((0.24, 0.10), (1.05, -0.26))),
        nod=0.04 + 0.04 * wave(t, 6.1, own),
        turn=0.15 * wave(t, 9.0, own),
    )


def squat(t: float, own: float) -> Pose:
    """On the ground, knees drawn up, arms round them."""
    breath = wave(t, 3.8, own)
    return Pose(
        pelvis=(-0.10, 0.075, 0.0),
        lean=0.10 + 0.01 * breath,
        curve=0.42,
        feet=(Foot(0.16, ANKLE, 0.050), Foot(0.20, ANKLE, 0.065, out=0.2)),
        arms=(Arm((0.45, 0.12), (0.95, -0.35)), Arm((0.5, 0.12), (1.0, -0.35))),
        nod=-0.05 + 0.03 * wave(t, 7.1, own),
    )


def talk(t: float, own: float) -> Pose:
    """Standing and speaking: the hands draw what is said, in phrases with rests."""
    pose = stand(t, own)
    phrase = max(0.0, wave(t, 4.6, own)) ** 0.6
    a, b = wave(t, 1.35, own), wave(t, 0.9, own * 2)
    right = Arm((0.12 + 0.22 * phrase, 0.16), (0.45 + phrase * (0.95 + 0.30 * a), 0.02 + 0.28 * phrase * b))
    left = Arm((0.10 + 0.10 * phrase, 0.14), (0.35 + phrase * (0.55 + 0.20 * b), 0.05))
    return _with(pose, arms=(right, left), nod=0.05 * a * (0.4 + phrase), turn=0.06 * b)


def greet(t: float, own: float) -> Pose:
    """Waving with a raised hand."""
    pose = stand(t, own)
    swing = wave(t, 0.62, own)
    hand = Arm((0.35, 1.35 + 0.05 * swing), (2.75, 0.25 + 0.42 * swing))
    return _with(pose, arms=(hand, pose.arms[1]), nod=-0.05, side=0.02)


def read(t: float, own: float) -> Pose:
    """Sitting with a book."""
    pose = sit(t, own)
    arm = Arm((0.50, 0.08), (1.55 + 0.01 * wave(t, 3.8), -0.25))
    return _with(pose, arms=(arm, arm), nod=0.42 + 0.02 * wave(t, 5.0), turn=0.05 * wave(t, 4.0))


def cook(t: float, own: float) -> Pose:
    """Tossing a pan, the other hand stirring."""
    pose = stand(t, own)
    toss = max(0.0, wave(t, 1.6, own)) ** 2
    pan = Arm((0.15 + 0.1 * toss, 0.15), (1.35 + 0.30 * toss, -0.05))
    stir = Arm((0.35, 0.20), (1.45 + 0.08 * wave(t, 0.8), -0.15 + 0.12 * wave(t, 0.8, 0.25)))
    return _with(pose, arms=(pan, stir), nod=0.22, lean=0.06)


def play(t: float, own: float) -> Pose:
    """Strumming a guitar."""
    pose = stand(t, own)
    strum = wave(t, 0.55, own)
    right = Arm((-0.20, 0.42), (1.15 + 0.16 * strum, -0.62))
    left = Arm((0.35, 0.45), (1.75 + 0.05 * wave(t, 2.2), 0.30))
    return _with(pose, arms=(right, left), nod=0.18 + 0.06 * strum, side=-0.03 + 0.02 * wave(t, 2.2))


def point(t: float, own: float) -> Pose:
    """Pointing ahead."""
    pose = stand(t, own)
    return _with(pose, arms=(Arm((1.45 + 0.02 * wave(t, 3.0), 0.05), (1.52, 0.02)), pose.arms[1]), nod=-0.06)


def cheer(t: float, own: float) -> Pose:
    """Both arms up, hopping."""
    hop = abs(wave(t, 1.0, own))
    lift = 0.05 * hop
    pitch = -0.5 * hop
    foot = Foot(0.0, ANKLE + lift * 0.8, 0.055, pitch, 0.2)
    arm = Arm((2.55, 0.45 + 0.12 * hop), (2.80, 0.30))
    return _with(stand(t, own), pelvis=(0.0, PELVIS - 0.02 + lift, 0.0), feet=(foot, foot), arms=(arm, arm), nod=-0.25)


def dance(t: float, own: float) -> Pose:
    """A turning dance: steps, swaying hips, arms that open and rise; the body turns slowly round."""
    beat = t / 1.06
    two = 2 * math.pi * beat
    a, b = math.sin(two), math.sin(two / 2 + own)
    lift_r, lift_l = max(0.0, a) ** 1.5, max(0.0, -a) ** 1.5
    open_ = 0.5 + 0.5 * math.sin(two / 4)
    return Pose(
        pelvis=(0.0, PELVIS - 0.010 - 0.007 * math.cos(2 * two), 0.022 * a),
        lean=0.02,
        side=-0.10 * a,
        hips=0.22 * b,
        twist=-0.28 * b,
        feet=(
            Foot(0.06 * lift_r, ANKLE + 0.08 * lift_r, 0.05, -0.7 * lift_r, 0.15),
            Foot(0.06 * lift_l, ANKLE + 0.08 * lift_l, 0.05, -0.7 * lift_l, 0.15),
        ),
        arms=(
            Arm((0.5 + 0.5 * b, 0.75 + 0.75 * open_), (1.0 + 0.8 * b, 1.05 + 0.6 * open_)),
            Arm((0.5 - 0.5 * b, 0.55 + 0.65 * open_), (0.9 - 0.6 * b, 0.85 + 0.55 * open_)),
        ),
        nod=-0.06,
        turn=0.25 * b,
        yaw=0.9 * math.sin(two / 8),
    )


def ballet(t: float, own: float) -> Pose:
    """A pirouette on one toe, with a spot before each turn."""
    beat = (t / 2.4 + own) % 1.0
    spin = 2 * math.pi * (beat - math.sin(2 * math.pi * beat) / (2 * math.pi) * 0.75)
    rise = 0.5 - 0.5 * math.cos(2 * math.pi * beat)
    up = 0.055
    arm = Arm((0.65 + 1.9 * rise, 0.85 - 0.35 * rise), (1.35 + 1.55 * rise, 0.35 - 0.55 * rise))
    return Pose(
        pelvis=(0.0, PELVIS + up + 0.004, 0.0),
        lean=0.0,
        feet=(Foot(0.0, ANKLE + up, 0.012, -1.15, 0.1), Foot(0.03, 0.335, 0.06, -1.2, 0.7)),
        arms=(arm, arm),
        nod=-0.08,
        yaw=spin,
        turn=-0.35 * math.sin(2 * math.pi * beat),
    )


def lie(t: float, own: float) -> Pose:
    """Asleep on the back."""
    breath = wave(t, 4.4, own)
    pose = stand(0.0, own)
    arm = Arm((0.10 + 0.01 * breath, 0.10), (0.35, -0.1))
    return _with(
        pose,
        pelvis=(0.0, PELVIS, 0.0),
        arms=(arm, arm),
        feet=(Foot(0.02, pitch=-0.5), Foot(0.10, 0.10, pitch=-0.4)),
        side=0.0,
        hips=0.0,
        twist=0.0,
        nod=-0.05,
        turn=0.0,
        roll=math.pi / 2 - 0.02,
    )


def drift(t: float, own: float) -> Pose:
    """Weightless: knees and elbows loosely bent, slowly turning."""
    a, b = wave(t, 7.0, own), wave(t, 5.2, own)
    return Pose(
        pelvis=(0.0, PELVIS, 0.0),
        lean=0.08 + 0.05 * a,
        curve=0.15,
        hips=0.05 * b,
        twist=0.12 * a,
        feet=(Foot(0.05 + 0.03 * a, 0.13, 0.08, -0.55, 0.2), Foot(0.16 + 0.03 * b, 0.19, 0.09, -0.45, 0.3)),
        arms=(
            Arm((0.50 + 0.10 * a, 0.55), (1.10 + 0.12 * b, 0.45)),
            Arm((0.70 + 0.12 * b, 0.65), (1.45 + 0.15 * a, 0.55)),
        ),
        nod=-0.05,
        yaw=0.35 * a,
        roll=0.22 * wave(t, 11.0, own) - 0.12,
    )


def swim(t: float, own: float) -> Pose:
    """A flutter kick under water, arms trailing and pulling."""
    a, b = wave(t, 1.1, own), wave(t, 2.2, own)
    return Pose(
        lean=0.0,
        curve=-0.1,
        feet=(Foot(0.06 * a, 0.06, 0.05, -1.1), Foot(-0.06 * a, 0.06, 0.05, -1.1)),
        arms=(Arm((1.6 + 0.9 * b, 0.35), (1.9 + 0.8 * b, 0.2)), Arm((1.5 + 0.9 * b, 0.4), (1.8 + 0.8 * b, 0.2))),
        nod=-0.5,
        roll=-1.25 + 0.06 * b,
    )


def kneel(t: float, own: float) -> Pose:
    """On both knees, bent over something on the ground, busy hands."""
    busy = wave(t, 0.9, own)
    return Pose(
        pelvis=(-0.02, 0.275, 0.0),
        lean=0.34 + 0.02 * wave(t, 3.8, own),
        curve=0.25,
        feet=(Foot(-0.235, 0.075, 0.050, -1.25), Foot(-0.205, 0.075, 0.055, -1.25)),
        hands=((0.32 + 0.015 * busy, 0.20 + 0.02 * busy, 0.04), (0.28 - 0.015 * busy, 0.20 - 0.02 * busy, 0.05)),
        nod=0.34,
    )


def meditate(t: float, own: float) -> Pose:
    """Cross-legged, upright, hands on the knees."""
    breath = wave(t, 4.6, own)
    return Pose(
        pelvis=(0.0, 0.080, 0.0),
        lean=0.0,
        feet=(Foot(0.150, 0.040, -0.055, -0.2, 1.5), Foot(0.165, 0.045, -0.045, -0.2, 1.5)),
        hands=((0.150, 0.165 + 0.004 * breath, 0.165), (0.150, 0.165 + 0.004 * breath, 0.165)),
        nod=0.06 + 0.01 * breath,
    )


def balance(t: float, own: float) -> Pose:
    """Riding a board or skis: knees bent, arms out, weight from foot to foot."""
    a, b = wave(t, 2.3, own), wave(t, 1.5, own)
    return Pose(
        pelvis=(0.01 * a, PELVIS - 0.10 + 0.012 * b, 0.0),
        lean=0.28 + 0.05 * a,
        curve=0.08,
        hips=0.15 * a,
        twist=-0.2 * a,
        feet=(Foot(-0.10, ANKLE + 0.02, 0.04, out=0.1), Foot(0.12, ANKLE + 0.02, 0.04, out=0.1)),
        arms=(
            Arm((0.35 + 0.2 * b, 0.70 + 0.1 * a), (0.75, 0.60)),
            Arm((-0.15 - 0.2 * b, 0.75 - 0.1 * a), (0.25, 0.65)),
        ),
        nod=-0.15,
    )


def fiddle(t: float, own: float) -> Pose:
    """Playing the violin: one hand at the neck, the other drawing the bow."""
    pose = stand(t, own)
    bow = wave(t, 1.1, own)
    right = Arm((0.75 + 0.10 * bow, 0.35), (1.75 + 0.30 * bow, -0.55 + 0.25 * bow))
    left = Arm((0.85, 0.30), (2.05 + 0.02 * wave(t, 0.3), -0.10))
    return _with(pose, arms=(right, left), nod=0.16 + 0.03 * bow, turn=-0.2, side=0.03 * wave(t, 2.2))


def _with(pose: Pose, **changes: object) -> Pose:
    return replace(pose, **changes)  # type: ignore[arg-type]


POSES: dict[str, Poser] = {
    "stand": stand,
    "watch": watch,
    "sit": sit,
    "squat": squat,
    "talk": talk,
    "wave": greet,
    "read": read,
    "cook": cook,
    "play": play,
    "point": point,
    "cheer": cheer,
    "dance": dance,
    "ballet": ballet,
    "sleep": lie,
    "float": drift,
    "swim": swim,
    "kneel": kneel,
    "meditate": meditate,
    "balance": balance,
    "fiddle": fiddle,
}
