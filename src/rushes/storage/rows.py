"""Tasks to rows and back, and webhooks from theirs; the only place that knows how a task is written down."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from rushes.core.clip import Clip
from rushes.core.event import Billed, Event, Failed, Succeeded
from rushes.core.request import Request, Warn
from rushes.core.task import Status, Task
from rushes.core.webhook import Turn, Webhook


def task_to_row(task: Task) -> dict[str, Any]:
    """The columns of a task, JSON as text."""
    return {
        "id": task.id,
        "tenant": task.tenant,
        "key_id": task.key,
        "provider": task.provider,
        "model": task.request.model,
        "status": str(task.status),
        "priority": task.priority,
        "epoch": task.epoch,
        "attempt": task.attempt,
        "not_before": task.not_before,
        "handle": task.handle,
        "intent_at": task.intent_at,
        "billed": _dump(dataclasses.asdict(task.billed)) if task.billed else None,
        "billing_open": int(task.billing_open),
        "progress": task.progress,
        "sequence": task.sequence,
        "created_at": task.created_at,
        "started_at": task.started_at,
        "finished_at": task.finished_at,
        "expires_at": task.expires_at,
        "external_task_id": task.request.external_task_id,
        "seconds": task.request.seconds,
        "request": _dump(task.request.to_json()),
        "warnings": _dump([dataclasses.asdict(warning) for warning in task.warnings]),
        "clip": _dump(task.clip.to_json()) if task.clip else None,
        "error": _dump(dataclasses.asdict(task.error)) if task.error else None,
    }


def row_to_task(row: Mapping[str, Any]) -> Task:
    """The task of a row of `SELECT *`."""
    return Task(
        id=row["id"],
        tenant=row["tenant"],
        provider=row["provider"],
        request=Request.from_json(json.loads(row["request"])),
        created_at=row["created_at"],
        key=row["key_id"],
        warnings=tuple(Warn(**warning) for warning in json.loads(row["warnings"])),
        status=Status(row["status"]),
        priority=row["priority"],
        epoch=row["epoch"],
        attempt=row["attempt"],
        not_before=row["not_before"],
        handle=row["handle"],
        intent_at=row["intent_at"],
        billed=Billed(**json.loads(row["billed"])) if row["billed"] else None,
        billing_open=bool(row["billing_open"]),
        progress=row["progress"],
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        expires_at=row["expires_at"],
        clip=Clip.from_json(json.loads(row["clip"])) if row["clip"] else None,
        error=Failed(**json.loads(row["error"])) if row["error"] else None,
        sequence=row["sequence"],
    )


def event_to_row(task: Task, event: Event | None, at: float) -> dict[str, Any]:
    """The row of what happened to `task` (the task as it is afterwards); None is its arrival."""
    # Clip and warnings stand in the task's row, once.
    data = (
        {"expires_at": event.expires_at} if isinstance(event, Succeeded) else dataclasses.asdict(event) if event else {}
    )
    return {
        "task_id": task.id,
        "tenant": task.tenant,
        "sequence": task.sequence,
        "kind": "Queued" if event is None else type(event).__name__,
        "at": at,
        "data": _dump(data),
    }


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def row_to_webhook(row: dict[str, Any]) -> Webhook:
    """The webhook of a row joined with its turn."""
    return Webhook(
        id=row["id"],
        tenant=row["tenant"],
        key=row["key_id"],
        url=row["url"],
        types=tuple(json.loads(row["types"])),
        description=row["description"],
        created_at=row["created_at"],
        disabled_at=row["disabled_at"],
        why=row["why"],
        failing_since=row["failing_since"],
        turn=Turn(row["turn"], row["old_until"]),
    )
