"""Ordering a film: what is sent, what is printed where, how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.unit.cli.conftest import Wire

from rushes.cli.exits import Exit, Stopped
from rushes.cli.make import Wish, make, watch
from rushes.cli.order import Order

Make = Callable[..., dict[str, Any]]
CREATE, QUERY = "POST /v1/video/generations", "GET /v1/videos/task_1"
MODELS = {"data": [{"id": "previs-std-audio", "capabilities": {"audio": True, "stands_in": False}}]}


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_without_waiting_the_id_is_all_that_is_printed(
    wire: Wire, video: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    warning = {"param": "model", "message": "An animatic."}
    wire.answers = {"GET /v1/models": (200, MODELS), CREATE: (200, video(warnings=[warning]))}
    make({"url": wire.url}, Order(prompt="a fox"), Wish(wait=False))
    said = capsys.readouterr()
    assert said.out == "task_1\n"
    assert said.err == "rushes: note: An animatic. (model)\n"
    assert wire.asked[-1][1] == {"prompt": "a fox", "model": "previs-std-audio"}


def test_a_film_is_made_saved_and_its_path_printed(
    wire: Wire, video: Make, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    done = video(status="completed", progress=100)
    wire.answers = {CREATE: (200, video()), QUERY: (200, done), f"{QUERY}/content": (200, b"film")}
    make({"url": wire.url}, Order(prompt="a fox", model="m"), Wish(as_json=True))
    assert json.loads(capsys.readouterr().out) == {**done, "file": str(tmp_path / "a-fox.mp4")}
    assert (tmp_path / "a-fox.mp4").read_bytes() == b"film"


def test_a_task_that_failed_says_why_and_ends_with_one(
    wire: Wire, video: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    failed = video(status="failed", error={"code": "content_refused", "message": "No."})
    wire.answers = {CREATE: (200, video()), QUERY: (200, failed)}
    with pytest.raises(Stopped) as caught:
        make({"url": wire.url}, Order(prompt="a fox", model="m"), Wish(as_json=True))
    assert (caught.value.exit_code, caught.value.line) == (Exit.FAILED, "task_1 failed: No. (content_refused)")
    assert json.loads(capsys.readouterr().out) == {**failed, "file": None}


def test_watching_without_a_file_prints_the_link(wire: Wire, video: Make, capsys: pytest.CaptureFixture[str]) -> None:
    wire.answers = {QUERY: (200, video(status="completed", video_url="http://x/film"))}
    watch({"url": wire.url}, "task_1", Wish())
    assert capsys.readouterr().out == "http://x/film\n"


def test_a_time_out_says_how_to_come_back(wire: Wire, video: Make) -> None:
    wire.answers = {CREATE: (200, video()), QUERY: (200, video())}
    with pytest.raises(Stopped, match=r"rushes watch task_1 -o 'a b\.mp4'") as caught:
        make({"url": wire.url}, Order(prompt="a fox", model="m"), Wish(out=Path("a b.mp4"), timeout=0))
    assert caught.value.exit_code == Exit.TIMEOUT


def test_a_file_that_is_there_stops_before_anything_is_ordered(wire: Wire, tmp_path: Path) -> None:
    (tmp_path / "a.mp4").touch()
    with pytest.raises(Stopped, match="there already"):
        make({"url": wire.url}, Order(prompt="a fox"), Wish(out=Path("a.mp4")))
    assert wire.asked == []
