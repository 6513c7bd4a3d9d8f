"""A person's joints: a pose in three dimensions, solved and seen from a side.

Lengths are shares of the stature. Body axes: f forward, u up, r to the body's right. At yaw 0 the body faces
right and shows its right side; at +pi/2 it faces the viewer, at -pi/2 it looks away. Flesh is left to `body`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..shape import vec

Joint = NDArray[np.float64]
#: A wrist's place, f forward, u up, r outward to its own side; None where the arm's angles hold.
Reach = tuple[float, float, float] | None
PELVIS = 0.53
THIGH, SHANK = 0.245, 0.246
UPPER, FORE = 0.168, 0.142
ANKLE = 0.042
#: From the hip joints to the base of the neck.
SPINE = 0.315
SHOULDER = 0.270
#: How much lower on the picture nearer things stand, per unit of depth.
PITCH = 0.10


@dataclass(frozen=True, slots=True)
class Arm:
    """Directions of the upper arm and the forearm: (flexion forward, abduction outward), 0 hangs down."""

    upper: tuple[float, float] = (0.0, 0.10)
    fore: tuple[float, float] = (0.14, 0.06)


@dataclass(frozen=True, slots=True)
class Foot:
    """The ankle's place and the sole's pitch (+ toes up); `out` turns the toes outward."""

    f: float = 0.0
    u: float = ANKLE
    r: float = 0.055
    pitch: float = 0.0
    out: float = 0.12


@dataclass(frozen=True, slots=True)
class Pose:
    """One moment of a body. Pairs are (right, left)."""

    pelvis: tuple[float, float, float] = (0.0, PELVIS, 0.0)
    lean: float = 0.02
    curve: float = 0.0
    side: float = 0.0
    hips: float = 0.0
    twist: float = 0.0
    feet: tuple[Foot, Foot] = (Foot(), Foot())
    arms: tuple[Arm, Arm] = (Arm(), Arm())
    nod: float = 0.0
    turn: float = 0.0
    #: Turns the whole body, added to the view.
    yaw: float = 0.0
    #: Turns the finished drawing about the pelvis (lying, floating).
    roll: float = 0.0
    #: Where the wrists are to be (f, u, r outward), in place of the arms' angles; None leaves the angles.
    hands: tuple[Reach, Reach] = (None, None)


@dataclass(frozen=True, slots=True)
class Build:
    """Proportions of a body as shares of its stature; `stature` in metres."""

    stature: float = 1.76
    head: float = 0.134
    shoulder: float = 0.112
    hip: float = 0.052
    chest: float = 1.0
    waist: float = 1.0
    seat: float = 1.0
    bust: float = 0.0
    belly: float = 0.0
    limb: float = 1.0
    neck: float = 1.0


@dataclass(frozen=True, slots=True)
class Seen:
    """A solved pose on the picture plane, in statures; `depth` is towards the viewer."""

    yaw: float
    pose: Pose
    hips: NDArray[np.float64]
    knees: NDArray[np.float64]
    ankles: NDArray[np.float64]
    shoulders: NDArray[np.float64]
    elbows: NDArray[np.float64]
    wrists: NDArray[np.float64]
    build: Build = field(default_factory=Build)

    def flat(self, joint: Joint) -> Joint:
        """A joint (f, u, r) on the picture (x, y)."""
        return flat(joint, self.yaw)

    def depth(self, joint: Joint) -> float:
        """How far a joint is towards the viewer."""
        return float(joint[0] * math.sin(self.yaw) + joint[2] * math.cos(self.yaw))

    def spine(self, height: float) -> Joint:
        """The middle of the trunk, `height` above the hip joints."""
        return spine(self.pose, height)


def flat(joint: Joint, yaw: float) -> Joint:
    """A joint or an array of joints (…, 3) on the picture plane (…, 2)."""
    c, s = math.cos(yaw), math.sin(yaw)
    if joint.ndim == 1:
        f, u, r = joint.tolist()
        return np.array((f * c - r * s, u - PITCH * (f * s + r * c)))
    f, u, r = joint[..., 0], joint[..., 1], joint[..., 2]
    placed = np.empty((*joint.shape[:-1], 2))
    placed[..., 0] = f * c - r * s
    placed[..., 1] = u - PITCH * (f * s + r * c)
    return placed


def spine(pose: Pose, height: float) -> Joint:
    """The trunk's middle line: it leans, and bends on its way up."""
    angle = pose.lean + pose.curve * height / (2 * SPINE)
    f, u, r = pose.pelvis
    return np.array((f + height * math.sin(angle), u + height * math.cos(angle), r + height * math.sin(pose.side)))


