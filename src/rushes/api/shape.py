"""The one object of the wire (contract, section 2), made from a Task. Every answer, event and list uses it."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from rushes.api.links import Links
from rushes.core.request import Warn
from rushes.core.task import WIRE, Status, Task
from rushes.studio import Outlook


def video(task: Task, links: Links, now: float, outlook: Outlook | None = None) -> dict[str, Any]:
    """The object of a task as it is at `now`."""
    done = task.status is Status.SUCCEEDED
    kept = done and task.clip is not None
    url = links.to_content(task.id, "video") if kept else None
    request, end = task.request, task.finished_at or now
    return {
        "id": task.id,
        "task_id": task.id,
        "object": "video.generation.job",
        "model": request.alias or request.model,
        "prompt": request.prompt,
        "status": WIRE[task.status],
        "progress": 100 if done else min(99, int(task.progress * 100)),
        "estimated_seconds_left": outlook.seconds_left if outlook else None,
        "created_at": int(task.created_at),
        "completed_at": int(task.finished_at) if task.finished_at else None,
        "expires_at": int(task.expires_at) if task.expires_at else None,
        "duration": _span(task.started_at, end),
        "seconds": str(request.seconds),
        "size": request.size,
        "video_url": url,
        "result": {"outputs": [url], "video_url": url} if kept else None,
        "thumbnail_url": links.to_content(task.id, "thumbnail") if kept else None,
        "metadata": _metadata(task),
        "error": {"code": task.error.code, "message": task.error.message} if task.error else None,
        "warnings": [dataclasses.asdict(warning) for warning in (*task.warnings, *_doubts(task))],
        "labels": dict(request.labels),
        "seed": request.seed,
        "external_task_id": request.external_task_id,
        "queue_position": outlook.position if outlook else None,
    }


def _doubts(task: Task) -> tuple[Warn, ...]:
    """That nobody knows whether the vendor has the job: the task waits for the operator's word."""
    if task.status is not Status.UNKNOWN:
        return ()
    message = (
        "submission_unknown: it cannot be found out whether the vendor has taken the job, so it is not sent again. "
        "The server's operator decides what becomes of it."
    )
    return (Warn("status", message),)


def event_text(kind: str, at: float, data: dict[str, Any]) -> str:
    """The text of an event, as streams and webhooks carry it."""
    event = {"type": kind, "timestamp": int(at), "data": data}
    return json.dumps(event, ensure_ascii=False, separators=(",", ":"))


def _metadata(task: Task) -> dict[str, Any]:
    found: dict[str, Any] = {
        "total_time": _span(task.created_at, task.finished_at),
        "predict_time": _span(task.started_at, task.finished_at),
        "provider": task.provider,
    }
    if task.clip:
        found["sha256"], found["bytes"] = task.clip.sha256, task.clip.size
        if task.clip.facts:
            found[task.provider] = dict(task.clip.facts)
    return found


def _span(start: float | None, end: float | None) -> float | None:
    """Seconds from start to end; never less than none, also where the clock was set back between the two."""
    return None if start is None or end is None else round(max(0.0, end - start), 3)
