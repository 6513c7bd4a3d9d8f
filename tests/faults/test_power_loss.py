"""The power may go at any moment: what was answered is there afterwards; and without each of the syncs it is not.

A short form of `python -m harness power`.
"""

from __future__ import annotations

import sys

import pytest
from harness.backups import power_loss
from harness.power import BROKEN, WHOLE, examine

from rushes.media.disk import DiskMedia

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the harness reads /proc")


def test_nothing_answered_is_lost_with_the_power() -> None:
    found = examine(WHOLE["a checkpoint every 8 pages"], tasks=3, seeds=1, revive_every=60)
    assert found.odd == []
    assert found.moments > 40
    assert found.revived > 0


@pytest.mark.parametrize("sync", BROKEN)
def test_the_loss_would_be_seen_without(sync: str) -> None:
    assert examine(BROKEN[sync], tasks=2, seeds=1, enough=1).odd != []


def test_a_backup_and_a_restore_that_said_they_were_done_are_whole_afterwards() -> None:
    images, odd = power_loss(1)
    assert odd == []
    assert images > 20


def test_a_backup_without_its_syncs_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DiskMedia, "sync_names", lambda self: None)
    assert power_loss(0)[1] != []
