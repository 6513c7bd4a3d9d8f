"""`rushes ls`, `show` and `models`: tables for people, tab-separated values and JSON lines for programs."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rushes.cli.follow import Video, describe
from rushes.cli.reach import Reach
from rushes.cli.talk import clean, on_terminal, put, put_json, put_rows
from rushes.settings import load

COLUMNS = ("id", "status", "age", "model", "prompt")
MODEL_COLUMNS = ("model", "made by", "size", "sound", "remark")
#: The most that one page of the server's list holds.
PAGE = 100


def ls(flags: Mapping[str, Any], *, statuses: Sequence[str], model: str | None, limit: int, as_json: bool) -> None:
    """The newest tasks first."""
    with Reach(load(flags)) as reach:
        found = list(_tasks(reach, {"status": ",".join(statuses), "model": model or ""}, limit))
    if as_json:
        for video in found:
            put_json(video)
        return
    now = time.time()
    put_rows(COLUMNS, [brief_row(video, now) if on_terminal() else row(video) for video in found], cut="prompt")


def show(flags: Mapping[str, Any], task_id: str, *, as_json: bool) -> None:
    """All that is known of one task."""
    with Reach(load(flags)) as reach:
        video = reach.task(task_id)
    if as_json:
        put_json(video)
        return
    found = facts(video)
    width = max(len(name) for name, _ in found)
    for name, value in found:
        later = "  (while «rushes serve» runs)" if name == "url" and reach.embedded else ""
        put(f"{name:<{width}}  {clean(value)}{later}")


def models(flags: Mapping[str, Any], *, as_json: bool) -> None:
    """What can be ordered."""
    with Reach(load(flags)) as reach:
        found = reach.call("GET", "/v1/models")["data"]
    if as_json:
        for model in found:
            put_json(model)
        return
    put_rows(MODEL_COLUMNS, [model_row(model) for model in found])


def row(video: Video) -> tuple[object, ...]:
    """A task as a line of the list, for programs."""
    return (
        video["id"],
        video["status"],
        video["progress"],
        video["model"],
        video["seconds"],
        moment(video["created_at"]),
        video["prompt"] or "(several shots)",
    )


def brief_row(video: Video, now: float) -> tuple[object, ...]:
    """A task as a line of the list, for people: narrow, with its age instead of a date."""
    status = f"{video['progress']}%" if video["status"] == "in_progress" else video["status"]
    return video["id"], status, age(now - video["created_at"]), video["model"], video["prompt"] or "(several shots)"


def model_row(model: Mapping[str, Any]) -> tuple[object, ...]:
    """A model as a line of the list."""
    abilities = model["capabilities"]
    size = abilities["sizes"]["16:9"]
    remark = "stands in: an animatic, not the Kling model" if abilities["stands_in"] else ""
    return model["id"], model["owned_by"], size, "sound" if abilities["audio"] else "silent", remark


def facts(video: Video) -> list[tuple[str, str]]:
    """A task as lines of a name and a value each; what it does not have is left out."""
    error, metadata = video["error"], video["metadata"]
    found: list[tuple[str, Any]] = [
        ("id", video["id"]),
        ("status", video["status"] if video["status"] == "failed" else f"{video['status']}, {video['progress']}%"),
        ("now", None if video["completed_at"] or error else describe(video)),
        ("error", f"{error['message']} ({error['code']})" if error else None),
        ("model", f"{video['model']}, made by {metadata['provider']}"),
        ("prompt", video["prompt"]),
        ("film", f"{video['seconds']} s, {video['size']}, seed {video['seed']}"),
        ("created", moment(video["created_at"])),
        ("ended", moment(video["completed_at"]) if video["completed_at"] else None),
        ("took", f"{video['duration']:.1f} s" if video["duration"] is not None else None),
        ("url", video["video_url"]),
        ("labels", ", ".join(f"{name}={value}" for name, value in (video["labels"] or {}).items()) or None),
        ("own id", video["external_task_id"]),
        *(("note", f"{warning['message']} ({warning['param']})") for warning in video["warnings"]),
    ]
    return [(name, str(value)) for name, value in found if value is not None]


def moment(seconds: int) -> str:
    """Unix seconds as local time with its offset (ISO 8601)."""
    return time.strftime("%Y-%m-%dT%H:%M:%S%z", time.localtime(seconds))


def age(seconds: float) -> str:
    """A span in its largest unit: 12s, 5m, 3h, 9d."""
    for unit, length in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds >= length:
            return f"{int(seconds // length)}{unit}"
    return f"{max(0, int(seconds))}s"


def _tasks(reach: Reach, filters: Mapping[str, str], limit: int) -> Iterator[Video]:
    asked = {name: value for name, value in filters.items() if value}
    while limit > 0:
        page = reach.call("GET", "/v1/videos", params={**asked, "limit": str(min(limit, PAGE))})
        yield from page["data"]
        limit -= len(page["data"])
        if not page["has_more"] or not page["data"]:
            return
        asked["after"] = page.get("next_cursor") or page["last_id"]
