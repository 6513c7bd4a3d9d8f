from __future__ import annotations

import threading

import pytest

from rushes.providers.previs.morph.parallel import side_by_side


def test_tasks_run_at_once_and_answer_in_order() -> None:
    meet = threading.Barrier(2, timeout=5)

    def task(answer: str) -> str:
        meet.wait()
        return answer

    assert side_by_side(lambda: task("a"), lambda: task("b")) == ["a", "b"]


def test_an_error_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        side_by_side(lambda: 1 // 0, lambda: 1)
