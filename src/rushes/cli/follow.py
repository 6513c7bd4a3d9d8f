"""Follows a task to its end: a bar on a terminal, silence in a pipe. The figures are the server's own."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rushes.cli.client import of_task
from rushes.cli.reach import Reach
from rushes.cli.talk import clean

ENDED = ("completed", "failed")
#: Short films are looked at often, so that their end is told at once; a long wait is left in peace.
QUICK_SECONDS, QUICK_PAUSE, PAUSE = 60.0, 0.25, 1.0

Video = Mapping[str, Any]
Show = Callable[[Video], None]


def follow(reach: Reach, task_id: str, timeout: float | None = None) -> Video:
    """Wait for the task's end and give it. Raises `TimeoutError` after so many seconds."""
    began = time.monotonic()
    with _display() as show:
        while True:
            video = reach.patiently(lambda client: client.call("GET", of_task(task_id)))
            show(video)
            if video["status"] in ENDED:
                return video
            waited = time.monotonic() - began
            if timeout is not None and waited >= timeout:
                raise TimeoutError(f"{task_id} has not ended after {timeout:g} seconds.")
            time.sleep(QUICK_PAUSE if waited < QUICK_SECONDS else PAUSE)


def describe(video: Video) -> str:
    """What is going on, in a few words."""
    left, place = video.get("estimated_seconds_left"), video.get("queue_position")
    about = f", about {_span(left)} left" if left else ""
    if video["status"] == "queued":
        return f"waiting, number {place} in line{about}" if place else "waiting"
    return f"making the film{about}" if video["status"] == "in_progress" else str(video["status"])


def _span(seconds: int) -> str:
    return f"{seconds} s" if seconds < 120 else f"{round(seconds / 60)} min"


@contextmanager
def _display() -> Iterator[Show]:
    if not sys.stderr.isatty():
        yield lambda video: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("asking", total=100)
        yield lambda video: progress.update(bar, completed=video["progress"], description=clean(describe(video)))
