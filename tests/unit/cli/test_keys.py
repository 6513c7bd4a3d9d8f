"""What the commands print of keys: the text alone as data, and only once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.unit.cli.conftest import Wire

from rushes.cli.exits import Exit, Stopped
from rushes.cli.keys import change, create, facts, ls, revoke, rotate, show, span, wanted
from rushes.core.key import well_formed

KEY: dict[str, Any] = {
    "id": "key_1", "name": "editing", "tenant": "north", "status": "live", "hint": "sk-rushes-…abcd", "parent": "key_0",
    "scopes": ["make"], "models": ["a"], "requests_per_minute": 60, "concurrent_tasks": 2, "budget_day": 1_500_000,
    "budget_month": None, "budget_total": None, "created_at": 50, "last_used_at": None, "expires_at": 60,
    "revoked_at": None,
}  # fmt: skip


def test_a_wish_becomes_a_request() -> None:
    assert wanted(name="editing") == {"name": "editing"}
    assert wanted(
        name="x", tenant="north", scopes=["make"], models=["a"], expires="2d", rate=60, tasks=1,
        budgets=("20", "0.50", "0"), now=50.9,
    ) == {
        "name": "x", "tenant": "north", "scopes": ["make"], "models": ["a"], "expires_at": 50 + 2 * 86400,
        "requests_per_minute": 60, "concurrent_tasks": 1, "budget_day": 20_000_000, "budget_month": 500_000,
        "budget_total": 0,
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", "d", "9", "1w", "-1d", "1.5h", "1d "])
def test_a_span_needs_its_unit(text: str) -> None:
    with pytest.raises(Stopped, match=r"--expires is .* like 90d") as stopped:
        span("expires", text)
    assert stopped.value.exit_code == Exit.USAGE


def test_facts_leave_out_what_is_not_there() -> None:
    found = dict(facts(KEY))
    assert (found["budget day"], found["requests"], found["tasks"]) == ("$1.50", "60 a minute", "2 at a time")
    assert not {"budget month", "revoked", "last used"} & set(found)


def test_the_life_of_a_key_without_a_server(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flags = {"data": tmp_path}
    create(flags, {"name": "editing"}, as_json=False)
    said = capsys.readouterr()
    text = said.out.strip()
    assert well_formed(text)
    assert text not in said.err
    assert "shown only now" in said.err
    ls(flags, as_json=False)
    key_id, *row = capsys.readouterr().out.strip().split("\t")
    assert row == ["live", "default", "editing", text[-4:], "make read", "never"]
    rotate(flags, key_id, "1h", as_json=True)
    turned = json.loads(capsys.readouterr().out)
    assert (turned["id"], turned["key"] != text) == (key_id, True)
    show(flags, key_id, as_json=False)
    assert "sk-rushes-…" in capsys.readouterr().out
    revoke(flags, [key_id], as_json=False)
    assert capsys.readouterr().out == f"{key_id}\n"
    ls(flags, as_json=True)
    assert json.loads(capsys.readouterr().out)["status"] == "revoked"
    show(flags, key_id, as_json=True)
    assert "key" not in json.loads(capsys.readouterr().out)
    with pytest.raises(Stopped, match="no such key") as stopped:
        revoke(flags, ["key_x"], as_json=False)
    assert stopped.value.exit_code == Exit.NOT_FOUND


def test_long_lists_come_whole(wire: Any, capsys: pytest.CaptureFixture[str]) -> None:
    pages = [{"data": [KEY], "has_more": True, "last_id": "key_1"}, {"data": [KEY], "has_more": False}]
    wire.answers["GET /v1/keys"] = [(200, page) for page in pages]
    ls({"url": wire.url}, as_json=False)
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert wire.asked[1][0] == "GET /v1/keys?limit=100&after=key_1"


def test_a_change_says_only_what_changes_and_none_takes_a_limit_away() -> None:
    said = wanted(
        now=9.0, name="none", scopes=["read"], models=["none"], expires="1h", rate="none", tasks="3",
        budgets=("2.5", None, "none"),
    )  # fmt: skip
    assert said == {
        "name": "none", "scopes": ["read"], "models": None, "expires_at": 3609, "requests_per_minute": None,
        "concurrent_tasks": 3, "budget_day": 2_500_000, "budget_total": None,
    }  # fmt: skip
    assert wanted(now=9.0, expires="none", models=["a", "b"]) == {"expires_at": None, "models": ["a", "b"]}
    with pytest.raises(Stopped, match=r"--tasks is 'many'; allowed: a whole number, or none"):
        wanted(now=9.0, tasks="many")


def test_a_change_is_sent_and_one_of_nothing_is_not(wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    wire.answers["PATCH /v1/keys/key_1"] = (200, KEY)
    change({"url": wire.url}, "key_1", {"requests_per_minute": 5}, as_json=False)
    assert wire.asked[0][1] == {"requests_per_minute": 5}
    assert capsys.readouterr().out.startswith("id ")
    with pytest.raises(Stopped, match="Nothing is to be changed"):
        change({"url": wire.url}, "key_1", {}, as_json=False)
