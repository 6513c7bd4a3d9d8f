"""Turns that several processes take from one database: each process is a dispatch of its own here."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

import asyncpg
import pytest
from tests.databases import Database
from tests.unit.work.test_dispatch import Runs, forget, quiet, silent, turns, until

from rushes.errors import ServerBusy
from rushes.storage.engine import Engine, Steps, ask
from rushes.storage.sqlite import SqliteEngine
from rushes.work.leases import LeaseDispatch

LEASE = 0.6


class Fleet:
    """Processes on one database. What happens to one that dies: it renews nothing and ends nothing any more."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.engines: list[Engine] = []
        self.members: list[LeaseDispatch] = []

    @property
    def engine(self) -> Engine:
        return self.engines[0]

    async def open(self) -> Engine:
        """SQLite knows one process, which the members share; on PostgreSQL each has connections of its own."""
        if not self.engines or self._database.kind == "postgres":
            self.engines.append((await self._database.open()).engine)
        return self.engines[-1]

    async def member(
        self, runs: Runs, slots: int = 2, lost: Callable[[str], Awaitable[None]] = forget, own: Iterable[str] = ()
    ) -> LeaseDispatch:
        dispatch = LeaseDispatch(await self.open(), own=set(own), lease_seconds=LEASE)
        self.members.append(dispatch)
        await dispatch.set_limit("p", slots)
        await dispatch.run(runs, silent, lost)
        return dispatch

    async def freeze(self, dispatch: LeaseDispatch) -> None:
        assert dispatch._keeper
        dispatch._keeper.cancel()
        await asyncio.wait({dispatch._keeper})

    async def rows(self) -> list[str]:
        def steps() -> Steps[list[str]]:
            return [row["task_id"] for row in (yield from ask("turns_of", provider="p")) if row["worker"]]

        return sorted(await self.engine.read(steps))

    async def truncate(self) -> None:
        if isinstance(self.engine, SqliteEngine):
            await self.engine._writer.run(lambda connection: connection.execute("DELETE FROM turn; DELETE FROM slot"))
            return
        connection = await asyncpg.connect(self._database.place)
        await connection.execute("TRUNCATE turn, slot")
        await connection.close()


Story = Callable[[Fleet], Awaitable[None]]
Play = Callable[[Story], None]


@pytest.fixture
def play(database: Database) -> Play:
    def go(story: Story) -> None:
        async def whole() -> None:
            fleet = Fleet(database)
            try:
                async with asyncio.timeout(60):
                    await story(fleet)
            finally:
                for member in fleet.members:
                    await member.stop()
                for engine in fleet.engines:
                    await engine.close()

        asyncio.run(whole())

    return go


def test_slots_hold_over_all_processes(play: Play) -> None:
    async def story(fleet: Fleet) -> None:
        runs = Runs()
        first, *_ = [await fleet.member(runs, slots=3) for _ in range(3)]
        await first.enqueue("p", turns("abcdefgh"))
        await until(lambda: len(runs.now) == 3)
        await quiet()
        runs.go.set()
        await until(lambda: len(runs.started) == 8 and not runs.now)
        assert (sorted(runs.started), runs.most) == (list("abcdefgh"), 3)

    play(story)


def test_a_dead_process_s_tasks_are_reported_and_go_on_before_others_begin(play: Play) -> None:
    async def story(fleet: Fleet) -> None:
        lost: list[str] = []

        async def note(task_id: str) -> None:
            lost.append(task_id)

        dead, heir = Runs(), Runs()
        dying = await fleet.member(dead)
        await dying.enqueue("p", turns("abcd"))
        await until(lambda: dead.now == {"a", "b"})
        living = await fleet.member(heir, lost=note)
        await fleet.freeze(dying)
        assert await living.unheld("ab") == set()
        await until(lambda: sorted(lost) == ["a", "b"] and heir.now == {"a", "b"})
        assert await living.unheld("abcd") == {"c", "d"}
        heir.go.set()
        await until(lambda: heir.started[2:] == ["c", "d"] and not heir.now)

    play(story)


