"""The options of `rushes webhooks` reach the work; their words are the API's."""

from __future__ import annotations

from typing import Any

import pytest
from typer.testing import CliRunner

from rushes.api.webhooks import STATES as WIRE_STATES
from rushes.cli.webhook_commands import EVENTS, STATES, app
from rushes.core.webhook import TYPES


def test_words_are_those_of_the_api() -> None:
    assert sorted(EVENTS) == sorted(TYPES)
    assert STATES == WIRE_STATES


@pytest.mark.parametrize(
    ("line", "name", "arguments"),
    [
        ("add https://a/ --event video.failed", "add", ({"url": "https://a/", "events": ["video.failed"]},)),
        ("ls", "ls", ()),
        ("rm hook_1", "rm", ("hook_1",)),
        ("enable hook_1", "enable", ("hook_1",)),
        ("secret", "secret", ("callback",)),
        ("rotate hook_1 --overlap 0", "rotate", ("hook_1", 0)),
        ("deliveries hook_1 --status failed -n 5", "deliveries", ("hook_1", "failed", 5)),
        ("redeliver msg_1", "redeliver", ("msg_1",)),
    ],
)
def test_options_reach_the_work(
    monkeypatch: pytest.MonkeyPatch, line: str, name: str, arguments: tuple[Any, ...]
) -> None:
    calls: list[tuple[Any, ...]] = []
    monkeypatch.setattr(f"rushes.cli.webhooks.{name}", lambda flags, *rest, as_json: calls.append(rest))
    found = CliRunner().invoke(app, ["webhooks", *line.split()])
    assert found.exit_code == 0, found.output
    assert calls == [arguments]


def test_listening_takes_its_target(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Any] = []
    monkeypatch.setattr("rushes.cli.listening.listen", lambda flags, forward, progress: calls.append(forward))
    assert CliRunner().invoke(app, ["webhooks", "listen", "--forward", "http://127.0.0.1:3/"]).exit_code == 0
    assert calls == ["http://127.0.0.1:3/"]
