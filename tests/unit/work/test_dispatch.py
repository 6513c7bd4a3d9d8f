"""The contract of a dispatch, kept by each: slots hold, order holds, a cancel lets go, a stop hands back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

import pytest
from tests.databases import Database

from rushes.core.protocols import Turn
from rushes.work.dispatch import Dispatch
from rushes.work.leases import LeaseDispatch
from rushes.work.local import LocalDispatch


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


def turns(names: Iterable[str]) -> list[Turn]:
    """One tenant's tasks, one after the other."""
    return [Turn(name, number) for number, name in enumerate(names, 1)]


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.005)


async def quiet() -> None:
    """Time enough for what should not happen."""
    await asyncio.sleep(0.1)


def silent(provider: str) -> None:
    """Nobody listens."""


async def forget(task_id: str) -> None:
    """Nobody misses it."""


Story = Callable[[Dispatch, Runs], Awaitable[None]]
Play = Callable[[Story], None]


@pytest.fixture(params=["in memory", "by leases"])
def play(request: pytest.FixtureRequest, database: Database) -> Play:
    """Plays a story on a dispatch of each kind, on each kind of database."""
    if (request.param, database.kind) == ("in memory", "postgres"):
        pytest.skip("memory knows no database")

    def go(story: Story) -> None:
        async def whole() -> None:
            store = await database.open()
            leases = LeaseDispatch(store.engine, lease_seconds=0.3)
            dispatch: Dispatch = LocalDispatch() if request.param == "in memory" else leases
            try:
                await story(dispatch, Runs())
            finally:
                await dispatch.stop()
                await store.close()

        asyncio.run(whole())

    return go


def test_slots_hold_and_the_lowest_turn_goes_first(play: Play) -> None:
    async def story(dispatch: Dispatch, runs: Runs) -> None:
        await dispatch.set_limit("p", 2)
        await dispatch.run(runs, silent, forget)
        await dispatch.enqueue("p", turns("abcde"))
        await until(lambda: len(runs.started) == 2)
        await dispatch.set_limit("p", 3)
        await until(lambda: len(runs.started) == 3)
        await quiet()
        assert (runs.started, dispatch.window("p")) == (["a", "b", "c"], 6)
        runs.go.set()
        await until(lambda: not runs.now and len(runs.started) == 5)
        assert (runs.started, runs.most) == (list("abcde"), 3)

    play(story)


def test_who_comes_late_with_a_lower_turn_goes_first(play: Play) -> None:
    async def story(dispatch: Dispatch, runs: Runs) -> None:
        await dispatch.set_limit("p", 1)
        await dispatch.run(runs, silent, forget)
        await dispatch.enqueue("p", [Turn("a1", 1, place=1), Turn("a2", 2, place=2), Turn("a3", 3, place=3)])
        await until(lambda: len(runs.started) == 1)
        await dispatch.enqueue("p", [Turn("b", 2, 5, place=9), Turn("a3", 1, place=3), Turn("a2", 4, place=2)])
        runs.go.set()
        await until(lambda: len(runs.started) == 4)
        assert runs.started == ["a1", "a3", "b", "a2"]

    play(story)


def test_a_task_is_held_once_however_often_it_is_fed(play: Play) -> None:
    async def story(dispatch: Dispatch, runs: Runs) -> None:
        await dispatch.set_limit("p", 1)
        await dispatch.run(runs, silent, forget)
        for _ in range(3):
            await dispatch.enqueue("p", turns("ab"))
        await until(lambda: runs.started == ["a"])
        runs.go.set()
        await until(lambda: not runs.now and len(runs.started) == 2)
        await quiet()
        assert runs.started == ["a", "b"]

    play(story)


def test_providers_do_not_wait_for_each_other(play: Play) -> None:
    async def story(dispatch: Dispatch, runs: Runs) -> None:
        for provider in "pq":
            await dispatch.set_limit(provider, 1)
            await dispatch.enqueue(provider, turns([f"{provider}1", f"{provider}2"]))
        await dispatch.run(runs, silent, forget)
        await until(lambda: runs.now == {"p1", "q1"})

    play(story)


@pytest.mark.parametrize("name", ["running", "waiting", "unknown"])
def test_a_cancelled_task_lets_go_before_the_cancel_returns(play: Play, name: str) -> None:
    async def story(dispatch: Dispatch, runs: Runs) -> None:
        await dispatch.set_limit("p", 1)
        await dispatch.run(runs, silent, forget)
        await dispatch.enqueue("p", turns(["running", "waiting"]))
        await until(lambda: runs.now == {"running"})
        await dispatch.cancel(name)
        assert name not in runs.now
        runs.go.set()
        await until(lambda: not runs.now)
        await quiet()
        assert (name in runs.started) == (name == "running")

    play(story)


def test_a_stop_ends_all_runs_and_starts_no_more(play: Play) -> None:
    async def story(dispatch: Dispatch, runs: Runs) -> None:
        await dispatch.set_limit("p", 2)
        await dispatch.run(runs, silent, forget)
        await dispatch.enqueue("p", turns("abc"))
        await until(lambda: len(runs.now) == 2)
        await dispatch.stop()
        await quiet()
        assert (runs.started, runs.now) == (["a", "b"], set())

    play(story)


def test_it_knows_what_no_run_holds(play: Play) -> None:
    async def story(dispatch: Dispatch, runs: Runs) -> None:
        await dispatch.set_limit("p", 1)
        await dispatch.run(runs, silent, forget)
        await dispatch.enqueue("p", turns(["running", "waiting"]))
        await until(lambda: runs.now == {"running"})
        assert await dispatch.unheld(["running", "waiting", "strange"]) == {"waiting", "strange"}

    play(story)


def test_who_listens_hears_of_each_run_that_has_let_go_but_not_of_one_that_broke(play: Play) -> None:
    async def story(dispatch: Dispatch, _: Runs) -> None:
        async def handler(task_id: str) -> None:
            if task_id == "broken":
                raise ZeroDivisionError

        asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
        await dispatch.set_limit("p", 1)
        heard: list[str] = []
        await dispatch.run(handler, heard.append, forget)
        await dispatch.enqueue("p", turns(["broken", "whole"]))
        await until(lambda: bool(heard))
        await quiet()
        assert heard == ["p"]

    play(story)
