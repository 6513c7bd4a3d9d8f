"""What the sound is made from and what comes out: plain data.

Times are seconds of the film unless a name says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.picture import Cue
from rushes.providers.previs.scene import Scene


@dataclass(frozen=True, slots=True)
class Heard:
    """One shot as the sound needs it: what it shows, what makes a sound in it, and where it lies in the film."""

    scene: Scene
    cues: tuple[Cue, ...]
    start: float
    seconds: float

    @property
    def end(self) -> float:
        """The moment of the film at which the shot is over."""
        return self.start + self.seconds


@dataclass(frozen=True, slots=True)
class Subtitle:
    """A line of dialogue to be shown, because no voice speaks it."""

    text: str
    start: float
    end: float
    #: The index of the shot it belongs to.
    shot: int


@dataclass(frozen=True, slots=True)
class Score:
    """The film's sound: n x 2 float32 at 48 kHz, and what is to be told about it."""

    samples: NDArray[np.float32]
    #: Lines that a voice speaks, as they were written.
    spoken: tuple[str, ...] = ()
    subtitles: tuple[Subtitle, ...] = ()
    remarks: tuple[str, ...] = ()
    #: ("hibari",) where the neural voice really spoke.
    neural_parts: tuple[str, ...] = ()
