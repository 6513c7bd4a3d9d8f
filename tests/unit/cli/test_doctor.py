"""The findings together: settings first, then the machine, then the server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.unit.cli.conftest import Wire

from rushes.cli import machine
from rushes.cli.doctor import doctor, findings
from rushes.cli.exits import Exit, Stopped
from rushes.cli.machine import BROKEN, OK, WARNING, Finding


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The slow looks have tests of their own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(machine, "renderer", lambda: iter([Finding("renderer", OK, "all")]))
    monkeypatch.setattr(machine, "confinement", lambda: Finding("confinement", OK, "all"))


def states(**flags: object) -> dict[str, str]:
    return {finding.name: finding.state for finding in findings(flags)}


def test_settings_that_do_not_hold_are_found_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUSHES_PROT", "1")
    assert states() == {"python": OK, "settings": BROKEN}


def test_without_a_server_it_looks_whether_one_could_start(tmp_path: Path) -> None:
    found = states(data=tmp_path / "data", port=0)
    assert (found["server"], found["port"], found["kling-v3"]) == (OK, OK, WARNING)
    assert not (tmp_path / "data").exists()


def test_a_server_is_asked_for_its_models(wire: Wire) -> None:
    model = {"id": "kling-v3-std-audio", "capabilities": {"stands_in": False}}
    wire.answers = {"GET /livez": (200, {"version": "1"}), "GET /v1/models": (200, {"data": [model]})}
    wire.answers["GET /readyz"] = (200, {"providers": {"previs": "ok"}})
    found = states(url=wire.url)
    assert (found["server"], found["models"], found["kling-v3"]) == (OK, OK, OK)
    wire.answers["GET /v1/models"] = (200, {"data": []})
    assert states(url=wire.url)["models"] == BROKEN


def test_something_broken_ends_with_one_and_its_fix(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Stopped) as caught:
        doctor({"url": "http://127.0.0.1:9"}, as_json=True)
    assert caught.value.exit_code == Exit.FAILED
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (last["name"], last["state"], last["fix"]) == ("server", BROKEN, "start it, or correct --url")
