"""A server that is told to stop answers what it has taken, refuses the rest cleanly, hands its films back and goes.

A short form of `python -m harness drain`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from harness.drain import second_signal, soft_stop
from harness.process import Server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path / "data")
    yield made
    made.kill()


def test_a_stop_under_load_loses_nothing_and_a_second_signal_ends_at_once(server: Server) -> None:
    soft = soft_stop(server)
    assert soft.odd == []
    assert soft.answers["answered"] > 2
    assert soft.answers["refused with 503"] + soft.answers["refused to connect"] > 0
    hard = second_signal(server)
    assert hard.odd == []
