"""What follows on a failed run: waiting is not counted, paid films get more tries, the rest ends."""

from __future__ import annotations

import pytest
from tests.tasks import make_task

from rushes.core.event import Failed, Requeued
from rushes.errors import MediaUnavailable, ProviderCrashed, RenderFailed, RushesError, StorageFull
from rushes.vendor_errors import ProviderStopped, UpstreamBusy, UpstreamRejected, UpstreamTimeout, UpstreamUnavailable
from rushes.work.again import NO_ROOM_SECONDS, PATIENCE, what_follows

NOW = 150.0


@pytest.mark.parametrize(
    ("error", "seconds"),
    [(UpstreamBusy(after=7), 7), (UpstreamUnavailable(), 11), (ProviderStopped(), 11), (UpstreamBusy(), 11)],
)
def test_a_vendor_that_is_not_ready_is_waited_for_however_often(error: RushesError, seconds: float) -> None:
    event = what_follows(make_task(attempt=99, created_at=50.0), error, NOW, 0.5)
    assert event == Requeued(NOW + seconds, counted=False, reason=error.code)


@pytest.mark.parametrize("error", [StorageFull(), MediaUnavailable()])
@pytest.mark.parametrize("intent_at", [None, 100.0])
def test_a_store_that_takes_nothing_is_waited_for_however_often(error: RushesError, intent_at: float | None) -> None:
    event = what_follows(make_task(attempt=99, intent_at=intent_at), error, NOW, 0.5)
    assert event == Requeued(NOW + NO_ROOM_SECONDS, counted=False, reason=error.code)


def test_patience_grows_with_age_and_has_an_end_and_is_spread() -> None:
    waits = [
        event.not_before
        for created_at, draw in ((NOW, 0.5), (NOW + 9, 0.5), (0.0, 0.5), (-1e9, 0.0), (-1e9, 1.0))
        if isinstance(event := what_follows(make_task(created_at=created_at), UpstreamBusy(), NOW, draw), Requeued)
    ]
    assert [wait - NOW for wait in waits] == [1.0, 1.0, 16.0, 48.0, 72.0]


@pytest.mark.parametrize(
    ("error", "attempt", "paid", "again"),
    [
        (ProviderCrashed(), 1, False, True),
        (ProviderCrashed(), PATIENCE.tries, False, False),
        (UpstreamTimeout(), 1, False, True),
        (UpstreamTimeout(), PATIENCE.tries, False, False),
        (UpstreamUnavailable(), PATIENCE.tries, True, True),
        (UpstreamUnavailable(), PATIENCE.paid_tries, True, False),
        (UpstreamRejected(), 1, False, False),
        (RenderFailed(), 1, False, False),
    ],
)
def test_tries_are_counted_and_end(error: RushesError, attempt: int, paid: bool, again: bool) -> None:
    task = make_task(attempt=attempt, handle="h" if paid else None, intent_at=1.0 if paid else None)
    event = what_follows(task, error, NOW, 0.5)
    assert isinstance(event, Requeued) == again
    assert again or event == Failed(error.code, error.message)
