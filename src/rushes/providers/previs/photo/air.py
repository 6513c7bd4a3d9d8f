"""The light and weather that a prompt asks for over a photograph, gathered: what fades in, when, and what it says.

`light` and `weather` do the work; `moving` calls this once per shot and once per frame.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from rushes.providers.previs.camera import smooth
from rushes.providers.previs.photo import light, weather
from rushes.providers.previs.picture import Cue, Image
from rushes.providers.previs.scene import Scene

#: Seconds in which weather comes, and light turns; at most this share of the shot.
COMES, TURNS, AT_MOST = 1.8, 3.2, 0.6
FOG_THICK = {"fog": 0.92, "storm": 0.28, "rain": 0.34, "snow": 0.36}


@dataclass(frozen=True, slots=True)
class Air:
    """What lies between the lens and the photograph."""

    seconds: float
    #: Whether it is all there from the start.
    settled: bool = False
    falling: weather.Falling | None = None
    fog: weather.Fog | None = None
    lightning: weather.Lightning | None = None
    shafts: light.Shafts | None = None

    @property
    def cues(self) -> tuple[Cue, ...]:
        """The thunder, if there is any."""
        return self.lightning.cues() if self.lightning else ()

    @property
    def shows(self) -> list[str]:
        """What was laid over the picture, for the report."""
        parts = {"falling": self.falling, "fog": self.fog, "lightning": self.lightning, "shafts": self.shafts}
        return [name for name, part in parts.items() if part]

    def turned(self, at: float) -> float:
        """How far the light has turned, 0 at the start."""
        return 1.0 if self.settled else smooth(at / min(TURNS, AT_MOST * self.seconds))

    def over(self, frame: Image, far: Image, at: float) -> Image:
        """The frame with everything laid over it; `far` is its distance, 0 near … 255 far, at any size."""
        share = 1.0 if self.settled else smooth(at / min(COMES, AT_MOST * self.seconds))
        if share <= 0:
            return frame
        if self.fog:
            frame = self.fog.add(frame, far, at, share)
        if self.shafts:
            frame = self.shafts.add(frame, at, share)
        if self.lightning:
            frame = self.lightning.add(frame, at)
        if self.falling:
            frame = self.falling.add(frame, at, share)
        return frame


def air(scene: Scene, first: Image, seconds: float, *, settled: bool = False) -> Air | None:
    """The scene's air over a picture whose frame 0 is `first`, or None where it asks for none."""
    height, width = first.shape[:2]
    name = scene.weather if "weather" in scene.named and scene.weather not in scene.without else ""
    falling = None
    if name in ("rain", "storm"):
        falling = weather.rain(width, height, scene.seed, heavy=1.6 if name == "storm" else 1.0)
    elif name == "snow":
        falling = weather.snow(width, height, scene.seed)
    fog = weather.Fog(width, height, scene.seed, FOG_THICK[name]) if name in FOG_THICK else None
    bolts = weather.lightning(seconds, scene.seed) if name == "storm" else None
    shafts = light.Shafts(first, scene.seed) if light.asks_for_shafts(scene) else None
    made = Air(seconds, settled, falling, fog, bolts, shafts)
    return made if made.shows else None


def between(one: Image, other: Image, share: float) -> Image:
    """`one` at 0, `other` at 1."""
    if share <= 0:
        return one
    if share >= 1:
        return other
    return np.asarray(cv2.addWeighted(other, share, one, 1 - share, 0), np.uint8)
