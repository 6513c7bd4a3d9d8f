"""Two halves of a study done at once: OpenCV and numpy let go of the interpreter's lock."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def side_by_side(*tasks: Callable[[], T]) -> list[T]:
    """The results of the tasks, in order, each run in a thread of its own; the first error is raised."""
    with ThreadPoolExecutor(max(1, len(tasks)), "previs-morph") as pool:
        return [future.result() for future in [pool.submit(task) for task in tasks]]
