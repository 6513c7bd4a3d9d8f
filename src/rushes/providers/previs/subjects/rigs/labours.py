"""Poses of work and craft: what hands do at a bench, a stove, a rope or a wall, as poses in time.

Hands are given by where they are; the arms follow. What they hold is drawn by `tools`, what they work at by
`stations`; `deeds` puts the three together.
"""

from __future__ import annotations

import math
from dataclasses import replace

from .poses import sit, squat, stand, wave
from .skeleton import ANKLE, PELVIS, Arm, Foot, Pose

#: Seconds of a toss and of a hammer's blow; the tools keep the same time.
TOSS, BLOW = 1.5, 1.25


def struck(t: float, period: float) -> float:
    """0 at the blow, 1 with the arm raised: slow up, quick down."""
    q = (t / period) % 1.0
    return math.sin(math.pi * min(1.0, q / 1.5)) if q < 0.75 else max(0.0, 1 - (q - 0.75) / 0.12)


def hold(t: float, own: float) -> Pose:
    """Showing something held before the chest, looking at it."""
    pose, sway = stand(t, own), 0.006 * wave(t, 3.4, own)
    return replace(pose, hands=((0.21, 0.655 + sway, 0.045), (0.20, 0.64 + sway, 0.05)), nod=0.24, turn=0.0)


def toss(t: float, own: float) -> Pose:
    """Jerking a pan so that what is in it flies up."""
    del own
    q = wave(t, TOSS)
    up = max(0.0, q)
    pose = stand(t, 0.0)
    hands = ((0.24 + 0.03 * up, 0.60 + 0.09 * up, 0.05), (0.17, 0.58, 0.03))
    return replace(pose, hands=hands, lean=0.06 - 0.05 * up, nod=0.22 - 0.42 * up, turn=0.0)


def stir(t: float, own: float) -> Pose:
    """Stirring a pot on a stove, bent over it a little."""
    a = 2 * math.pi * t / 1.3
    hands = ((0.31 + 0.035 * math.cos(a), 0.655, 0.04 + 0.03 * math.sin(a)), (0.22, 0.57, 0.08))
    return replace(stand(t, own), lean=0.13, curve=0.12, nod=0.35, turn=0.0, hands=hands)


def knead(t: float, own: float) -> Pose:
    """Both hands at something on a counter, pressing."""
    a, b = wave(t, 1.2), wave(t, 1.2, 0.25)
    hands = ((0.30 + 0.04 * a, 0.555 + 0.02 * b, 0.03), (0.28 + 0.04 * a, 0.56 + 0.02 * b, 0.05))
    return replace(stand(t, own), lean=0.20 + 0.04 * a, curve=0.15, nod=0.40, turn=0.0, hands=hands)


def bench_work(t: float, own: float) -> Pose:
    """Seated at a bench, bowed over the hands."""
    a, b = wave(t, 0.9, own), wave(t, 2.3, own)
    hands = ((0.29 + 0.015 * a, 0.475 + 0.012 * b, 0.02), (0.30, 0.465, 0.035))
    return replace(sit(t, own), lean=0.20 + 0.015 * b, curve=0.42, nod=0.55 + 0.03 * b, turn=0.0, hands=hands)


def write(t: float, own: float) -> Pose:
    """Seated at a desk, one hand writing along a line."""
    q = (t / 2.6 + own) % 1.0
    hands = ((0.26 + 0.07 * q, 0.465 + 0.006 * wave(t, 0.3), 0.02), (0.24, 0.46, 0.08))
    return replace(sit(t, own), lean=0.16, curve=0.36, nod=0.48, turn=0.0, hands=hands)


def typing(t: float, own: float) -> Pose:
    """Seated at a desk, both hands on the keys."""
    a, b = wave(t, 0.31, own), wave(t, 0.27, own)
    hands = ((0.28, 0.475 + 0.010 * a, 0.03), (0.29, 0.475 + 0.010 * b, 0.045))
    return replace(sit(t, own), lean=0.08, curve=0.22, nod=0.20 + 0.02 * wave(t, 2.0), turn=0.0, hands=hands)


def piano(t: float, own: float) -> Pose:
    """Playing the piano: hands run along the keys, the body goes with them."""
    a, b = wave(t, 0.5, own), wave(t, 3.1, own)
    hands = ((0.31 + 0.02 * b, 0.50 + 0.018 * a, 0.05 + 0.05 * b), (0.32, 0.50 - 0.018 * a, 0.10 - 0.05 * b))
    return replace(sit(t, own), lean=0.10 + 0.06 * b, curve=0.25, nod=0.25 + 0.10 * wave(t, 1.0), turn=0.0, hands=hands)


