"""`rushes webhooks`: secrets are data, the rest is talk; lists are read to their end."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.unit.cli.conftest import Wire

from rushes.cli.webhooks import add, deliveries, delivery_row, enable, ls, redeliver, rm, rotate, row, secret

HOOK: dict[str, Any] = {
    "id": "hook_1", "url": "https://a.example/", "events": ["video.failed"], "status": "live", "reason": None,
    "failing_since": None, "key": None, "description": "x",
}  # fmt: skip
SENT: dict[str, Any] = {
    "id": "msg_1", "status": "pending", "attempts": 2, "type": "video.failed", "video": "task_1", "error": "It broke.",
    "response_status": None, "next_attempt_at": 1767225605,
}  # fmt: skip
SECRET = {"secret": "whsec_a", "old_secret": "whsec_b", "old_until": 1767225605}


def test_a_secret_is_data_and_what_goes_with_it_talk(wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    flags = {"url": wire.url}
    wire.answers["POST /v1/webhooks"] = (200, {**HOOK, "secret": "whsec_a"})
    wire.answers["GET /v1/webhooks/callback"] = (200, {**SECRET, "old_until": None})
    wire.answers["GET /v1/webhooks/hook_1/secret"] = (200, SECRET)
    wire.answers["POST /v1/webhooks/hook_1/rotate"] = (200, SECRET)
    add(flags, {"url": "https://a.example/"}, as_json=False)
    secret(flags, "callback", as_json=False)
    secret(flags, "hook_1", as_json=False)
    rotate(flags, "hook_1", 60, as_json=False)
    said = capsys.readouterr()
    assert said.out == "whsec_a\n" * 4
    assert "hook_1 is told video.failed" in said.err
    assert said.err.count("signs too until") == 2
    assert wire.asked[-1][1] == {"overlap_seconds": 60}


def test_lists_are_read_page_by_page(wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    first = {"data": [HOOK], "has_more": True, "last_id": "hook_1"}
    wire.answers["GET /v1/webhooks"] = [(200, first), (200, {"data": [], "has_more": False, "last_id": None})]
    wire.answers["GET /v1/webhooks/callback/deliveries"] = (200, {"data": [SENT], "has_more": True, "last_id": "msg_1"})
    ls({"url": wire.url}, as_json=True)
    deliveries({"url": wire.url}, "callback", "failed", 1, as_json=True)
    assert [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()] == ["hook_1", "msg_1"]
    assert [what for what, *_ in wire.asked] == [
        "GET /v1/webhooks?limit=100",
        "GET /v1/webhooks?after=hook_1&limit=100",
        "GET /v1/webhooks/callback/deliveries?status=failed&limit=1",
    ]


def test_what_is_done_to_one_is_told_by_its_id(wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    flags = {"url": wire.url}
    wire.answers["DELETE /v1/webhooks/hook_1"] = (200, HOOK)
    wire.answers["POST /v1/webhooks/deliveries/msg_1/redeliver"] = (200, SENT)
    rm(flags, "hook_1", as_json=False)
    redeliver(flags, "msg_1", as_json=False)
    assert capsys.readouterr().out == "hook_1\nmsg_1\n"


def test_rows_say_what_is_wrong() -> None:
    assert row(HOOK)[4] == "x"
    assert row({**HOOK, "reason": "It answered 410.", "key": "key_1"})[4] == "It answered 410.; of key_1; x"
    assert row({**HOOK, "failing_since": 1767225605})[4].startswith("nothing has arrived since")  # type: ignore[attr-defined]
    assert delivery_row(SENT)[:6] == ("msg_1", "pending", 2, "video.failed", "task_1", "It broke.")
    assert delivery_row({**SENT, "error": None, "response_status": 204, "next_attempt_at": None})[5:] == (204, "")


def test_one_is_enabled(wire: Wire, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rushes.cli.webhooks._call", lambda flags, method, path, body: {**HOOK, **body, "did": method})
    enable({"url": wire.url}, "hook_1", as_json=True)
    assert json.loads(capsys.readouterr().out)["disabled"] is False
