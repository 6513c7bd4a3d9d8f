"""The camera's path, shared by stage and photo: where it is at any share of a shot, eased and sub-pixel smooth.

Pure functions. `pose` starts every move at the identity, so that a photograph's first frame is the photograph;
what a pose does to pixels, and how far a plate can bear it, is the matter of whoever draws.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rushes.providers.previs.scene import Camera

#: The share of a shot in which a move gathers and loses speed.
RAMP = 0.3
#: The share of a shot in which a whip pan's first rest ends and its flight is over.
WHIP_FROM, WHIP_TO = 0.42, 0.62
#: How far a whip pan turns, a share of the width.
WHIP_TURN = 0.34
#: A hand's sway: frequencies in Hz and their weights; slow sway and a little tremor.
SWAY_HZ = (0.23, 0.41, 0.77, 1.6)
SWAY_WEIGHTS = (1.0, 0.7, 0.35, 0.12)
#: Seconds until the hand's sway is at its full reach.
SWAY_IN = 1.2


@dataclass(frozen=True, slots=True)
class Pose:
    """The camera against where it stood at the start. Shares of the frame's width (x) and height (y)."""

    #: Travel of the camera to the right and up, which moves near things more than far ones.
    x: float = 0.0
    y: float = 0.0
    #: Travel forward: near things grow more than far ones. 0.2 grows what is at the subject's distance by a fifth.
    dolly: float = 0.0
    #: Turn of the camera to the right and up, which moves everything alike.
    pan: float = 0.0
    tilt: float = 0.0
    #: The lens: everything grows alike.
    zoom: float = 1.0
    #: Radians, clockwise.
    roll: float = 0.0
    #: Travel about the subject: what is behind it slides right, what is before it left.
    orbit: float = 0.0
    #: Where the lens is focused: 0 as the shot began … 1 on the other of subject and background.
    focus: float = 0.0
    #: Length of motion blur along x, a share of the width.
    smear: float = 0.0


def smooth(u: float) -> float:
    """Smoothstep over 0…1, clamped."""
    v = min(max(u, 0.0), 1.0)
    return v * v * (3.0 - 2.0 * v)


def ease(u: float, ramp: float = RAMP) -> float:
    """Slow in, steady, slow out: 0…1 over u in 0…1; the speed rises and falls along smoothsteps of length `ramp`."""
    v = min(max(u, 0.0), 1.0)
    if v > 0.5:
        return 1.0 - ease(1.0 - v, ramp)
    top = 1.0 / (1.0 - ramp)
    if v >= ramp:
        return top * (v - ramp / 2.0)
    s = v / ramp
    return top * ramp * (s**3 - s**4 / 2.0)


def sway(seconds: float, seed: int, channel: int) -> float:
    """A hand's unrest in about -1…1, 0 with no speed at 0 seconds; another `channel` is independent."""
    phases = np.random.default_rng(np.random.SeedSequence([seed, 9173, channel])).uniform(0, 2 * math.pi, len(SWAY_HZ))
    total = sum(
        weight * math.sin(2 * math.pi * hz * seconds + phase)
        for hz, weight, phase in zip(SWAY_HZ, SWAY_WEIGHTS, phases, strict=True)
    )
    return smooth(seconds / SWAY_IN) * total / sum(SWAY_WEIGHTS)


def pose(camera: Camera, u: float, seconds: float = 0.0, seed: int = 0) -> Pose:
    """Where the camera is at the share `u` of its shot; `seconds` into it for what does not depend on its length.

    An unknown move is a push. `camera.amount` scales the reach.
    """
    return _PATHS.get(camera.move, _push)(ease(u), u, seconds, camera.amount, seed)


def _push(e: float, _u: float, _t: float, a: float, _seed: int) -> Pose:
    return Pose(dolly=0.20 * a * e)


def _pull(e: float, _u: float, _t: float, a: float, _seed: int) -> Pose:
    return Pose(dolly=-0.13 * a * e)


def _static(e: float, _u: float, _t: float, a: float, _seed: int) -> Pose:
    # A breath, so that a still picture lives; below what one notices as a move.
    return Pose(dolly=0.018 * a * e)


def _pan(sign: int) -> Path:
    return lambda e, _u, _t, a, _seed: Pose(pan=sign * 0.10 * a * e, x=sign * 0.012 * a * e)


def _tilt(sign: int) -> Path:
    return lambda e, _u, _t, a, _seed: Pose(tilt=sign * 0.10 * a * e, y=sign * 0.012 * a * e)


def _truck(sign: int) -> Path:
    return lambda e, _u, _t, a, _seed: Pose(x=sign * 0.07 * a * e)


def _crane(sign: int) -> Path:
    return lambda e, _u, _t, a, _seed: Pose(y=sign * 0.07 * a * e, dolly=0.05 * a * e)


def _orbit(e: float, _u: float, _t: float, a: float, _seed: int) -> Pose:
    return Pose(orbit=0.045 * a * e, dolly=0.04 * a * e)


def _dolly_zoom(e: float, _u: float, _t: float, a: float, _seed: int) -> Pose:
    # The camera runs in while the lens opens: the subject keeps its size, the world behind it falls away.
    forward = 0.22 * a * e
    return Pose(dolly=forward, zoom=1.0 / (1.0 + forward))


def _whip_pan(e: float, u: float, _t: float, a: float, _seed: int) -> Pose:
    span = WHIP_TO - WHIP_FROM
    v = (u - WHIP_FROM) / span
    speed = 0.0 if not 0.0 < v < 1.0 else 6.0 * v * (1.0 - v) / 1.5
    return Pose(pan=WHIP_TURN * a * smooth(v), smear=0.22 * a * speed, dolly=0.04 * e)


def _handheld(e: float, _u: float, t: float, a: float, seed: int) -> Pose:
    pan, tilt, roll = (sway(t, seed, channel) for channel in range(3))
    return Pose(
        pan=0.011 * a * pan,
        tilt=0.013 * a * tilt,
        roll=0.007 * a * roll,
        x=0.010 * a * sway(t, seed, 3),
        dolly=0.05 * a * e,
    )


def _rack_focus(e: float, u: float, _t: float, a: float, _seed: int) -> Pose:
    return Pose(dolly=0.03 * a * e, focus=smooth((u - 0.3) / 0.4))


Path = Callable[[float, float, float, float, int], Pose]

_PATHS: dict[str, Path] = {
    "static": _static,
    "push": _push,
    "pull": _pull,
    "pan_left": _pan(-1),
    "pan_right": _pan(+1),
    "tilt_up": _tilt(+1),
    "tilt_down": _tilt(-1),
    "truck_left": _truck(-1),
    "truck_right": _truck(+1),
    "crane_up": _crane(+1),
    "crane_down": _crane(-1),
    "orbit": _orbit,
    "dolly_zoom": _dolly_zoom,
    "whip_pan": _whip_pan,
    "handheld": _handheld,
    "rack_focus": _rack_focus,
}
