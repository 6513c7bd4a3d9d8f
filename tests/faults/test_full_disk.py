"""A disk that is full or broken: each write path refuses clearly, leaves no half, and heals without a restart.

A short form of `python -m harness full`.
"""

from __future__ import annotations

import logging
import sys

import pytest
from harness.full import at_random, every_path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the harness reads /proc")


@pytest.fixture(autouse=True)
def _quiet() -> None:
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # runs break here by design


def test_every_write_path_refuses_clearly_and_heals_by_itself() -> None:
    found = every_path(both=False)
    assert {name: path.odd for name, path in found.items() if path.odd} == {}
    assert sum(path.refused for path in found.values()) == 12
    assert all(path.healed == path.tried for path in found.values())


def test_what_is_answered_under_io_errors_is_stored() -> None:
    found = at_random(60)
    assert found.odd == []
    assert found.answered
    assert found.refused
