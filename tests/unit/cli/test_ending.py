"""Several ids at once: each is tried, and the first fault gives the exit code."""

from __future__ import annotations

import json

import pytest
from tests.unit.cli.conftest import Wire

from rushes.cli.ending import cancel, remove
from rushes.cli.exits import Exit, Stopped


def test_one_fault_does_not_keep_the_others_from_ending(wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    final = {"error": {"message": "task_b has ended.", "code": "already_final"}}
    wire.answers = {
        "POST /v1/videos/task_b/cancel": (409, final),
        "POST /v1/videos/task_c/cancel": (200, {"id": "task_c"}),
    }
    with pytest.raises(Stopped, match="2 of 3") as caught:
        cancel({"url": wire.url}, ["task_b", "task_a", "task_c"], as_json=False)
    assert caught.value.exit_code == Exit.USAGE
    said = capsys.readouterr()
    assert said.out == "task_c\n"
    assert "task_b has ended. (already_final)" in said.err
    assert "no task task_a here" in said.err


def test_removing_prints_the_servers_own_answer(wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    answer = {"id": "task_a", "object": "video.deleted", "deleted": True}
    wire.answers["DELETE /v1/videos/task_a"] = (200, answer)
    remove({"url": wire.url}, ["task_a"], as_json=True)
    assert json.loads(capsys.readouterr().out) == answer
