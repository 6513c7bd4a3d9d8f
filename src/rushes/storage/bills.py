"""What vendors still have to bill for tasks that have ended, as steps; a deleted task keeps its open bill."""

from __future__ import annotations

import dataclasses
import json

from rushes.core.event import Billed
from rushes.core.protocols import OpenBill
from rushes.storage.engine import Steps, ask
from rushes.storage.ledger import settle_buried
from rushes.storage.tasks import record


def open_bills(task_id: str | None = None) -> Steps[list[OpenBill]]:
    """All of them, oldest first, or one task's."""
    rows = yield from ask("open_bills", id=task_id)
    return [OpenBill(row.pop("id"), ended_at=row.pop("finished_at"), **row) for row in rows]


def close(task_id: str, billed: Billed, now: float) -> Steps[bool]:
    """Keep what was billed; false where somebody else has done so."""
    rows = yield from ask("open_bill", id=task_id)
    if not rows:
        return False
    if rows[0]["deleted_at"] is None:
        yield from record(task_id, billed, now, None)
    else:
        yield from ask("close_buried_bill", id=task_id, billed=json.dumps(dataclasses.asdict(billed)))
        yield from settle_buried(task_id, billed, now)
    return True
