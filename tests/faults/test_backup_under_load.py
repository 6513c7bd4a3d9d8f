"""Backups while films are made and deleted come back whole. A short form of `python -m harness backups`."""

from __future__ import annotations

from harness.backups import under_load


def test_a_backup_under_load_comes_back_with_all_that_was_answered_before() -> None:
    found = under_load(3)
    assert found.odd == []
    assert found.backups == 3
    assert found.films > 10
