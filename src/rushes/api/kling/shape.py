"""A task as Kling's API shows it: in creates, queries, lists and callbacks. Times are Unix milliseconds, numbers in
`videos` and of units are strings.
"""

from __future__ import annotations

from typing import Any

from rushes.api.links import Links
from rushes.core.task import WIRE, Status, Task

STATES = {"queued": "submitted", "in_progress": "processing", "completed": "succeed", "failed": "failed"}
GOOD = "SUCCEED"


def answer(data: object, request_id: str) -> dict[str, Any]:
    """The frame of every good answer."""
    return {"code": 0, "message": GOOD, "request_id": request_id, "data": data}


def created(task: Task) -> dict[str, Any]:
    """`data` of a create's answer."""
    latest = task.finished_at or task.started_at or task.created_at
    return {
        "task_id": task.id,
        "task_info": {"external_task_id": task.request.external_task_id or ""},
        "task_status": STATES[WIRE[task.status]],
        "created_at": int(task.created_at * 1000),
        "updated_at": int(latest * 1000),
    }


def shown(task: Task, links: Links) -> dict[str, Any]:
    """`data` of a query's answer, an item of a list, and the whole body of a callback."""
    found = {**created(task), "task_status_msg": _message(task)}
    if task.status is Status.SUCCEEDED and task.clip is not None:
        film = {"id": task.id, "url": links.to_content(task.id, "video"), "duration": str(task.request.seconds)}
        found["task_result"] = {"videos": [film]}
    if task.status.final:
        # What a vendor has billed; a film that was made here cost no units.
        found["final_unit_deduction"] = (task.billed.units if task.billed else None) or "0"
    return found


def _message(task: Task) -> str:
    if task.error is not None:
        return f"{task.error.code}: {task.error.message}"
    if task.status is Status.SUCCEEDED and task.clip is None:
        return "The film's time is over and its files are gone."
    return ""
