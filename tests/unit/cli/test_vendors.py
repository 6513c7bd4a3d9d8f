"""Doctor's word on vendors."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import anyio
import pytest
from tests.vendor import settings_for

from rushes.cli.machine import BROKEN, OK
from rushes.cli.vendors import kling, states
from rushes.fake_kling.server import make_service, serving
from rushes.providers.kling.settings import KlingSettings


@pytest.fixture
def fake() -> Iterator[str]:
    """The fake on a thread of its own, for code that brings its own loop."""
    found: list[str] = []
    end, ready = threading.Event(), threading.Event()

    async def serve() -> None:
        async with serving(make_service()) as url:
            found.append(url)
            ready.set()
            while not end.is_set():
                await anyio.sleep(0.02)

    thread = threading.Thread(target=lambda: anyio.run(serve))
    thread.start()
    assert ready.wait(20)
    yield found[0]
    end.set()
    thread.join()


def test_kling_is_asked_whether_it_lets_us_in(fake: str) -> None:
    assert [finding.state for finding in kling(settings_for(fake))] == [OK]
    wrong = KlingSettings.model_validate({"api_key": "wrong", "base_url": fake})
    assert [(finding.state, "check the key" in finding.detail) for finding in kling(wrong)] == [(BROKEN, True)]
    assert list(kling(KlingSettings())) == []


def test_a_stopped_provider_is_named_with_the_fix() -> None:
    found = list(states({"previs": "ok", "kling": "stopped"}))
    assert [(finding.name, finding.state) for finding in found] == [("previs", OK), ("kling", BROKEN)]
    assert "--resume kling" in found[1].fix