def drums(t: float, own: float) -> Pose:
    """Drumming with two sticks."""
    a, b = max(0.0, wave(t, 0.5)), max(0.0, wave(t, 0.5, 0.5))
    hands = ((0.25, 0.50 + 0.13 * a, 0.12), (0.27, 0.52 + 0.13 * b, 0.05))
    return replace(
        sit(t, own), lean=0.05 + 0.03 * wave(t, 1.0), nod=0.12 + 0.14 * wave(t, 0.5), turn=0.1 * b, hands=hands
    )


def paint(t: float, own: float) -> Pose:
    """At an easel: the brush goes over the canvas, the palette in the other hand."""
    hands = ((0.30, 0.78 + 0.07 * wave(t, 2.1, own), 0.02 + 0.04 * wave(t, 1.3)), (0.16, 0.60, 0.08))
    return replace(stand(t, own), hands=hands, lean=0.02, nod=0.0, turn=0.0)


def hammer(t: float, own: float) -> Pose:
    """Hammering on an anvil."""
    del own
    up = struck(t, BLOW)
    hands = ((0.27 - 0.12 * up, 0.55 + 0.42 * up, 0.08), (0.27, 0.50, 0.06))
    return replace(stand(t, 0.0), lean=0.22 - 0.14 * up, curve=0.12, nod=0.32, turn=0.0, hands=hands)


def chop(t: float, own: float) -> Pose:
    """Swinging an axe or a pick over the head with both hands."""
    del own
    up = struck(t, 1.7)
    hand = (0.30 - 0.22 * up, 0.42 + 0.60 * up, 0.02)
    return replace(
        stand(t, 0.0), pelvis=(0.0, PELVIS - 0.05 * (1 - up), 0.0), lean=0.42 - 0.46 * up, curve=0.2 * (1 - up),
        feet=(Foot(-0.08, ANKLE, 0.06), Foot(0.12, ANKLE, 0.06)), nod=0.3, turn=0.0, hands=(hand, hand),
    )  # fmt: skip


def dig(t: float, own: float) -> Pose:
    """Digging: the spade goes in, lifts, and throws."""
    a = wave(t, 2.2, own)
    up = 0.5 + 0.5 * a
    hands = ((0.17 + 0.05 * up, 0.52 + 0.14 * up, 0.05), (0.30 + 0.05 * up, 0.36 + 0.18 * up, 0.03))
    return replace(
        stand(t, own), pelvis=(-0.03, PELVIS - 0.06 + 0.04 * up, 0.0), lean=0.50 - 0.28 * up, curve=0.22, nod=0.3,
        feet=(Foot(-0.12, ANKLE, 0.06), Foot(0.12, ANKLE, 0.06)), turn=0.0, hands=hands,
    )  # fmt: skip


def sweep(t: float, own: float) -> Pose:
    """Sweeping with a broom, to and fro."""
    a = wave(t, 1.7, own)
    hands = ((0.16 + 0.05 * a, 0.66, 0.05), (0.22 + 0.08 * a, 0.49, 0.06))
    return replace(stand(t, own), lean=0.20 + 0.03 * a, curve=0.1, nod=0.35, turn=0.0, twist=0.12 * a, hands=hands)


def haul(t: float, own: float) -> Pose:
    """Hauling a rope or a net in, hand over hand, leaning back with each pull."""
    del own
    a = wave(t, 1.8)
    b = wave(t, 1.8, 0.5)
    pull = abs(a)
    hands = ((0.27 + 0.10 * a, 0.62 + 0.03 * a, 0.03), (0.27 + 0.10 * b, 0.60 + 0.03 * b, 0.03))
    return replace(
        stand(t, 0.0), pelvis=(-0.10, PELVIS - 0.09, 0.0), lean=-0.30 + 0.34 * pull, curve=0.20, nod=0.15, turn=0.0,
        feet=(Foot(-0.12, ANKLE, 0.06), Foot(0.17, ANKLE, 0.06)), hands=hands,
    )  # fmt: skip


def push(t: float, own: float) -> Pose:
    """Hands on a bar in front, leaning into it."""
    pose = stand(t, own)
    return replace(pose, lean=0.22, nod=-0.1, turn=0.0, hands=((0.30, 0.57, 0.08), (0.30, 0.57, 0.08)))


