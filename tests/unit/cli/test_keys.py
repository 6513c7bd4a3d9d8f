"""What the commands print of keys: the text alone as data, and only once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rushes.cli.exits import Exit, Stopped
from rushes.cli.keys import Wish, create, dollars, facts, ls, revoke, rotate, show, span
from rushes.core.key import well_formed

BARE = Wish("editing", None, (), (), None, None, None, (None, None, None))
KEY: dict[str, Any] = {
    "id": "key_1", "name": "editing", "tenant": "north", "status": "live", "hint": "sk-rushes-…abcd", "parent": "key_0",
    "scopes": ["make"], "models": ["a"], "requests_per_minute": 60, "concurrent_tasks": 2, "budget_day": 1_500_000,
    "budget_month": None, "budget_total": None, "created_at": 50, "last_used_at": None, "expires_at": 60,
    "revoked_at": None,
}  # fmt: skip


def test_a_wish_becomes_a_request() -> None:
    assert BARE.body(50.0) == {"name": "editing"}
    whole = Wish("x", "north", ("make",), ("a",), "2d", 60, 1, ("20", "0.50", "0"))
    assert whole.body(50.9) == {
        "name": "x", "tenant": "north", "scopes": ["make"], "models": ["a"], "expires_at": 50 + 2 * 86400,
        "requests_per_minute": 60, "concurrent_tasks": 1, "budget_day": 20_000_000, "budget_month": 500_000,
        "budget_total": 0,
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", "d", "9", "1w", "-1d", "1.5h", "1d "])
def test_a_span_needs_its_unit(text: str) -> None:
    with pytest.raises(Stopped, match=r"--expires is .* like 90d") as stopped:
        span("expires", text)
    assert stopped.value.exit_code == Exit.USAGE


def test_money_is_exact() -> None:
    assert [dollars("b", text) for text in (None, "$3", "0.1", "0.000001", " 7 ")] == [
        None,
        3_000_000,
        100_000,
        1,
        7_000_000,
    ]


@pytest.mark.parametrize("text", ["", "x", "-1", "0.0000001", "nan", "inf", "1,5"])
def test_what_is_no_money_is_refused(text: str) -> None:
    with pytest.raises(Stopped, match=r"--budget-day is .* allowed: dollars"):
        dollars("budget_day", text)


def test_facts_leave_out_what_is_not_there() -> None:
    found = dict(facts(KEY))
    assert (found["budget day"], found["requests"], found["tasks"]) == ("$1.50", "60 a minute", "2 at a time")
    assert not {"budget month", "revoked", "last used"} & set(found)


def test_the_life_of_a_key_without_a_server(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flags = {"data": tmp_path}
    create(flags, BARE, as_json=False)
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
