"""Every field of the wire's object, in each status."""

from __future__ import annotations

import pytest
from tests.tasks import CLIP, make_task

from rushes.api.links import Links
from rushes.api.shape import video
from rushes.core.event import Cancelled, Claimed, Event, Failed, Progressed, Saving, Submitted, Succeeded
from rushes.core.request import Shot
from rushes.studio import Outlook

LINKS = Links(b"s" * 32, "http://h", 3600)
FIELDS = {
    "id", "task_id", "object", "model", "prompt", "status", "progress", "estimated_seconds_left", "created_at",
    "completed_at", "expires_at", "duration", "seconds", "size", "video_url", "result", "thumbnail_url", "metadata",
    "error", "warnings", "labels", "seed", "external_task_id", "queue_position",
}  # fmt: skip


def shown(*events: Event, outlook: Outlook | None = None) -> dict[str, object]:
    task = make_task(created_at=10.0)
    for at, event in enumerate(events):
        task = task.apply(event, 20.0 + at)
    return video(task, LINKS, 60.5, outlook)


@pytest.mark.parametrize(
    ("events", "status", "progress", "duration"),
    [
        ((), "queued", 0, None),
        ((Claimed(),), "in_progress", 0, 40.5),
        ((Claimed(), Progressed(0.427)), "in_progress", 42, 40.5),
        ((Claimed(), Submitted("h"), Progressed(1.0), Saving()), "in_progress", 99, 40.5),
        ((Claimed(), Submitted("h"), Saving(), Succeeded(CLIP)), "completed", 100, 3.0),
        ((Claimed(), Failed("render_failed", "why")), "failed", 0, 1.0),
        ((Cancelled(),), "failed", 0, None),
    ],
)
def test_each_status_shows_all_fields(
    events: tuple[Event, ...], status: str, progress: int, duration: float | None
) -> None:
    found = shown(*events)
    assert set(found) == FIELDS
    assert (found["status"], found["progress"], found["duration"]) == (status, progress, duration)
    assert found["id"] == found["task_id"]
    assert (found["object"], found["seconds"], found["size"]) == ("video.generation.job", "3", "1280x720")


def test_a_film_has_its_links() -> None:
    found = shown(Claimed(), Submitted("h"), Saving(), Succeeded(CLIP))
    assert found["result"] == {"outputs": [found["video_url"]], "video_url": found["video_url"]}
    assert "variant=thumbnail" in str(found["thumbnail_url"])
    assert (found["completed_at"], found["error"]) == (23, None)
    assert found["metadata"] == {
        "total_time": 13.0, "predict_time": 3.0, "provider": "previs", "sha256": "ff", "bytes": 9,
    }  # fmt: skip


def test_a_failure_says_why_and_has_no_links() -> None:
    found = shown(Claimed(), Failed("render_failed", "why"))
    assert found["error"] == {"code": "render_failed", "message": "why"}
    assert isinstance(found["completed_at"], int)
    assert (found["video_url"], found["result"], found["thumbnail_url"]) == (None, None, None)


def test_a_waiting_task_shows_its_place() -> None:
    found = shown(outlook=Outlook(3, 12))
    assert (found["queue_position"], found["estimated_seconds_left"]) == (3, 12)


def test_shots_leave_the_prompt_null() -> None:
    task = make_task(wanted={"prompt": None, "shots": (Shot("a", 1), Shot("b", 2))})
    assert video(task, LINKS, 60.0)["prompt"] is None


def test_no_time_is_negative_where_the_clock_was_set_back() -> None:
    task = make_task(created_at=50.0).apply(Claimed(), 40.0)
    assert video(task, LINKS, 30.0)["duration"] == 0.0
    ended = video(task.apply(Failed("render_failed", "why"), 20.0), LINKS, 10.0)
    assert (ended["duration"], ended["metadata"]["total_time"], ended["metadata"]["predict_time"]) == (0.0, 0.0, 0.0)
