"""Who tries next: slots hold, order holds, times hold, a cancel lets go."""

from __future__ import annotations

import asyncio

import pytest

from rushes.work.dispatch import LocalDispatch


class Runs:
    """A handler that notes what runs and ends when it is told."""

    def __init__(self) -> None:
        self.started: list[str] = []
        self.now: set[str] = set()
        self.most = 0
        self.go = asyncio.Event()

    async def __call__(self, task_id: str) -> None:
        self.started.append(task_id)
        self.now.add(task_id)
        self.most = max(self.most, len(self.now))
        try:
            await self.go.wait()
        finally:
            self.now.discard(task_id)


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def test_slots_hold_and_the_oldest_goes_first() -> None:
    async def story() -> None:
        runs = Runs()
        dispatch = LocalDispatch(runs)
        dispatch.set_limit("p", 2)
        for name in "abcde":
            dispatch.enqueue("p", name)
        await settle()
        assert runs.started == ["a", "b"]
        dispatch.set_limit("p", 3)
        await settle()
        assert runs.started == ["a", "b", "c"]
        runs.go.set()
        await settle()
        assert (runs.started, runs.most) == (list("abcde"), 3)

    asyncio.run(story())


def test_a_task_is_held_once_however_often_it_is_fed() -> None:
    async def story() -> None:
        runs = Runs()
        dispatch = LocalDispatch(runs)
        dispatch.set_limit("p", 1)
        for _ in range(3):
            dispatch.enqueue("p", "a")
            dispatch.enqueue("p", "b")
        await settle()
        assert dispatch.window("p") == 2
        runs.go.set()
        await settle()
        assert runs.started == ["a", "b"]

    asyncio.run(story())


@pytest.mark.parametrize("name", ["running", "waiting", "unknown"])
def test_a_cancelled_task_lets_go_before_the_cancel_returns(name: str) -> None:
    async def story() -> None:
        runs = Runs()
        dispatch = LocalDispatch(runs)
        dispatch.set_limit("p", 1)
        dispatch.enqueue("p", "running")
        dispatch.enqueue("p", "waiting")
        await settle()
        await dispatch.cancel(name)
        assert name not in runs.now
        runs.go.set()
        await settle()
        assert (name in runs.started) == (name == "running")

    asyncio.run(story())


def test_a_stop_ends_all_runs_and_starts_no_more() -> None:
    async def story() -> None:
        runs = Runs()
        dispatch = LocalDispatch(runs)
        dispatch.set_limit("p", 2)
        for name in "abc":
            dispatch.enqueue("p", name)
        await settle()
        await dispatch.stop()
        dispatch.enqueue("p", "d")
        await settle()
        assert (runs.started, runs.now) == (["a", "b"], set())

    asyncio.run(story())


def test_who_listens_hears_of_each_run_that_has_let_go_but_not_of_one_that_broke() -> None:
    async def story() -> None:
        async def handler(task_id: str) -> None:
            if task_id == "broken":
                raise ZeroDivisionError

        asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
        dispatch = LocalDispatch(handler)
        dispatch.set_limit("p", 1)
        heard: list[str] = []
        dispatch.listen(heard.append)
        dispatch.enqueue("p", "broken")
        dispatch.enqueue("p", "whole")
        assert dispatch.holds("whole")
        await settle()
        assert (heard, dispatch.holds("whole")) == (["p"], False)

    asyncio.run(story())
