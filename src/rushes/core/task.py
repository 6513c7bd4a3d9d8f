"""One Request on its way. A Task is a value; `apply` gives the next one or refuses."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from typing import Any

from rushes.core.clip import Clip
from rushes.core.event import (
    Billed,
    Cancelled,
    Claimed,
    Doubted,
    Event,
    Expired,
    Failed,
    NotTaken,
    Progressed,
    Requeued,
    Saving,
    Sending,
    Submitted,
    Succeeded,
)
from rushes.core.request import Request, Warn
from rushes.errors import IllegalTransition


class Status(enum.StrEnum):
    """Where a task stands, inside. `WIRE` maps it to the four words of the contract."""

    QUEUED = "queued"
    SUBMITTING = "submitting"
    RUNNING = "running"
    SAVING = "saving"
    UNKNOWN = "unknown"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def final(self) -> bool:
        """Whether nothing can happen to the task any more."""
        return self in FINAL


FINAL = frozenset({Status.SUCCEEDED, Status.FAILED, Status.CANCELLED})
OPEN = frozenset(Status) - FINAL
HELD = frozenset({Status.SUBMITTING, Status.RUNNING, Status.SAVING})

WIRE = {
    Status.QUEUED: "queued",
    Status.SUBMITTING: "in_progress",
    Status.RUNNING: "in_progress",
    Status.SAVING: "in_progress",
    Status.UNKNOWN: "in_progress",
    Status.SUCCEEDED: "completed",
    Status.FAILED: "failed",
    Status.CANCELLED: "failed",
}

ALLOWED: dict[type[Event], frozenset[Status]] = {
    Claimed: frozenset({Status.QUEUED}),
    Sending: frozenset({Status.SUBMITTING}),
    NotTaken: frozenset({Status.SUBMITTING, Status.UNKNOWN}),
    Doubted: frozenset({Status.SUBMITTING}),
    Submitted: frozenset({Status.SUBMITTING, Status.RUNNING, Status.UNKNOWN}),
    Billed: frozenset({Status.SUBMITTING, Status.RUNNING, Status.FAILED, Status.CANCELLED}),
    Progressed: frozenset({Status.SUBMITTING, Status.RUNNING}),
    Saving: frozenset({Status.SUBMITTING, Status.RUNNING}),
    Succeeded: frozenset({Status.SAVING}),
    Failed: OPEN,
    Cancelled: OPEN,
    Requeued: HELD | {Status.UNKNOWN},
    Expired: frozenset({Status.SUCCEEDED}),
}


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the task table. Times are Unix seconds."""

    id: str
    tenant: str
    provider: str
    request: Request
    created_at: float
    #: The key that made it; None in open mode.
    key: str | None = None
    warnings: tuple[Warn, ...] = ()
    status: Status = Status.QUEUED
    #: Among the tasks of its tenant, those with more go first.
    priority: int = 0
    #: The fencing token: each claim adds one, and a write with an older one is void.
    epoch: int = 0
    #: Counted tries so far.
    attempt: int = 0
    not_before: float = 0.0
    #: The vendor's own id of the job, once it is known; a run that finds one follows it and sends nothing.
    handle: str | None = None
    #: When the intent to send the job to a paid vendor was kept; None while nothing can be there.
    intent_at: float | None = None
    billed: Billed | None = None
    #: The task has ended and its vendor may not have: what it bills is still to come.
    billing_open: bool = False
    progress: float = 0.0
    started_at: float | None = None
    finished_at: float | None = None
    expires_at: float | None = None
    clip: Clip | None = None
    error: Failed | None = None
    #: How many events it has seen: the sequence number that SSE shows as `id`.
    sequence: int = 0

    @property
    def in_doubt(self) -> bool:
        """Whether a vendor may have the job and has not told its id: it must be asked before anything is sent."""
        return self.intent_at is not None and self.handle is None

    @property
    def files(self) -> tuple[str, ...]:
        """The media files that it needs: its pictures until it ends without a film, and its clip's."""
        pictures = () if self.status.final and self.clip is None else self.request.media
        return pictures + ((self.clip.media, self.clip.poster) if self.clip else ())

    def apply(self, event: Event, now: float) -> Task:
        """The task after `event`. Raises `IllegalTransition` where its status does not allow it."""
        if self.status not in ALLOWED[type(event)]:
            raise IllegalTransition(f"{type(event).__name__} on a task that is {self.status}")
        if isinstance(event, Billed) and self.status.final and not self.billing_open:
            raise IllegalTransition(f"the bill of {self.id} is closed")
        return replace(self, sequence=self.sequence + 1, **self._changes(event, now))

    def _changes(self, event: Event, now: float) -> dict[str, Any]:
        match event:
            case Claimed():
                return {
                    "status": Status.SUBMITTING,
                    "epoch": self.epoch + 1,
                    "attempt": self.attempt + 1,
                    "started_at": self.started_at or now,
                }
            case Sending() | NotTaken() | Doubted() | Submitted() | Billed():
                return _at_the_vendor(event, now)
            case Progressed(fraction):
                return {"status": Status.RUNNING, "progress": max(self.progress, min(1.0, fraction))}
            case Saving():
                return {"status": Status.SAVING}
            case Succeeded(clip, expires_at, warnings):
                ended = {"status": Status.SUCCEEDED, "progress": 1.0, "finished_at": now}
                return {**ended, "clip": clip, "expires_at": expires_at, "warnings": self.warnings + warnings}
            case Expired():
                return {"clip": None, "expires_at": now}
            case Failed():
                return {"status": Status.FAILED, "error": event, "finished_at": now, "billing_open": self._owes}
            case Cancelled():
                failed = Failed("cancelled", "The task was cancelled.")
                ended = {"status": Status.CANCELLED, "error": failed, "finished_at": now, "epoch": self.epoch + 1}
                return {**ended, "billing_open": self._owes}
            case Requeued(not_before, counted, _, provider):
                if provider is not None and self.intent_at is not None:
                    raise IllegalTransition(f"{self.provider} may have the job of {self.id}")
                attempt = self.attempt if counted else self.attempt - 1
                waiting = {"status": Status.QUEUED, "not_before": not_before, "attempt": attempt}
                return {**waiting, "provider": provider or self.provider}

    @property
    def _owes(self) -> bool:
        """Whether a vendor may still bill the job: it may have it, and has not told its price."""
        return self.intent_at is not None and self.billed is None


def _at_the_vendor(event: Sending | NotTaken | Doubted | Submitted | Billed, now: float) -> dict[str, Any]:
    """What changes with the job's fate at its vendor."""
    match event:
        case Sending():
            return {"intent_at": now}
        case NotTaken():
            return {"intent_at": None, "handle": None}
        case Doubted():
            return {"status": Status.UNKNOWN}
        case Submitted(handle):
            return {"status": Status.RUNNING, "handle": handle}
        case Billed():
            return {"billed": event, "billing_open": False}