def pour(t: float, own: float) -> Pose:
    """Pouring from a jug into a cup."""
    a = 0.5 + 0.5 * wave(t, 4.0, own)
    hands = ((0.20, 0.70 + 0.05 * a, 0.04), (0.29, 0.56, 0.05))
    return replace(stand(t, own), hands=hands, nod=0.32, lean=0.06, turn=0.0)


def lift(t: float, own: float) -> Pose:
    """A bar goes from the chest over the head."""
    up = 0.5 - 0.5 * wave(t, 3.2, own)
    hand = (0.09 - 0.05 * up, 0.80 + 0.34 * up, 0.13)
    return replace(
        stand(t, own), pelvis=(0.0, PELVIS - 0.07 * (1 - up), 0.0), lean=-0.04, nod=-0.15, side=0.0, turn=0.0,
        feet=(Foot(-0.02, ANKLE, 0.10, out=0.5), Foot(0.02, ANKLE, 0.10, out=0.5)), hands=(hand, hand),
    )  # fmt: skip


def climb(t: float, own: float) -> Pose:
    """Climbing a face: hand over hand, a knee drawn up in turn."""
    a, b = 0.5 + 0.5 * wave(t, 3.0, own), 0.5 - 0.5 * wave(t, 3.0, own)
    return replace(
        stand(t, own), pelvis=(-0.02, PELVIS + 0.03 * wave(t, 1.5, own), 0.02), lean=-0.03, nod=-0.35, turn=0.0,
        feet=(Foot(0.15, ANKLE + 0.06 + 0.22 * a, 0.07, 0.3), Foot(0.15, ANKLE + 0.02 + 0.22 * b, 0.07, 0.3)),
        hands=((0.21, 0.94 + 0.20 * a, 0.06), (0.21, 0.94 + 0.20 * b, 0.06)),
    )  # fmt: skip


def pray(t: float, own: float) -> Pose:
    """Kneeling, the palms together, the head bowed."""
    breath = 0.004 * wave(t, 3.8, own)
    return Pose(
        pelvis=(-0.02, 0.285, 0.0), lean=0.02, curve=0.10, nod=0.40,
        feet=(Foot(-0.27, 0.05, 0.05, -2.7), Foot(-0.25, 0.05, 0.05, -2.7)),
        hands=((0.17, 0.55 + breath, 0.006), (0.17, 0.55 + breath, 0.006)),
    )  # fmt: skip


def tend(t: float, own: float) -> Pose:
    """Crouching over something on the ground with busy hands: building, planting, petting."""
    a = wave(t, 1.4, own)
    hands = ((0.30 + 0.02 * a, 0.20 + 0.03 * a, 0.03), (0.29, 0.17 - 0.02 * a, 0.05))
    return replace(squat(t, own), lean=0.28, curve=0.45, nod=0.42, turn=0.0, hands=hands)


def fish(t: float, own: float) -> Pose:
    """Standing with a rod, giving it a slow lift now and then."""
    a = max(0.0, wave(t, 4.2, own)) ** 2
    hands = ((0.19, 0.60 + 0.06 * a, 0.05), (0.25, 0.64 + 0.08 * a, 0.05))
    return replace(stand(t, own), hands=hands, nod=-0.02, lean=-0.02 - 0.06 * a, turn=0.0)


def cast_net(t: float, own: float) -> Pose:
    """Winding up and throwing out with both arms."""
    a = wave(t, 2.8, own)
    hands = ((0.16 + 0.18 * a, 0.66 + 0.14 * a, 0.08), (0.16 + 0.18 * a, 0.62 + 0.14 * a, 0.05))
    return replace(stand(t, own), hands=hands, twist=-0.35 * a, lean=0.05 + 0.12 * a, nod=-0.05, turn=0.0)


def teach(t: float, own: float) -> Pose:
    """Pointing at a board while turned to the listeners."""
    arm = Arm((0.15 + 0.1 * wave(t, 2.0, own), 0.15), (0.9 + 0.3 * wave(t, 1.1, own), 0.1))
    return replace(
        stand(t, own), arms=(arm, arm), hands=((0.26, 0.86 + 0.03 * wave(t, 1.6, own), 0.10), None),
        turn=0.5 + 0.1 * wave(t, 3.0),
    )  # fmt: skip


def peer(t: float, own: float) -> Pose:
    """Bent over an eyepiece on a table."""
    hands = ((0.27, 0.60, 0.05 + 0.01 * wave(t, 1.7, own)), (0.30, 0.58, 0.06))
    return replace(
        stand(t, own), pelvis=(-0.04, PELVIS - 0.02, 0.0), lean=0.34, curve=0.25, nod=0.35, turn=0.0, hands=hands
    )
