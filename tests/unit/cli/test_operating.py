"""The operator's commands: what they send, what they print."""

from __future__ import annotations

import pytest
from tests.unit.cli.conftest import Wire

from rushes.cli.exits import Exit, Stopped
from rushes.cli.operating import bills, providers, resolve, settle


@pytest.mark.parametrize(
    ("given", "body"),
    [
        ({"adopt": "7", "resubmit": False, "fail": False}, {"decision": "adopt", "vendor_id": "7"}),
        ({"adopt": None, "resubmit": True, "fail": False}, {"decision": "resubmit"}),
        ({"adopt": None, "resubmit": False, "fail": True}, {"decision": "fail"}),
    ],
)
def test_a_decision_is_sent(
    wire: Wire, capsys: pytest.CaptureFixture[str], given: dict[str, object], body: dict[str, str]
) -> None:
    wire.answers["POST /v1/videos/task_a/resolve"] = (200, {"id": "task_a", "status": "queued"})
    resolve({"url": wire.url}, "task_a", **given, as_json=False)  # type: ignore[arg-type]
    assert (wire.asked[0][1], capsys.readouterr().out) == (body, "task_a\tqueued\n")


def test_two_decisions_or_none_are_refused(wire: Wire) -> None:
    for resubmit in (False, True):
        with pytest.raises(Stopped, match="one of") as caught:
            resolve({"url": wire.url}, "task_a", adopt=None, resubmit=resubmit, fail=resubmit, as_json=False)
        assert caught.value.exit_code == Exit.USAGE


def test_open_bills_are_listed_and_settled(wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    bill = {
        "id": "task_a", "object": "bill", "status": "open", "tenant": "north", "provider": "generations",
        "model": "kling-v3-std-silent", "vendor_id": "7", "reserved": 252_000, "ended_at": 0,
    }  # fmt: skip
    wire.answers = {
        "GET /v1/bills": (200, {"data": [bill]}),
        "POST /v1/bills/task_a/settle": (200, {**bill, "status": "settled", "reserved": 0}),
    }
    bills({"url": wire.url}, as_json=False)
    assert capsys.readouterr().out.startswith("task_a\tnorth\tgenerations\t7\t$0.252\t1970-01-01")
    settle({"url": wire.url}, "task_a", "0.25", as_json=False)
    assert (wire.asked[1][1], capsys.readouterr().out) == ({"billed": 250_000}, "task_a\tsettled\n")
    with pytest.raises(Stopped, match="--billed is"):
        settle({"url": wire.url}, "task_a", "much", as_json=False)


def test_providers_are_listed_and_resumed(wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    stopped = {"id": "kling", "status": "stopped", "slots": 5, "reason": "check the key", "since": 1}
    wire.answers = {"GET /v1/providers": (200, {"data": [stopped]}), "POST /v1/providers/kling/resume": (200, stopped)}
    providers({"url": wire.url}, resume="kling", as_json=False)
    assert [what for what, _, _ in wire.asked] == ["POST /v1/providers/kling/resume", "GET /v1/providers"]
    assert capsys.readouterr().out == "kling\tstopped\t5\tcheck the key\n"
