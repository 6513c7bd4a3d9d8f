"""The seams inside the renderer: a shot's moving picture, a sprite, the light it stands in, and a sound cue.

Whoever draws (photo, morph, stage) makes a `Picture`; `film` asks it for frames from two threads at once and
hands its cues to the sound. Colours are BGR; float colours lie in 0…1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

#: H × W × 3, BGR.
Image = NDArray[np.uint8]
Floats = NDArray[np.float32]
Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Cue:
    """A sound that belongs to something drawn: `kind` sounds at `at` seconds of its shot."""

    #: "step", "hoof", "thunder", "splash", "wing", "door", "whoosh", "bell", "engine" …
    kind: str
    at: float
    gain: float = 1.0
    #: -1 left … +1 right.
    pan: float = 0.0
    #: "stone", "snow", "grass", "sand", "wood", "water".
    material: str = ""
    #: Length in seconds of a lasting sound (an engine), 0 for a struck one.
    seconds: float = 0.0


class Picture(Protocol):
    """One shot's moving picture."""

    @property
    def frames(self) -> int:
        """How many frames the shot has."""

    def frame(self, index: int) -> Image:
        """The frame `index` (0 … frames-1), H × W × 3 uint8 BGR. A pure function of `index`, safe in two threads."""

    @property
    def cues(self) -> tuple[Cue, ...]:
        """The sounds of what is drawn."""

    @property
    def facts(self) -> dict[str, object]:
        """What this shot shows, for the report: JSON values only."""


@dataclass(frozen=True, slots=True)
class Light:
    """The light a sprite stands in."""

    #: Where the sun (or moon) is, seen from the sprite: x right, y up, both -1…1.
    direction: tuple[float, float]
    sun: Colour
    ambient: Colour
    #: The colour and share (0 near … 1 far) of the air between camera and sprite.
    haze: Colour
    haze_amount: float = 0.0
    #: How much of the sun reaches it: 1 clear … 0 overcast.
    strength: float = 1.0
    #: 0: lit from the front, colours show; 1: against the light, a rim-lit silhouette.
    backlit: float = 0.6


@dataclass(frozen=True, slots=True)
class Sprite:
    """A drawn subject: premultiplied BGRA and the pixel (x, y) where it touches the ground or, floating, its centre."""

    bgra: NDArray[np.uint8]
    anchor: tuple[float, float]


class Figure(Protocol):
    """A subject that can be drawn at any moment, size and light."""

    #: Metres from the ground (or from its lowest point) to its top.
    height: float
    #: Width divided by height of its box at rest.
    aspect: float
    #: "ground", "water", "air", "wall".
    stands_on: str

    def speed(self) -> float:
        """Metres a second it moves forward over the ground, so that feet do not slide; 0 stays in place."""

    def paint(self, seconds: float, pixels: int, light: Light) -> Sprite:
        """The subject `pixels` high at a moment of the shot; safe in two threads."""

    def cues(self, seconds: float) -> tuple[Cue, ...]:
        """The sounds it makes in `seconds` of a shot (contacts of feet, wing beats)."""
