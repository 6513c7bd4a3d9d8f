"""Events: each is one thing that happened to a task. `Task.apply(event)` is the only way a task changes."""

from __future__ import annotations

from dataclasses import dataclass

from rushes.core.clip import Clip
from rushes.core.request import Warn


@dataclass(frozen=True, slots=True)
class Claimed:
    """A worker took the task; every later write of its run carries the new epoch."""


@dataclass(frozen=True, slots=True)
class Sending:
    """The intent to send the job to a paid vendor, kept before the first byte leaves. From here on the vendor may have
    it, until `NotTaken` or `Submitted` says more.
    """


@dataclass(frozen=True, slots=True)
class NotTaken:
    """The vendor surely does not have the job: it refused, was never reached, or was asked and knew nothing of it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Doubted:
    """Nobody can say whether the vendor has the job: an operator must."""

    reason: str


@dataclass(frozen=True, slots=True)
class Submitted:
    """The provider has it and calls it `handle`."""

    handle: str


@dataclass(frozen=True, slots=True)
class Progressed:
    """That share of the work is done, 0…1: frames rendered, steps taken, or the vendor's own figure."""

    fraction: float


@dataclass(frozen=True, slots=True)
class Billed:
    """What the vendor billed for the job, which has ended there. None where it does not say."""

    #: In the vendor's own units, as plain decimal text.
    units: str | None
    #: In millionths of a dollar, at the operator's price of a unit.
    cost: int | None


@dataclass(frozen=True, slots=True)
class Saving:
    """The film is made and is being checked and kept."""


@dataclass(frozen=True, slots=True)
class Succeeded:
    """The film is kept, until `expires_at` where it is not kept for ever."""

    clip: Clip
    expires_at: float | None = None
    #: Where a vendor's film differs from what was asked.
    warnings: tuple[Warn, ...] = ()


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
    #: Another provider takes it from here; only where the one before surely does not have the job.
    provider: str | None = None


@dataclass(frozen=True, slots=True)
class Expired:
    """The film's time is over: its files go, its record stays."""


Event = (
    Expired
    | Claimed
    | Sending
    | NotTaken
    | Doubted
    | Submitted
    | Progressed
    | Billed
    | Saving
    | Succeeded
    | Failed
    | Cancelled
    | Requeued
)


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
    "Doubted": "video.in_progress",  # with the warning `submission_unknown`: an operator must decide
    "Progressed": "video.progress",
    "Succeeded": "video.completed",
    "Failed": "video.failed",
    "Cancelled": "video.failed",
}
