"""Poses of sport, play and feeling: throws, dives, blows, slow forms, embraces, tears and laughter.

Pure functions of time like those of `poses`; what is held or stood on is `tools`' and `stations`' matter.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from .labours import struck
from .poses import stand, wave
from .skeleton import ANKLE, PELVIS, Arm, Foot, Pose

#: Seconds from a keeper's crouch over the dive to getting up again.
DIVE = 3.2
#: Slow forms as (right hand, left hand, forward shift, sink); each holds and flows to the next.
_FORMS = np.array(
    (
        (0.27, 0.72, 0.06, 0.20, 0.58, 0.10, 0.02, 0.05),
        (0.10, 0.95, 0.16, 0.25, 0.52, 0.12, 0.06, 0.09),
        (0.30, 0.76, 0.02, 0.30, 0.74, 0.04, 0.08, 0.10),
        (0.02, 0.66, 0.26, 0.10, 0.92, 0.22, -0.03, 0.07),
    )
)


def tai_chi(t: float, own: float) -> Pose:
    """Slow forms that flow one into another, low in the knees."""
    at = t / 2.0 + own * 4
    k, w = int(at), at % 1.0
    w = w * w * (3 - 2 * w)
    f = _FORMS[k % 4] * (1 - w) + _FORMS[(k + 1) % 4] * w
    return replace(
        stand(t, 0.0), pelvis=(float(f[6]), PELVIS - float(f[7]), 0.0), lean=0.0, side=0.0, nod=0.0,
        feet=(Foot(-0.10, ANKLE, 0.10, out=0.5), Foot(0.16, ANKLE, 0.09, out=0.1)), turn=0.25 * math.sin(at),
        hands=((float(f[0]), float(f[1]), float(f[2])), (float(f[3]), float(f[4]), float(f[5]))),
        twist=0.2 * math.sin(at * 1.3),
    )  # fmt: skip


def throw(t: float, own: float) -> Pose:
    """Winding up and throwing overarm."""
    a = wave(t, 2.0, own)
    hands = ((-0.10 + 0.30 * max(0.0, a), 0.86 + 0.14 * (1 - abs(a)), 0.12), (0.22 - 0.2 * max(0.0, a), 0.80, 0.08))
    return replace(
        stand(t, own), hands=hands, lean=-0.14 + 0.26 * max(0.0, a), twist=-0.4 * a, turn=0.0,
        feet=(Foot(-0.14, ANKLE, 0.06), Foot(0.16, ANKLE, 0.06)), pelvis=(0.03 * a, PELVIS - 0.03, 0.0),
    )  # fmt: skip


def kick(t: float, own: float) -> Pose:
    """Kicking a ball: the leg swings back and through, the arms balance."""
    a = wave(t, 1.6, own)
    foot = Foot(0.04 + 0.30 * a, ANKLE + 0.05 + 0.12 * abs(a), 0.05, -0.3 + 0.5 * a)
    return replace(
        stand(t, own), pelvis=(-0.02, PELVIS - 0.02, 0.0), lean=0.06 - 0.12 * a, nod=0.18, turn=0.0,
        feet=(foot, Foot(-0.02, ANKLE, 0.05)), twist=0.25 * a,
        arms=(Arm((-0.5 * a, 0.7), (-0.2 * a, 0.8)), Arm((0.7 * a, 0.7), (0.9 * a, 0.7))),
    )  # fmt: skip


def dribble(t: float, own: float) -> Pose:
    """Bouncing a ball, knees bent."""
    a = wave(t, 0.7)
    return replace(
        stand(t, own), pelvis=(0.0, PELVIS - 0.09 + 0.01 * a, 0.0), lean=0.28, curve=0.1, nod=-0.15, turn=0.0,
        feet=(Foot(-0.10, ANKLE, 0.07), Foot(0.14, ANKLE, 0.07)),
        hands=((0.24, 0.52 + 0.06 * a, 0.08), (0.14, 0.62, 0.14)),
    )  # fmt: skip


def dive(t: float, own: float) -> Pose:
    """A keeper's dive: a crouch, then flat and stretched through the air, then down on the side."""
    del own
    q = (t / DIVE + 0.12) % 1.0
    if q < 0.16:
        return replace(
            stand(t, 0.0), pelvis=(0.0, PELVIS - 0.13, 0.0), lean=0.30, nod=-0.2, turn=0.0,
            feet=(Foot(-0.10, ANKLE, 0.09), Foot(0.10, ANKLE, 0.09)),
            arms=(Arm((0.3, 0.5), (1.0, 0.5)), Arm((0.3, 0.5), (1.0, 0.5))),
        )  # fmt: skip
    flight = min(1.0, (q - 0.16) / 0.34)
    rise = 0.16 * math.sin(math.pi * flight)
    return Pose(
        pelvis=(0.10 + 0.18 * flight, 0.19 + rise, 0.0), lean=0.0, curve=-0.08, nod=-0.35,
        feet=(
            Foot(0.10 + 0.18 * flight, 0.19 + rise - 0.46, 0.05, -0.9),
            Foot(0.02 + 0.18 * flight, rise - 0.20, 0.06, -0.9),
        ),
        arms=(Arm((2.75, 0.10), (2.95, 0.06)), Arm((2.55, 0.12), (2.80, 0.08))),
        roll=-1.30 - 0.22 * flight,
    )  # fmt: skip


