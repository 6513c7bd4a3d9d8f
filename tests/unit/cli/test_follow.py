"""Following a task, and the words for where it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.unit.cli.conftest import Wire

from rushes.cli.follow import describe, follow
from rushes.cli.reach import Reach
from rushes.settings import Settings

Make = Callable[..., dict[str, Any]]


def test_a_task_is_followed_to_its_end_through_a_server_that_stumbles(wire: Wire, video: Make) -> None:
    busy = {"error": {"message": "Stopping.", "code": "server_busy"}}
    wire.answers["GET /v1/videos/task_1"] = [
        (200, video()),
        (503, busy),
        (502, b"<html>"),
        (200, video(status="in_progress", progress=50)),
        (200, video(status="completed", progress=100)),
    ]
    with Reach(Settings(url=wire.url)) as reach:
        assert follow(reach, "task_1")["progress"] == 100
    assert len(wire.asked) == 5


def test_a_time_out_ends_the_following(wire: Wire, video: Make) -> None:
    wire.answers["GET /v1/videos/task_1"] = (200, video())
    with Reach(Settings(url=wire.url)) as reach, pytest.raises(TimeoutError, match="after 0 seconds"):
        follow(reach, "task_1", 0)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "waiting"),
        ({"queue_position": 2, "estimated_seconds_left": 40}, "waiting, number 2 in line, about 40 s left"),
        ({"status": "in_progress"}, "making the film"),
        ({"status": "in_progress", "estimated_seconds_left": 300}, "making the film, about 5 min left"),
        ({"status": "completed"}, "completed"),
    ],
)
def test_the_words_say_only_what_the_server_said(video: Make, changes: dict[str, Any], words: str) -> None:
    assert describe(video(**changes)) == words
