"""One Request: what is wanted, checked and complete. It is stored with its task and never changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Shot:
    """One prompt with its share of the time in whole seconds."""

    prompt: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A still given as input, checked and kept: `media` is its name in the media store."""

    media: str
    width: int
    height: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Warn:
    """Something of the request that has no effect, or not the expected one."""

    param: str
    message: str


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted. `width`, `height` in pixels; `seconds` is the length of the film."""

    model: str
    seconds: int
    width: int
    height: int
    seed: int
    #: As asked; None with `multi_prompt`.
    prompt: str | None
    #: Always at least one; a plain prompt is one shot.
    shots: tuple[Shot, ...]
    negative_prompt: str = ""
    cfg_scale: float = 0.5
    #: "customize" or "intelligent".
    shot_type: str = "customize"
    first_frame: Frame | None = None
    last_frame: Frame | None = None
    aspect_ratio: str | None = None
    elements: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    user: str | None = None
    external_task_id: str | None = None
    callback_url: str | None = None
    #: The other name of the model that it was asked by, if any; answers show it.
    alias: str | None = None
    #: Which of the server's dialects it was sent in: its `callback_url` is told in the same. "" is the contract's own.
    dialect: str = ""

    @property
    def size(self) -> str:
        """The film's size as the wire writes it: "1280x720"."""
        return f"{self.width}x{self.height}"

    @property
    def media(self) -> tuple[str, ...]:
        """The names of all stored pictures that belong to it."""
        return tuple(frame.media for frame in (self.first_frame, self.last_frame) if frame)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, the inverse of `from_json`."""
        return {**asdict(self), "labels": dict(self.labels)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Request:
        """The request that `to_json` wrote."""
        # A newer server beside this one may write more.
        known = {name: data[name] for name in data.keys() & {entry.name for entry in fields(cls)}}
        known["shots"] = tuple(Shot(**shot) for shot in data["shots"])
        known["elements"] = tuple(data["elements"])
        for name in ("first_frame", "last_frame"):
            known[name] = Frame(**data[name]) if data[name] else None
        return cls(**known)
