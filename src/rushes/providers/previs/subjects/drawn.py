"""A rig as a `Figure`: the moving outlines of one subject, painted on demand.

Rigs say what is drawn at a moment; this holds what every rig shares: facing, size and the way to pixels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ..picture import Cue, Light, Sprite
from .paint import paint
from .shape import Part, moved


def silent(seconds: float) -> tuple[Cue, ...]:
    """The cues of a subject that makes no sound."""
    del seconds
    return ()


@dataclass(frozen=True, slots=True)
class Rig:
    """What a rig gives: its size in metres, how fast it moves, its outlines at a moment, and its sounds.

    `draw(seconds)` returns parts back to front, facing right, y up, (0, 0) on the ground, at the waterline or, for
    what flies and swims free, at its middle.
    """

    height: float
    aspect: float
    draw: Callable[[float], list[Part]]
    stands_on: str = "ground"
    speed: float = 0.0
    cues: Callable[[float], tuple[Cue, ...]] = silent
    #: Metres from an edge within which a body looks round.
    roundness: float = 0.06


class Drawn:
    """A rig facing one way: the `Figure` the stage asks for."""

    def __init__(self, rig: Rig, facing: int = 1) -> None:
        self.height, self.aspect, self.stands_on = rig.height, rig.aspect, rig.stands_on
        self._rig, self._mirror = rig, facing < 0

    def speed(self) -> float:
        """Metres a second over the ground."""
        return self._rig.speed

    def paint(self, seconds: float, pixels: int, light: Light) -> Sprite:
        """The subject `pixels` high (when upright, at rest) at a moment."""
        parts = self._rig.draw(seconds)
        if self._mirror:
            parts = moved(parts, mirror=True)
        return paint(parts, max(pixels, 4) / self.height, self._rig.roundness, light)

    def cues(self, seconds: float) -> tuple[Cue, ...]:
        """The sounds it makes in `seconds` of a shot."""
        return self._rig.cues(seconds)


def lasting(kind: str, gain: float, heard: bool = True) -> Callable[[float], tuple[Cue, ...]]:
    """The cues of a subject that sounds all the time it is seen, if it does."""
    if not heard:
        return silent
    return lambda seconds: (Cue(kind, 0.0, gain, seconds=seconds),)


def width_of(parts: Sequence[Part]) -> float:
    """Metres of the box round some parts that has the origin in its middle."""
    return 2 * max(float(np.abs(contour[:, 0]).max()) for part in parts for contour in part.contours)


def beats(kind: str, first: float, every: float, seconds: float, gain: float = 1.0) -> tuple[Cue, ...]:
    """A sound that comes back at an even pace."""
    times = np.arange(first % every, seconds, every)
    return tuple(Cue(kind, float(round(at, 4)), gain) for at in times)
