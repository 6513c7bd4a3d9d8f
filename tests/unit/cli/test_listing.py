"""Lists and facts, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.unit.cli.conftest import Wire

from rushes.cli.exits import Exit, Stopped
from rushes.cli.listing import age, facts, ls, models, row, show

Make = Callable[..., dict[str, Any]]


def test_a_list_longer_than_a_page_is_read_page_by_page(
    wire: Wire, video: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    first = {"data": [video(id=f"task_{n}") for n in range(100)], "has_more": True, "next_cursor": "c/1"}
    second = {"data": [video(id="task_100")], "has_more": False, "next_cursor": None}
    wire.answers["GET /v1/videos"] = [(200, first), (200, second)]
    ls({"url": wire.url}, statuses=["queued", "failed"], model="m", limit=101, as_json=True)
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [f"task_{n}" for n in range(101)]
    assert [what for what, *_ in wire.asked] == [
        "GET /v1/videos?status=queued%2Cfailed&model=m&limit=100",
        "GET /v1/videos?status=queued%2Cfailed&model=m&after=c%2F1&limit=1",
    ]


def test_a_row_has_the_documented_columns(video: Make) -> None:
    found = row(video(prompt=None, status="completed", progress=100))
    assert found[:5] == ("task_1", "completed", 100, "previs-std-audio", "5")
    assert found[6] == "(several shots)"


def test_facts_leave_out_what_a_task_does_not_have(video: Make) -> None:
    names = [name for name, _ in facts(video())]
    assert names == ["id", "status", "now", "model", "prompt", "film", "created"]
    failed = dict(facts(video(status="failed", error={"code": "cancelled", "message": "Gone."})))
    assert failed["error"] == "Gone. (cancelled)"


def test_a_task_that_is_not_there_is_named(wire: Wire) -> None:
    with pytest.raises(Stopped, match="no task task_9 here") as caught:
        show({"url": wire.url}, "task_9", as_json=False)
    assert caught.value.exit_code == Exit.NOT_FOUND


def test_models_say_which_of_them_stand_in(wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    abilities = {"audio": False, "stands_in": True, "sizes": {"16:9": "1280x720"}}
    model = {"id": "kling-v3-std-silent", "owned_by": "previs", "capabilities": abilities}
    wire.answers["GET /v1/models"] = (200, {"data": [model]})
    models({"url": wire.url}, as_json=False)
    name, by, size, sound, remark = capsys.readouterr().out.rstrip("\n").split("\t")
    assert (name, by, size, sound) == ("kling-v3-std-silent", "previs", "1280x720", "silent")
    assert "not the Kling model" in remark


@pytest.mark.parametrize(("seconds", "text"), [(-1, "0s"), (59.9, "59s"), (60, "1m"), (7200, "2h"), (86400 * 9, "9d")])
def test_an_age_has_one_unit(seconds: float, text: str) -> None:
    assert age(seconds) == text