def box(t: float, own: float) -> Pose:
    """On guard, jabbing with one hand and the other."""
    a, b = max(0.0, wave(t, 0.9, own)) ** 3, max(0.0, wave(t, 0.9, own + 0.5)) ** 3
    hands = ((0.15 + 0.18 * a, 0.82, 0.04), (0.19 + 0.14 * b, 0.84, 0.03))
    return replace(
        stand(t, own), pelvis=(0.02 * (a + b), PELVIS - 0.05 + 0.008 * wave(t, 0.45), 0.0), lean=0.10, nod=0.12,
        feet=(Foot(-0.13, ANKLE, 0.07), Foot(0.15, ANKLE, 0.06)), hands=hands, twist=0.35 * (b - a), turn=0.0,
    )  # fmt: skip


def slash(t: float, own: float) -> Pose:
    """A sword raised over the head and brought down in a lunge."""
    up = struck(t + own, 1.5)
    hand = (0.27 - 0.15 * up, 0.60 + 0.42 * up, 0.02)
    return replace(
        stand(t, own), pelvis=(0.04 * (1 - up), PELVIS - 0.09, 0.0), lean=0.20 - 0.24 * up, nod=0.0, turn=0.0,
        feet=(Foot(-0.22, ANKLE, 0.06, -0.2), Foot(0.22, ANKLE, 0.06)), hands=(hand, hand),
    )  # fmt: skip


def shoot(t: float, own: float) -> Pose:
    """Drawing a bow: one arm out, the other back at the cheek."""
    pull = 0.5 + 0.5 * wave(t, 3.4, own)
    return replace(
        stand(t, own), hands=((0.16 - 0.10 * pull, 0.83, 0.05), (0.31, 0.81, 0.0)), twist=-0.35, nod=0.0, turn=0.0,
        feet=(Foot(-0.10, ANKLE, 0.06), Foot(0.13, ANKLE, 0.06)), lean=-0.02,
    )  # fmt: skip


def shield(t: float, own: float) -> Pose:
    """Braced behind a shield, a spear ready."""
    a = wave(t, 2.6, own)
    return replace(
        stand(t, own), pelvis=(0.0, PELVIS - 0.07 + 0.004 * a, 0.0), lean=0.12, nod=0.1, turn=0.0,
        feet=(Foot(-0.15, ANKLE, 0.06), Foot(0.15, ANKLE, 0.06)),
        hands=((0.12 + 0.03 * a, 0.72, 0.12), (0.20, 0.62, 0.02)),
    )  # fmt: skip


def ski(t: float, own: float) -> Pose:
    """Downhill: deep in the knees, poles back, swinging from turn to turn."""
    a = wave(t, 2.6, own)
    return replace(
        stand(t, own), pelvis=(-0.05, PELVIS - 0.15 + 0.02 * abs(a), 0.0), lean=0.62, curve=0.1, nod=-0.55, turn=0.0,
        feet=(Foot(0.0, ANKLE + 0.01, 0.05), Foot(0.05, ANKLE + 0.01, 0.05)), hips=0.2 * a, twist=-0.2 * a,
        hands=((0.20, 0.50, 0.14), (0.22, 0.50, 0.14)), roll=-0.10 + 0.10 * a,
    )  # fmt: skip


def crawl(t: float, own: float) -> Pose:
    """On hands and knees, one after the other."""
    a = wave(t, 1.1, own)
    return Pose(
        pelvis=(-0.12, 0.275, 0.0), lean=1.18, curve=0.10, nod=-0.72, turn=0.25 * wave(t, 5.0, own),
        feet=(Foot(-0.34 + 0.05 * a, 0.05, 0.06, -2.7), Foot(-0.34 - 0.05 * a, 0.05, 0.06, -2.7)),
        hands=(
            (0.16 - 0.07 * a, 0.035 + 0.03 * max(0.0, -a), 0.09),
            (0.16 + 0.07 * a, 0.035 + 0.03 * max(0.0, a), 0.09),
        ),
    )  # fmt: skip


def jump(t: float, own: float) -> Pose:
    """Leaping high with arms and legs spread, over and over."""
    q = (t / 1.3 + own) % 1.0
    up = max(0.0, math.sin(math.pi * min(1.0, max(0.0, (q - 0.25) / 0.6))))
    dip = math.sin(math.pi * q / 0.25) * 0.08 if q < 0.25 else 0.0
    h = 0.30 * up
    return replace(
        stand(t, own), pelvis=(0.0, PELVIS - dip + h, 0.0), lean=0.08, nod=-0.15, turn=0.0,
        feet=(
            Foot(-0.16 * up, ANKLE + h * 1.25, 0.05 + 0.06 * up, -0.5 * up),
            Foot(0.20 * up, ANKLE + h * 1.1, 0.05 + 0.06 * up, -0.2 * up),
        ),
        arms=(Arm((1.0 + 1.2 * up, 0.5), (1.4 + 1.2 * up, 0.3)), Arm((0.8 + 1.2 * up, 0.7), (1.2 + 1.2 * up, 0.4))),
    )  # fmt: skip


