"""What follows on a run that failed: another try, and when, or the end. Times are written, not slept."""

from __future__ import annotations

from rushes.core.event import Failed, Requeued
from rushes.core.protocols import Patience
from rushes.core.task import Task
from rushes.errors import MediaUnavailable, RushesError, StorageFull
from rushes.vendor_errors import ContentRefused, ProviderStopped, UpstreamBusy, UpstreamRejected, UpstreamUnavailable

#: How long a task waits that found no room on the disk, or the bucket away.
NO_ROOM_SECONDS = 15.0
#: Of a task whose provider has none of its own.
PATIENCE = Patience()

#: Raised by a run whose intent is kept, these say that the vendor surely did not take the job; nothing else does.
NOT_TAKEN = (UpstreamRejected, ContentRefused, UpstreamBusy, UpstreamUnavailable, ProviderStopped)


def what_follows(
    task: Task, error: RushesError, now: float, draw: float, patience: Patience = PATIENCE
) -> Requeued | Failed:
    """The event; `draw` (0 to 1) spreads those that failed together."""
    if isinstance(error, StorageFull | MediaUnavailable):  # not the task's fault: it waits until it is too old
        return Requeued(now + NO_ROOM_SECONDS, counted=False, reason=error.code)
    if task.intent_at is None and isinstance(error, UpstreamUnavailable | ProviderStopped):
        # The vendor has no room, or is out of order: that is no failure of the task, and not counted as one.
        grown = patience.least + _age(task, now) / patience.share
        wait = getattr(error, "after", None) or min(patience.most, grown)
        return Requeued(now + wait * (0.8 + 0.4 * draw), counted=False, reason=error.code)
    if error.retryable and task.attempt < (patience.paid_tries if task.handle and task.intent_at else patience.tries):
        wait = min(patience.retry_most, patience.retry_least * 4 ** (task.attempt - 1))
        return Requeued(now + wait, counted=True, reason=error.code)
    return Failed(error.code, error.message)


def _age(task: Task, now: float) -> float:
    return max(0.0, now - task.created_at)
