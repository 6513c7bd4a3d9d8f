"""The power may go at any moment: what was answered is there afterwards; and without each of the syncs it is not.

A short form of `python -m harness power`.
"""

from __future__ import annotations

import sys
from contextlib import nullcontext

import pytest
from harness.power import BROKEN, examine

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the harness reads /proc")


def test_nothing_answered_is_lost_with_the_power() -> None:
    found = examine(nullcontext, tasks=4, seeds=1, revive_every=60)
    assert found.odd == []
    assert found.moments > 40
    assert found.revived > 0


@pytest.mark.parametrize("sync", BROKEN)
def test_the_loss_would_be_seen_without(sync: str) -> None:
    assert examine(BROKEN[sync], tasks=4, seeds=1, enough=1).odd != []