def fall(t: float, own: float) -> Pose:
    """Falling through the air, arms and legs flung out."""
    a, b = wave(t, 0.8, own), wave(t, 1.1, own)
    return replace(
        stand(t, own), feet=(Foot(-0.18, 0.20 + 0.03 * a, 0.12, -0.6), Foot(0.22, 0.16 - 0.03 * a, 0.12, -0.3)),
        arms=(Arm((2.2, 0.6 + 0.1 * a), (2.5, 0.5)), Arm((-0.8, 0.9 + 0.1 * b), (-0.4, 0.8))),
        lean=0.1, nod=-0.3, roll=-1.05 + 0.10 * b, turn=0.0,
    )  # fmt: skip


def hug(t: float, own: float) -> Pose:
    """Arms round somebody in front."""
    a = 0.006 * wave(t, 3.4, own)
    return replace(
        stand(t, own), lean=0.09 + a, nod=0.16, turn=0.0, hands=((0.22, 0.71 + a, -0.02), (0.22, 0.60, -0.04))
    )


def cry(t: float, own: float) -> Pose:
    """The face in both hands, the shoulders shaking."""
    a = 0.010 * wave(t, 0.42)
    return replace(
        stand(t, own), lean=0.06, curve=0.28, nod=0.50, turn=0.0, hands=((0.14, 0.80 + a, 0.02), (0.14, 0.80 + a, 0.02))
    )


def laugh(t: float, own: float) -> Pose:
    """The head back, one hand on the belly, shaking with it."""
    a = wave(t, 0.36) * max(0.2, wave(t, 3.0, own))
    return replace(
        stand(t, own),
        lean=-0.08 + 0.015 * a,
        nod=-0.28 + 0.05 * a,
        turn=0.0,
        hands=((0.10, 0.58, 0.02), (0.12, 0.56, 0.06)),
    )


def bow(t: float, own: float) -> Pose:
    """Bowing deeply and rising again."""
    a = 0.5 - 0.5 * wave(t, 4.0, own + 0.25)
    return replace(stand(t, own), lean=0.95 * a, curve=0.15 * a, nod=0.3 * a, turn=0.0)


def blow(t: float, own: float) -> Pose:
    """Both hands at something before the mouth: a flute, a horn, a trumpet."""
    a = wave(t, 2.4, own)
    hands = ((0.19, 0.80 + 0.01 * a, 0.03), (0.25, 0.80 + 0.015 * a, 0.02))
    return replace(stand(t, own), hands=hands, lean=0.02 + 0.03 * a, nod=-0.04 * a, turn=0.0)


def aim(t: float, own: float) -> Pose:
    """Holding something up to the eyes: a camera, a spyglass."""
    hands = ((0.17, 0.87, 0.05 + 0.004 * wave(t, 2.0, own)), (0.19, 0.87, 0.04))
    return replace(stand(t, own), hands=hands, nod=0.02, turn=0.05 * wave(t, 5.0, own))


def call(t: float, own: float) -> Pose:
    """A telephone at the ear."""
    return replace(stand(t, own), hands=((0.09, 0.865, 0.105), None), turn=0.1 * wave(t, 4.0, own), nod=0.05)


def sip(t: float, own: float) -> Pose:
    """Lifting a cup to the lips and setting it down again."""
    a = max(0.0, wave(t, 3.6, own)) ** 0.7
    return replace(stand(t, own), hands=((0.20 - 0.05 * a, 0.63 + 0.19 * a, 0.03), None), nod=0.1 - 0.2 * a, turn=0.0)


def puff(t: float, own: float) -> Pose:
    """A hand before the mouth, blowing."""
    a = wave(t, 2.8, own)
    return replace(
        stand(t, own),
        hands=((0.17, 0.86 + 0.006 * a, 0.03), (0.12, 0.62, 0.06)),
        lean=-0.02 + 0.03 * a,
        nod=-0.05,
        turn=0.0,
    )


def propose(t: float, own: float) -> Pose:
    """On one knee, something small held up in both hands."""
    a = 0.008 * wave(t, 3.2, own)
    return Pose(
        pelvis=(-0.04, 0.30, 0.0),
        lean=0.04,
        nod=-0.28,
        feet=(Foot(-0.27, 0.05, 0.05, -2.6), Foot(0.21, ANKLE, 0.06)),
        hands=((0.26, 0.60 + a, 0.02), (0.24, 0.58 + a, 0.02)),
    )
