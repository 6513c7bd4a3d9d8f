"""What the renderer is asked for, and what it says of the film it made.

Plain data between the renderer and whoever calls it; nothing here knows of tasks, HTTP or files' owners.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FPS = 24
SAMPLE_RATE = 48_000

#: Called with the fraction of frames encoded so far, 0…1; raising from it stops the render.
Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class ShotBrief:
    """One prompt with its share of the time."""

    prompt: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Brief:
    """One film as it is wanted. Sizes in pixels (even), times in seconds."""

    shots: tuple[ShotBrief, ...]
    width: int
    height: int
    sound: bool = False
    first_frame: Path | None = None
    last_frame: Path | None = None
    negative_prompt: str = ""
    #: 0 = free composition, 1 = literal.
    cfg_scale: float = 0.5
    #: The renderer may cut a single prompt into shots of its own.
    intelligent: bool = False
    seed: int = 0

    @property
    def seconds(self) -> float:
        """The length of the whole film."""
        return sum(shot.seconds for shot in self.shots)

    @property
    def frames(self) -> int:
        """The number of frames of the whole film."""
        return round(self.seconds * FPS)


@dataclass(frozen=True, slots=True)
class Facts:
    """What came out. `understood` and the rest become `metadata.previs` of the task."""

    frames: int
    width: int
    height: int
    sound: bool
    #: One entry a shot: place, time, weather, actors, camera, transition …
    shots: tuple[dict[str, Any], ...] = ()
    #: Words of the prompt that shaped the film, and words that did not.
    understood: tuple[str, ...] = ()
    not_understood: tuple[str, ...] = ()
    #: What the viewer should be told: a line spoken as a subtitle only, a missing part …
    remarks: tuple[str, ...] = ()
    #: The small neural parts that ran: "u2netp", "hibari" …; empty when all was procedural.
    neural_parts: tuple[str, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)