def test_one_that_was_frozen_frees_nobody_else_s_slot(play: Play) -> None:
    async def story(fleet: Fleet) -> None:
        one, two = Runs(), Runs()
        frozen = await fleet.member(one, slots=1)
        await frozen.enqueue("p", turns("a"))
        await until(lambda: one.now == {"a"})
        await fleet.freeze(frozen)
        heir = await fleet.member(two, slots=1, lost=lambda task_id: heir.enqueue("p", turns(task_id)))
        await until(lambda: two.now == {"a"})
        one.go.set()
        await until(lambda: not one.now)
        await frozen.stop()  # writes down that its run has ended
        await heir.enqueue("p", turns("b"))
        await quiet()
        assert (await fleet.rows(), two.started) == (["a"], ["a"])

    play(story)


def test_one_that_comes_back_too_late_stops_its_runs(play: Play) -> None:
    async def story(fleet: Fleet) -> None:
        one, two = Runs(), Runs()
        frozen = await fleet.member(one, slots=1)
        await frozen.enqueue("p", turns("a"))
        await until(lambda: one.now == {"a"})
        await fleet.freeze(frozen)
        heir = await fleet.member(two, slots=1, lost=lambda task_id: heir.enqueue("p", turns(task_id)))
        await until(lambda: two.now == {"a"})
        await frozen.run(one, silent, forget)
        await until(lambda: not one.now)
        assert two.now == {"a"}

    play(story)


def test_truncated_tables_are_written_anew_by_those_who_run(play: Play) -> None:
    async def story(fleet: Fleet) -> None:
        runs = Runs()
        member = await fleet.member(runs)
        await member.enqueue("p", turns("abc"))
        await until(lambda: runs.now == {"a", "b"})
        await fleet.truncate()
        assert await member.unheld("ab") == set()
        await member.enqueue("p", turns("abc"))
        while await fleet.rows() != ["a", "b"]:
            await asyncio.sleep(0.01)
        runs.go.set()
        await until(lambda: "c" in runs.started)
        assert sorted(runs.started) == ["a", "b", "c"]

    play(story)


def test_a_process_of_its_own_slots_does_not_count_the_others(play: Play) -> None:
    async def story(fleet: Fleet) -> None:
        runs = Runs()
        for _ in range(2):
            member = await fleet.member(runs, slots=1, own="p")
        await member.enqueue("p", turns("abc"))
        await until(lambda: len(runs.now) == 2)
        await quiet()
        assert runs.most == 2

    play(story)


def test_a_database_that_goes_away_and_comes_back_is_worked_with_again(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(fleet: Fleet) -> None:
        runs, refused = Runs(), []

        async def away(*_: Any) -> None:
            refused.append(1)
            raise ServerBusy("The database is away.")

        member = await fleet.member(runs, slots=1)
        await member.enqueue("p", turns("ab"))
        await until(lambda: runs.now == {"a"})
        with monkeypatch.context() as patch:
            patch.setattr(fleet.engine, "write", away)
            await until(lambda: len(refused) > 1)
            runs.go.set()
            await until(lambda: not runs.now)
            await quiet()
        await until(lambda: runs.started == ["a", "b"])

    play(story)


def test_a_cancel_is_heard_where_the_task_runs(play: Play) -> None:
    async def story(fleet: Fleet) -> None:
        runs = Runs()
        maker = await fleet.member(runs)
        await maker.enqueue("p", turns("a"))
        await until(lambda: runs.now == {"a"})
        if isinstance(fleet.engine, SqliteEngine):
            return  # one process: there is nobody else to hear
        other = LeaseDispatch(await fleet.open(), lease_seconds=LEASE)
        await other.cancel("a")
        async with asyncio.timeout(1):
            while runs.now:
                await asyncio.sleep(0.005)

    play(story)


def test_a_run_that_ends_while_its_lease_is_renewed_keeps_no_slot(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(fleet: Fleet) -> None:
        runs, renewals = Runs(), []
        member = await fleet.member(runs)
        renew = member._leases.renew

        async def late(running: Mapping[str, str]) -> set[str]:
            runs.go.set()
            await until(lambda: not runs.now)
            await fleet.truncate()
            found = await renew(running)
            renewals.append(await fleet.rows())
            return found

        monkeypatch.setattr(member._leases, "renew", late)
        await member.enqueue("p", turns("a"))
        await until(lambda: bool(renewals))
        assert renewals == [["a"]]
        await quiet()
        assert await fleet.rows() == []

    play(story)
