"""A task goes to a row and comes back the same."""

from __future__ import annotations

from tests.tasks import CLIP, make_task

from rushes.core.event import Claimed, Failed, Requeued, Submitted, Succeeded
from rushes.core.request import Warn
from rushes.core.task import Status
from rushes.storage.rows import event_to_row, row_to_task, task_to_row


def test_a_task_survives_its_row() -> None:
    for changes in (
        {},
        {"warnings": (Warn("seed", "why"),), "handle": "h", "progress": 0.5, "started_at": 1.0},
        {"status": Status.SUCCEEDED, "clip": CLIP, "finished_at": 2.0},
        {"status": Status.FAILED, "error": Failed("code", "message")},
    ):
        task = make_task(**changes)
        assert row_to_task(task_to_row(task)) == task


def test_an_event_is_written_with_what_it_says() -> None:
    task = make_task(sequence=3)
    assert event_to_row(task, None, 1.0)["kind"] == "Queued"
    assert event_to_row(task, Claimed(), 1.0)["data"] == "{}"
    assert event_to_row(task, Submitted("h"), 1.0)["data"] == '{"handle":"h"}'
    assert event_to_row(task, Succeeded(CLIP, 5.0), 1.0)["data"] == '{"expires_at":5.0}'
    row = event_to_row(task, Requeued(2.0, counted=True, reason="r"), 1.0)
    assert (row["sequence"], row["data"]) == (3, '{"not_before":2.0,"counted":true,"reason":"r","provider":null}')
