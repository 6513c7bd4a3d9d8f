"""What follows on a run that failed: another try, and when, or the end. Times are written, not slept."""

from __future__ import annotations

from rushes.core.event import Failed, Requeued
from rushes.core.task import Task
from rushes.errors import MediaUnavailable, RushesError, StorageFull
from rushes.vendor_errors import ContentRefused, ProviderStopped, UpstreamBusy, UpstreamRejected, UpstreamUnavailable

MOST_ATTEMPTS = 3
#: A film that a vendor has made, and that is paid for, is worth more tries.
MOST_ATTEMPTS_PAID = 10
FIRST_RETRY_SECONDS, MOST_RETRY_SECONDS = 1.0, 300.0
#: How long a task waits that found no room on the disk, or the bucket away.
NO_ROOM_SECONDS = 15.0
#: A task that waits for its vendor waits the longer the older it is: the least, the most, and a part of its age.
PATIENCE, PATIENCE_SHARE = (1.0, 60.0), 10.0

#: Raised by a run whose intent is kept, these say that the vendor surely did not take the job; nothing else does.
NOT_TAKEN = (UpstreamRejected, ContentRefused, UpstreamBusy, UpstreamUnavailable, ProviderStopped)


def what_follows(
    task: Task, error: RushesError, now: float, draw: float, patience: tuple[float, float] = PATIENCE
) -> Requeued | Failed:
    """The event; `draw` (0 to 1) spreads those that failed together."""
    if isinstance(error, StorageFull | MediaUnavailable):  # not the task's fault: it waits until it is too old
        return Requeued(now + NO_ROOM_SECONDS, counted=False, reason=error.code)
    if task.intent_at is None and isinstance(error, UpstreamUnavailable | ProviderStopped):
        # The vendor has no room, or is out of order: that is no failure of the task, and not counted as one.
        least, most = patience
        wait = getattr(error, "after", None) or min(most, least + _age(task, now) / PATIENCE_SHARE)
        return Requeued(now + wait * (0.8 + 0.4 * draw), counted=False, reason=error.code)
    if error.retryable and task.attempt < (MOST_ATTEMPTS_PAID if task.handle and task.intent_at else MOST_ATTEMPTS):
        wait = min(MOST_RETRY_SECONDS, FIRST_RETRY_SECONDS * 4 ** (task.attempt - 1))
        return Requeued(now + wait, counted=True, reason=error.code)
    return Failed(error.code, error.message)


def _age(task: Task, now: float) -> float:
    return max(0.0, now - task.created_at)
