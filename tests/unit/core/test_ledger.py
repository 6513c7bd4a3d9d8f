"""The table of moves: each end of a task, and what it does to the money that was held."""

from __future__ import annotations

import pytest
from tests.tasks import CLIP, make_task

from rushes.core.event import (
    Billed,
    Cancelled,
    Claimed,
    Event,
    Expired,
    Failed,
    NotTaken,
    Requeued,
    Saving,
    Sending,
    Submitted,
    Succeeded,
)
from rushes.core.ledger import Kind, closes, closing, hold, owed, periods
from rushes.core.money import Caps
from rushes.core.task import Status

HELD = 420
LATE, REFUSED = Failed("expired", "m"), Failed("content_refused", "m")
SENT = (Claimed(), Sending(), Submitted("h"))


def ends(*events: Event) -> int | None:
    """What is charged after these events; None while it is open."""
    task, charge = make_task(), None
    for event in events:
        after = task.apply(event, 1.0)
        if closes(task, after):
            assert charge is None, "closed twice"
            charge = owed(after, HELD)
        task = after
    return charge


@pytest.mark.parametrize(
    ("events", "charge"),
    [
        ((), None),
        ((Cancelled(),), 0),
        ((Claimed(), Cancelled()), 0),
        ((Claimed(), Failed("render_failed", "m")), 0),
        ((Claimed(), Requeued(0.0, counted=True, reason="r"), LATE), 0),
        ((Claimed(), Sending(), NotTaken("r"), REFUSED), 0),
        ((*SENT, Saving(), Succeeded(CLIP)), HELD),
        ((Claimed(), Saving(), Succeeded(CLIP)), HELD),
        ((*SENT, Saving(), Succeeded(CLIP), Expired()), HELD),
        (SENT, None),
        ((*SENT, Cancelled()), None),
        ((*SENT, LATE), None),
        ((Claimed(), Sending(), Cancelled()), None),
        ((*SENT, Cancelled(), Billed("0", 0)), 0),
        ((*SENT, Cancelled(), Billed("3", 400)), 400),
        ((*SENT, Cancelled(), Billed("9", 900)), HELD),
        ((*SENT, Cancelled(), Billed(None, None)), HELD),
        ((*SENT, Billed(None, None), REFUSED), 0),
        ((*SENT, Billed("1", 100), REFUSED), 100),
        ((*SENT, Billed("3", 400), Saving(), LATE), 400),
        ((*SENT, Billed("3", 400), Saving(), Succeeded(CLIP)), HELD),
    ],
)
def test_what_is_charged_at_each_end(events: tuple[Event, ...], charge: int | None) -> None:
    assert ends(*events) == charge


@pytest.mark.parametrize("held", [0, HELD])
@pytest.mark.parametrize("cost", [None, 0, 100, HELD, 900])
@pytest.mark.parametrize("film", [True, False])
def test_closing_takes_back_the_whole_hold(held: int, cost: int | None, film: bool) -> None:
    charge = held if film else min(held, cost or 0)
    moves = closing(held, charge, Billed("1", cost), film=film)
    assert held + sum(move.reserved for move in moves) == 0
    assert sum(move.spent for move in moves) == charge
    assert sum(move.beyond for move in moves) == max(0, (cost or 0) - charge)
    assert len({move.kind for move in moves}) == len(moves) >= 1
    assert (Kind.CHARGE in {move.kind for move in moves}) == (film or charge > 0)


def test_a_hold_is_the_whole_price() -> None:
    assert (hold(84_000, 5).reserved, hold(84_000, 5).spent) == (420_000, 0)


def test_an_account_counts_by_day_month_and_for_ever() -> None:
    assert periods(Caps(1, 2, 3), "2026-11-22") == [("2026-11-22", 1), ("2026-11", 2), ("", 3)]


def test_a_task_in_doubt_owes_until_it_is_known() -> None:
    task = make_task(status=Status.UNKNOWN, intent_at=1.0)
    after = task.apply(Cancelled(), 2.0)
    assert not closes(task, after)
    assert closes(after, after.apply(Billed(None, 0), 3.0))
