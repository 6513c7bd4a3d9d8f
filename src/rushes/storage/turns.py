"""Who is next, as steps: the fair choice among waiting tasks, and how far down the line each of them stands."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rushes.core.protocols import Turn
from rushes.core.task import Status, Task
from rushes.storage.engine import Rows, Steps, ask

#: Places in the queue are counted no further than this.
FARTHEST = 1000
#: Nobody writes a longer wait than this: a task that seems to have one was put off before the clock was set back.
LONGEST_WAIT = 2 * 3600.0
LAST = 2**62


def next_turns(provider: str, now: float, limit: int) -> Steps[list[Turn]]:
    """A provider's queued tasks that may run now, the next one first."""
    rows = yield from ask("next_turns", provider=provider, now=now, beyond=now + LONGEST_WAIT, limit=limit)
    return [Turn(row["id"], row["number"], row["priority"], row["place"]) for row in rows]


def next_due(provider: str, now: float) -> Steps[float | None]:
    """When the next of a provider's queued tasks that must still wait may run."""
    due: float | None = (yield from ask("next_due", provider=provider, now=now))[0]["due"]
    return due


def prospects(tasks: Sequence[Task]) -> Steps[list[tuple[int, float | None]]]:
    """For each task: about how many run before it, and the pace of its model's last runs."""
    paces = {}
    for model in sorted({task.request.model for task in tasks}):
        paces[model] = _pace((yield from ask("last_runs", model=model)))
    crowds = {}
    for provider in sorted({task.provider for task in tasks if task.status is Status.QUEUED}):
        crowds[provider] = (yield from ask("crowd", provider=provider, limit=FARTHEST))[0]
    waiting = [task.id for task in tasks if task.status is Status.QUEUED]
    rows = (yield from ask("ahead_in_line", ids=json.dumps(waiting), limit=FARTHEST)) if waiting else []
    lines = {row["id"]: int(row["ahead"]) for row in rows}
    return [
        (_ahead(lines[task.id], crowds[task.provider]) if task.id in lines else 0, paces[task.request.model])
        for task in tasks
    ]


def _ahead(line: int, crowd: dict[str, int]) -> int:
    """Its place in its tenant's own line, a round of the tenants a step; never more than wait beside it."""
    return min(line * crowd["tenants"], max(line, crowd["waiting"] - 1))


def _pace(runs: Rows) -> float | None:
    film = sum(row["seconds"] for row in runs)
    return sum(row["worked"] for row in runs) / film if film else None
