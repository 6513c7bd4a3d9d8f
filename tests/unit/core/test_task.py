"""What each event does to a task, and which events a status refuses."""

from __future__ import annotations

import itertools

import pytest
from tests.tasks import CLIP, make_task

from rushes.core.event import (
    Billed,
    Cancelled,
    Claimed,
    Event,
    Expired,
    Failed,
    Progressed,
    Requeued,
    Saving,
    Submitted,
    Succeeded,
)
from rushes.core.task import ALLOWED, WIRE, Status, Task
from rushes.errors import IllegalTransition

EVENTS: list[Event] = [
    Claimed(),
    Submitted("h"),
    Progressed(0.5),
    Saving(),
    Succeeded(CLIP),
    Failed("code", "why"),
    Cancelled(),
    Requeued(9.0, counted=False, reason="stopped"),
    Expired(),
]
STORY: list[tuple[Event, Status]] = [
    (Claimed(), Status.SUBMITTING),
    (Submitted("h"), Status.RUNNING),
    (Progressed(0.4), Status.RUNNING),
    (Saving(), Status.SAVING),
    (Succeeded(CLIP), Status.SUCCEEDED),
]


def told(*events: Event) -> Task:
    task = make_task()
    for at, event in enumerate(events):
        task = task.apply(event, now=100.0 + at)
    return task


def test_a_task_goes_from_queued_to_its_film() -> None:
    for length in range(1, len(STORY) + 1):
        task = told(*(event for event, _ in STORY[:length]))
        assert (task.status, task.sequence) == (STORY[length - 1][1], length)
    assert (task.clip, task.progress, task.started_at, task.finished_at) == (CLIP, 1.0, 100.0, 104.0)


@pytest.mark.parametrize(("status", "event"), list(itertools.product(Status, EVENTS)), ids=str)
def test_a_status_takes_its_events_and_refuses_all_others(status: Status, event: Event) -> None:
    task = Task(**{name: getattr(make_task(), name) for name in Task.__slots__} | {"status": status})
    if status in ALLOWED[type(event)]:
        assert task.apply(event, 1.0).sequence == task.sequence + 1
    else:
        with pytest.raises(IllegalTransition):
            task.apply(event, 1.0)


def test_nothing_happens_to_a_task_that_has_ended_but_that_its_film_expires() -> None:
    ended = {status for status in Status if status.final}
    assert [event for event, allowed in ALLOWED.items() if allowed & ended] == [Billed, Expired]


def test_an_expired_film_leaves_its_record() -> None:
    task = told(*(event for event, _ in STORY[:-1]), Succeeded(CLIP, 500.0))
    assert task.expires_at == 500.0
    task = task.apply(Expired(), 501.0)
    assert (task.status, task.clip, task.expires_at) == (Status.SUCCEEDED, None, 501.0)


def test_progress_never_falls() -> None:
    task = told(Claimed(), Progressed(0.6), Progressed(0.2))
    assert task.progress == 0.6
    assert told(Claimed(), Progressed(7.0)).progress == 1.0


def test_a_claim_raises_the_epoch_and_counts_an_attempt() -> None:
    task = told(Claimed(), Requeued(5.0, counted=True, reason="crashed"), Claimed())
    assert (task.epoch, task.attempt, task.started_at) == (2, 2, 100.0)


def test_a_stop_of_ours_costs_no_attempt() -> None:
    task = told(Claimed(), Requeued(5.0, counted=False, reason="stopped"))
    assert (task.status, task.attempt, task.not_before) == (Status.QUEUED, 0, 5.0)


def test_a_cancel_fences_off_the_run() -> None:
    task = told(Claimed(), Cancelled())
    assert (task.status, task.epoch, task.error and task.error.code) == (Status.CANCELLED, 2, "cancelled")


def test_the_wire_knows_four_words_only() -> None:
    assert set(WIRE) == set(Status)
    assert set(WIRE.values()) == {"queued", "in_progress", "completed", "failed"}
