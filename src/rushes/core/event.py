"""Events: each is one thing that happened to a task. `Task.apply(event)` is the only way a task changes."""

from __future__ import annotations

from dataclasses import dataclass

from rushes.core.clip import Clip


@dataclass(frozen=True, slots=True)
class Claimed:
    """A worker took the task; every later write of its run carries the new epoch."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """The provider has it and calls it `handle`."""

    handle: str


@dataclass(frozen=True, slots=True)
class Progressed:
    """That share of the work is done, 0…1: frames rendered, steps taken, or the vendor's own figure."""

    fraction: float


@dataclass(frozen=True, slots=True)
class Saving:
    """The film is made and is being checked and kept."""


@dataclass(frozen=True, slots=True)
class Succeeded:
    """The film is kept, until `expires_at` where it is not kept for ever."""

    clip: Clip
    expires_at: float | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """The task ended without a film."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Someone asked for the end."""


@dataclass(frozen=True, slots=True)
class Requeued:
    """Handed back: a stop, a crash or a failure worth another try."""

    not_before: float
    #: A stop of ours costs no attempt.
    counted: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Expired:
    """The film's time is over: its files go, its record stays."""


Event = Expired | Claimed | Submitted | Progressed | Saving | Succeeded | Failed | Cancelled | Requeued


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it stands in the store: `number` orders over all tasks, `sequence` within one."""

    number: int
    task_id: str
    sequence: int
    kind: str
    at: float
    #: The event's own JSON.
    data: str


#: Which events are told to clients, by kind, each with its type on the wire.
KINDS = {
    "Queued": "video.queued",
    "Requeued": "video.queued",
    "Claimed": "video.in_progress",
    "Progressed": "video.progress",
    "Succeeded": "video.completed",
    "Failed": "video.failed",
    "Cancelled": "video.failed",
}
