"""The task as it was right after one of its events, folded again from all events up to that one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from rushes.core.event import (
    Cancelled,
    Claimed,
    Event,
    Failed,
    Progressed,
    Recorded,
    Requeued,
    Saving,
    Submitted,
    Succeeded,
)
from rushes.core.task import Status, Task

_PLAIN: dict[str, type[Event]] = {
    kind.__name__: kind for kind in (Claimed, Submitted, Progressed, Saving, Failed, Cancelled, Requeued)
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
        progress=0.0,
        started_at=None,
        finished_at=None,
        clip=None,
        error=None,
        sequence=0,
    )
    for recorded in events:
        if recorded.kind != "Queued":
            then = then.apply(_event(recorded, task), recorded.at)
    return then


def _event(recorded: Recorded, task: Task) -> Event:
    if recorded.kind == "Succeeded":
        assert task.clip is not None
        return Succeeded(task.clip)
    return _PLAIN[recorded.kind](**json.loads(recorded.data))
