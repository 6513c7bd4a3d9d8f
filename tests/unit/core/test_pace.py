"""A minute's worth at once, then evenly."""

from __future__ import annotations

import pytest

from rushes.core.pace import Pace


def test_a_bucket_empties_and_refills() -> None:
    pace = Pace()
    for _ in range(60):
        assert pace.wait("a", 60, 100.0) == 0
        pace.take("a", 60, 100.0)
    assert pace.wait("a", 60, 100.0) == pytest.approx(1.0)
    assert pace.wait("a", 60, 100.5) == pytest.approx(0.5)
    assert pace.wait("a", 60, 101.0) == 0
    assert pace.wait("b", 60, 100.0) == 0


def test_rest_saves_up_no_more_than_a_minutes_worth() -> None:
    pace = Pace()
    pace.take("a", 2, 0.0)
    for _ in range(2):
        assert pace.wait("a", 2, 9999.0) == 0
        pace.take("a", 2, 9999.0)
    assert pace.wait("a", 2, 9999.0) == pytest.approx(30.0)


def test_a_smaller_limit_holds_at_once() -> None:
    pace = Pace()
    pace.take("a", 100, 0.0)
    pace.take("a", 1, 0.0)
    assert pace.wait("a", 1, 0.0) > 0
