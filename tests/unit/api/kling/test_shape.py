"""A task in Kling's words."""

from __future__ import annotations

from dataclasses import replace

from tests.tasks import CLIP, make_task

from rushes.api.kling.shape import STATES, created, shown
from rushes.api.links import Links
from rushes.core.event import Billed, Failed
from rushes.core.task import WIRE, Status
from rushes.providers.kling.legacy import state

LINKS = Links(b"s" * 32, "https://video.example.com", 3600, now=lambda: 1_000_000.0)


def test_every_status_has_a_word() -> None:
    assert set(STATES) == set(WIRE.values())


def test_a_new_task_counts_milliseconds() -> None:
    task = replace(make_task(), created_at=12.5)
    assert created(task) == {
        "task_id": task.id,
        "task_info": {"external_task_id": ""},
        "task_status": "submitted",
        "created_at": 12500,
        "updated_at": 12500,
    }
    assert "task_result" not in shown(task, LINKS)
    assert "final_unit_deduction" not in shown(task, LINKS)


def test_numbers_of_a_film_are_text() -> None:
    task = replace(make_task(), status=Status.SUCCEEDED, clip=CLIP, finished_at=99.0)
    found = shown(task, LINKS)
    (film,) = found["task_result"]["videos"]
    assert film["id"] == task.id
    assert film["duration"] == str(task.request.seconds)
    assert film["url"].startswith("https://video.example.com/v1/videos/")
    assert (found["task_status"], found["updated_at"], found["final_unit_deduction"]) == ("succeed", 99000, "0")
    assert shown(replace(task, billed=Billed("3.5", None)), LINKS)["final_unit_deduction"] == "3.5"
    read = state({"data": found})
    assert read is not None
    assert (read.id, read.url, read.units) == (task.id, film["url"], "0")
    gone = shown(replace(task, clip=None), LINKS)
    assert "task_result" not in gone
    assert "gone" in gone["task_status_msg"]


def test_a_failure_says_why() -> None:
    task = replace(make_task(), status=Status.FAILED, error=Failed("content_refused", "No."), finished_at=9.0)
    assert shown(task, LINKS)["task_status_msg"] == "content_refused: No."
    assert shown(task, LINKS)["task_status"] == "failed"
