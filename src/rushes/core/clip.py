"""A Clip: a finished video with its probed facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Probe:
    """What a video file really holds, read from the file."""

    width: int
    height: int
    frames: int
    fps: float
    seconds: float
    video_codec: str
    audio_codec: str | None
    audio_rate: int | None
    audio_channels: int | None


@dataclass(frozen=True, slots=True)
class Clip:
    """A stored film. `media` and `poster` are names in the media store."""

    media: str
    poster: str
    size: int
    sha256: str
    probe: Probe
    #: What the provider says of it (`metadata.previs`).
    facts: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, the inverse of `from_json`."""
        return {
            "media": self.media,
            "poster": self.poster,
            "size": self.size,
            "sha256": self.sha256,
            "probe": asdict(self.probe),
            "facts": dict(self.facts),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Clip:
        """The clip that `to_json` wrote."""
        return cls(**{**data, "probe": Probe(**data["probe"])})