def solve(pose: Pose, build: Build, yaw: float) -> Seen:
    """All joints of a pose, seen at `yaw`."""
    hips, knees, ankles, shoulders, elbows, wrists = (np.zeros((2, 3)) for _ in range(6))
    for k, sign in enumerate((1.0, -1.0)):
        hips[k] = (
            pose.pelvis[0] + sign * build.hip * math.sin(-pose.hips),
            pose.pelvis[1],
            pose.pelvis[2] + sign * build.hip * math.cos(pose.hips),
        )
        foot = pose.feet[k]
        ankles[k] = (foot.f, foot.u, sign * foot.r)
        knees[k], ankles[k] = _bend(hips[k], ankles[k], sign * math.sin(foot.out))
        shoulders[k] = spine(pose, SHOULDER) + vec(
            -sign * build.shoulder * math.sin(pose.twist),
            -sign * build.shoulder * math.sin(pose.side),
            sign * build.shoulder * math.cos(pose.twist),
        )
        arm = pose.arms[k]
        elbows[k] = shoulders[k] + UPPER * _direction(*arm.upper, sign, pose)
        wrists[k] = elbows[k] + FORE * _direction(*arm.fore, sign, pose)
        target = pose.hands[k]
        if target is not None:
            elbows[k], wrists[k] = _reached(shoulders[k], np.array((target[0], target[1], sign * target[2])), sign)
    return Seen(yaw + pose.yaw, pose, hips, knees, ankles, shoulders, elbows, wrists, build)


def _direction(flexion: float, abduction: float, sign: float, pose: Pose) -> Joint:
    flexion += pose.lean + pose.curve * 0.8
    f, u = math.sin(flexion) * math.cos(abduction), -math.cos(flexion) * math.cos(abduction)
    r = sign * math.sin(abduction)
    c, s = math.cos(pose.twist), math.sin(pose.twist)
    return np.array((f * c - r * s, u, r * c + f * s))


def _bend(hip: Joint, ankle: Joint, outward: float) -> tuple[Joint, Joint]:
    """Two-bone inverse kinematics: the knee bends forward (and a little outward)."""
    leg = ankle - hip
    length = float(np.linalg.norm(leg))
    reach = (THIGH + SHANK) * 0.9995
    if length > reach:
        leg *= reach / length
        ankle, length = hip + leg, reach
    along = (THIGH**2 - SHANK**2 + length**2) / (2 * length)
    height = math.sqrt(max(THIGH**2 - along**2, 0.0))
    unit = leg / length
    pole = np.array((1.0, 0.35, outward * 1.6))
    pole -= unit * float(pole @ unit)
    pole /= max(float(np.linalg.norm(pole)), 1e-6)
    return hip + unit * along + pole * height, ankle


def _reached(shoulder: Joint, target: Joint, sign: float) -> tuple[Joint, Joint]:
    """Two-bone inverse kinematics of an arm: the elbow drops, a little backward and outward."""
    way = target - shoulder
    length = max(float(np.linalg.norm(way)), abs(UPPER - FORE) + 0.02)
    reach = (UPPER + FORE) * 0.998
    unit = way / max(float(np.linalg.norm(way)), 1e-6)
    length = min(length, reach)
    along = (UPPER**2 - FORE**2 + length**2) / (2 * length)
    height = math.sqrt(max(UPPER**2 - along**2, 0.0))
    pole = np.array((-0.45, -1.0, 0.5 * sign))
    pole -= unit * float(pole @ unit)
    pole /= max(float(np.linalg.norm(pole)), 1e-6)
    return shoulder + unit * along + pole * height, shoulder + unit * length
