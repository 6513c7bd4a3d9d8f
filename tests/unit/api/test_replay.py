"""A task as it was after each of its events, told again from the events alone."""

from __future__ import annotations

from tests.tasks import CLIP, make_task

from rushes.api.replay import told
from rushes.core.event import (
    Claimed,
    Event,
    Expired,
    Failed,
    Progressed,
    Recorded,
    Requeued,
    Saving,
    Submitted,
    Succeeded,
)
from rushes.core.task import Task
from rushes.storage.rows import event_to_row


def test_every_moment_of_a_story_is_told_as_it_was() -> None:
    for end in (Succeeded(CLIP, 99.0), Failed("code", "why")):
        events: list[Event] = [Claimed(), Requeued(3.0, counted=True, reason="crashed"), Claimed(), Submitted("h")]
        events += [Progressed(0.4), Saving(), end]
        task = make_task()
        moments: list[Task] = [task]
        rows = [event_to_row(task, None, task.created_at)]
        for at, event in enumerate(events):
            task = task.apply(event, 60.0 + at)
            moments.append(task)
            rows.append(event_to_row(task, event, 60.0 + at))
        recorded = [
            Recorded(number, row["task_id"], row["sequence"], row["kind"], row["at"], row["data"])
            for number, row in enumerate(rows)
        ]
        for length in range(1, len(recorded) + 1):
            assert told(task, recorded[:length]) == moments[length - 1]


def test_a_film_that_is_gone_has_no_links_in_its_past_either() -> None:
    task = make_task()
    rows = [event_to_row(task, None, task.created_at)]
    for at, event in enumerate([Claimed(), Submitted("h"), Saving(), Succeeded(CLIP, 99.0), Expired()]):
        task = task.apply(event, 60.0 + at)
        rows.append(event_to_row(task, event, 60.0 + at))
    recorded = [
        Recorded(number, row["task_id"], row["sequence"], row["kind"], row["at"], row["data"])
        for number, row in enumerate(rows)
    ]
    then = told(task, recorded[:-1])
    assert (then.status, then.clip, then.expires_at, then.finished_at) == ("succeeded", None, 99.0, 63.0)
    assert told(task, recorded) == task
