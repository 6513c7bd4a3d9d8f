"""The task as it was right after one of its events, folded again from all events up to that one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from rushes.core.clip import Clip, Probe
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
    Recorded,
    Requeued,
    Saving,
    Sending,
    Submitted,
    Succeeded,
)
from rushes.core.task import Status, Task

_GONE = Clip("", "", 0, "", Probe(0, 0, 0, 0.0, 0.0, "", None, None, None))
_PLAIN: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in (
        Claimed,
        Sending,
        NotTaken,
        Doubted,
        Submitted,
        Progressed,
        Billed,
        Saving,
        Failed,
        Cancelled,
        Requeued,
        Expired,
    )
}


def told(task: Task, events: Sequence[Recorded]) -> Task:
    """`task` as it stood after the last of `events`, which are all of its events from the first on."""
    then = replace(
        task,
        status=Status.QUEUED,
        epoch=0,
        attempt=0,
        not_before=0.0,
        handle=None,
        intent_at=None,
        billed=None,
        billing_open=False,
        progress=0.0,
        started_at=None,
        finished_at=None,
        clip=None,
        expires_at=None,
        error=None,
        sequence=0,
    )
    for recorded in events:
        if recorded.kind == "Succeeded":
            then = _succeeded(then, recorded, task.clip)
        elif recorded.kind != "Queued":
            then = then.apply(_PLAIN[recorded.kind](**json.loads(recorded.data)), recorded.at)
    return then


def _succeeded(then: Task, recorded: Recorded, clip: Clip | None) -> Task:
    """A film whose files have gone since has no links any more, also in the story's past."""
    after = then.apply(Succeeded(clip or _GONE, **json.loads(recorded.data)), recorded.at)
    return after if clip else replace(after, clip=None)
