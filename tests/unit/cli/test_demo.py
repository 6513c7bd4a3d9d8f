"""The demo sends what was published and nothing else; the whole of it is a story of its own (`make demo`)."""

from __future__ import annotations

import json
from importlib.resources import files

from rich.progress import Progress

from rushes.cli.demo import NAMES, _advance, _requests

URLS = ("first-frame.png", "last-frame.png", "start-frame.png", "source-image.png")
PICTURES = {name: f"data:{name}" for name in URLS}


def test_only_the_urls_change() -> None:
    for name, body in _requests(PICTURES).items():
        published = json.loads(files("rushes.demo").joinpath(f"{name}.json").read_bytes())
        changed = {field for field in published if body[field] != published[field]}
        assert changed <= {"image", "last_image"}
        assert all(str(body[field]).startswith("data:") for field in changed)
    assert set(_requests(PICTURES)) == set(NAMES)


def test_a_bar_shows_the_tasks_own_figure() -> None:
    bars = Progress()
    bar = bars.add_task("x", total=100, start=False, status="queued")
    _advance(bars, bar, {"status": "queued", "progress": 0})
    assert bars.tasks[bar].start_time is None
    _advance(bars, bar, {"status": "in_progress", "progress": 37})
    assert (bars.tasks[bar].completed, bars.tasks[bar].fields["status"]) == (37, "in_progress")
    _advance(bars, bar, {"status": "completed", "progress": 100})
    assert bars.tasks[bar].stop_time is not None
