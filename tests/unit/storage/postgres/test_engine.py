"""What PostgreSQL as the engine promises: order under many writers, nothing lost or done twice when a connection is."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import pytest
from tests.databases import Databases
from tests.fakes.wire import Wire, wire
from tests.tasks import make_task

from rushes.core.event import Cancelled, Claimed, Event, Progressed
from rushes.core.protocols import Filters
from rushes.core.task import Task
from rushes.errors import OutcomeUnknown, RushesError, ServerBusy, StorageFull
from rushes.storage.engine import Steps, ask
from rushes.storage.postgres import engine, open_postgres
from rushes.storage.postgres.connecting import connect
from rushes.storage.store import TaskStore

EACH = 5
OverWire = Callable[[Callable[[TaskStore, Wire], Awaitable[None]]], None]


@pytest.fixture
def over_wire(postgres_url: str, databases: Databases) -> OverWire:
    """Run a story with a store whose connections can be cut."""

    def go(story: Callable[[TaskStore, Wire], Awaitable[None]]) -> None:
        async def whole() -> None:
            async with wire(databases.server.folder) as between:
                store = await open_postgres(between.url(postgres_url), 4)
                try:
                    await story(store, between)
                finally:
                    await store.close()

        asyncio.run(whole())

    return go


async def does(url: str, command: str) -> object:
    connection = await connect(url)
    try:
        return await connection.fetchval(command)
    finally:
        await connection.close()


async def in_transaction(url: str) -> object:
    where = "datname = current_database() AND state LIKE 'idle in transaction%'"
    return await does(url, f"SELECT count(*) FROM pg_stat_activity WHERE {where}")


def test_a_tenants_events_and_places_come_to_light_in_their_order(postgres_url: str) -> None:
    """A reader that asks for «all after N» while many write must never pass one over."""

    async def story() -> None:
        stores = [await open_postgres(postgres_url, 8) for _ in range(2)]
        reader = await open_postgres(postgres_url, 2)
        seen: list[int] = []
        listed: list[str] = []
        writing = True

        async def write(store: TaskStore, tenant: str) -> None:
            for _ in range(EACH):
                task = await store.add(make_task(tenant=tenant))
                await store.record(task.id, Claimed(), 1.0)
                await store.record(task.id, Progressed(0.5), 2.0)

        async def read() -> None:
            after, place = 0, 0
            while True:
                last = not writing
                for event in await reader.events("busy", after):
                    seen.append(event.number)
                    after = event.number
                page = await reader.page("busy", Filters(limit=100, descending=False, after=place))
                listed.extend(task.id for task in page.tasks)
                if page.tasks:
                    place = await reader.place(page.tasks[-1].id, "busy")
                if last:
                    return

        reading = asyncio.create_task(read())
        await asyncio.gather(*(write(store, tenant) for store in stores for tenant in ["busy"] * 6 + ["other"] * 2))
        writing = False
        await reading
        assert len(seen) == 2 * 6 * EACH * 3
        assert len(set(listed)) == len(listed) == 2 * 6 * EACH
        for store in (*stores, reader):
            await store.close()

    asyncio.run(story())


def test_an_event_waits_for_the_one_before_it(over_wire: OverWire, postgres_url: str) -> None:
    """The same, made certain: the first number's commit is held back while another transaction draws the next.

    Who writes does not wait for the other, only who reads.
    """

    async def story(store: TaskStore, between: Wire) -> None:
        other = await open_postgres(postgres_url, 2)
        between.hold = b"COMMIT;"
        first = asyncio.create_task(store.add(make_task()))
        await between.held.wait()
        await other.add(make_task())
        reading = asyncio.create_task(other.events("default", 0))
        await other.add(make_task(tenant="another"))
        assert len(await other.events("another", 0)) == 1, "who is not concerned does not wait"
        await asyncio.wait({reading}, timeout=0.3)
        assert not reading.done()
        between.go_on.set()
        await first
        assert len(await reading) == 2
        await other.close()

    over_wire(story)


def test_a_deadlock_is_played_again(postgres_url: str) -> None:
    async def story() -> None:
        store = await open_postgres(postgres_url, 4)
        one, other = (await store.add(make_task())).id, (await store.add(make_task())).id
        tries = 0

        def both(first: str, second: str) -> Steps[bool]:
            nonlocal tries
            tries += 1
            yield from ask("lock_task", id=first)
            yield from ask("lock_task", id=second)
            return True

        pairs = [(one, other), (other, one)] * 8
        assert all(await asyncio.gather(*(store.engine.write(lambda pair=pair: both(*pair)) for pair in pairs)))  # type: ignore[misc]
        assert tries > len(pairs), "there was no deadlock to play again"
        await store.close()

    asyncio.run(story())


def test_a_connection_that_was_lost_meanwhile_is_not_noticed(over_wire: OverWire, postgres_url: str) -> None:
    async def story(store: TaskStore, between: Wire) -> None:
        task = await store.add(make_task())
        ours = "pid <> pg_backend_pid() AND datname = current_database()"
        await does(postgres_url, f"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE {ours}")
        assert await store.get(task.id, "default") == task
        for at, cut in enumerate((b"INSERT INTO event", b"COMMIT;")):
            between.cut_before = cut
            await store.add(make_task())
            assert between.cuts == at + 1
        assert len((await store.page("default", Filters())).tasks) == 3, "each is there once"

    over_wire(story)


@pytest.mark.parametrize("event", [Cancelled(), Claimed()], ids=["a transaction", "a swap"])
def test_a_commit_without_an_answer_is_done_once_and_known(over_wire: OverWire, event: Event) -> None:
    async def story(store: TaskStore, between: Wire) -> None:
        task = await store.add(make_task())
        between.cut_after = b"COMMIT;" if isinstance(event, Cancelled) else b"Claimed"
        after = await store.record(task.id, event, 1.0)  # played twice, it would be an illegal transition
        assert between.cuts == 1
        assert await store.get(task.id, "default") == after
        assert len(await store.events("default", 0)) == 2

    over_wire(story)


def test_a_swap_whose_connection_is_lost_before_it_is_played_again(over_wire: OverWire) -> None:
    async def story(store: TaskStore, between: Wire) -> None:
        task = await store.add(make_task())
        between.cut_before = b"Claimed"
        claimed = await store.record(task.id, Claimed(), 1.0)
        assert (between.cuts, claimed.epoch) == (1, 1)
        assert await store.get(task.id, "default") == claimed
        assert len(await store.events("default", 0)) == 2

    over_wire(story)


def test_two_who_change_a_task_at_once_both_know_what_the_other_did(postgres_url: str) -> None:
    async def story() -> None:
        stores = [await open_postgres(postgres_url, 8) for _ in range(2)]
        task = await stores[0].add(make_task())
        epoch = (await stores[0].record(task.id, Claimed(), 1.0)).epoch
        steps = [Progressed(at / 40) for at in range(40)]
        await asyncio.gather(*(stores[at % 2].record(task.id, step, 2.0, epoch) for at, step in enumerate(steps)))
        sequences = [event.sequence for event in await stores[0].events_of(task.id, -1)]
        assert sequences == list(range(42))
        assert (await stores[1].known(task.id)).progress == steps[-1].fraction
        for store in stores:
            await store.close()

    asyncio.run(story())


@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize("event", [Cancelled(), Claimed()], ids=["a transaction", "a swap"])
def test_where_postgres_stays_away_after_a_commit_nobody_knows_and_that_is_said(
    over_wire: OverWire, postgres_url: str, monkeypatch: pytest.MonkeyPatch, event: Event, *, done: bool
) -> None:
    monkeypatch.setattr(engine, "OUTCOME_SECONDS", 0.3)

    async def story(store: TaskStore, between: Wire) -> None:
        task = await store.add(make_task())
        between.for_good = True
        committing = b"COMMIT;" if isinstance(event, Cancelled) else b"Claimed"
        if done:
            between.cut_after = committing
        else:
            between.cut_before = committing
        with pytest.raises(OutcomeUnknown, match="Look before you send") as unknown:
            await store.record(task.id, event, 1.0)
        assert not unknown.value.certain
        await between.join()
        assert (await store.get(task.id, "default")).epoch == int(done)
        assert await in_transaction(postgres_url) == 0

    over_wire(story)


def test_without_postgres_the_answer_is_soon_and_clear_and_it_goes_on_by_itself(over_wire: OverWire) -> None:
    async def story(store: TaskStore, between: Wire) -> None:
        task = await store.add(make_task())
        await between.part()
        began = time.monotonic()
        for call in (store.get(task.id, "default"), store.add(make_task())):
            with pytest.raises(ServerBusy, match="goes on by itself when PostgreSQL is back"):
                await call
        assert time.monotonic() - began < 5
        await between.join()
        assert await store.get(task.id, "default") == task
        await store.add(make_task())

    over_wire(story)


def test_a_caller_that_goes_away_leaves_a_whole_transaction(postgres_url: str) -> None:
    async def story() -> None:
        store = await open_postgres(postgres_url, 4)
        tasks = [make_task() for _ in range(40)]
        adding = [asyncio.create_task(store.add(task)) for task in tasks]
        for at, add in enumerate(adding):
            await asyncio.sleep(0.001 * (at % 5))
            add.cancel()
        await asyncio.gather(*adding, return_exceptions=True)
        await store.close()
        assert await in_transaction(postgres_url) == 0
        again = await open_postgres(postgres_url, 4)
        kept = (await again.page("default", Filters(limit=100))).tasks
        events = await again.events("default", 0)
        assert {task.id for task in kept} == {event.task_id for event in events}
        assert len(kept) == len(events)
        await again.close()

    asyncio.run(story())


def test_a_full_disk_is_said_and_passes(postgres_url: str) -> None:
    raising = "BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END"

    async def story() -> None:
        store = await open_postgres(postgres_url, 4)
        await does(postgres_url, f"CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $${raising}$$")
        await does(postgres_url, "CREATE TRIGGER f BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION full_disk()")
        with pytest.raises(StorageFull, match="Nothing was stored"):
            await store.add(make_task())
        await does(postgres_url, "DROP FUNCTION full_disk CASCADE")
        assert (await store.page("default", Filters())).tasks == ()
        await store.add(make_task())
        await store.close()

    asyncio.run(story())


def test_where_connections_are_few_each_waits_for_its_turn(postgres_url: str) -> None:
    async def story() -> None:
        await does(postgres_url, "CREATE ROLE few LOGIN CONNECTION LIMIT 3")
        await does(postgres_url, "GRANT ALL ON ALL TABLES IN SCHEMA public TO few")
        try:
            store = await open_postgres(postgres_url.replace("postgres@", "few@"), 8)
            added = await asyncio.gather(*(store.add(make_task()) for _ in range(30)))
            assert all(isinstance(task, Task) for task in added)
            await store.close()
        finally:
            await does(postgres_url, "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM few")
            await does(postgres_url, "DROP ROLE few")

    asyncio.run(story())


def test_a_statement_and_values_that_do_not_fit_are_a_defect_and_leave_no_transaction(postgres_url: str) -> None:
    async def story() -> None:
        store = await open_postgres(postgres_url, 1)
        with pytest.raises(RushesError, match="expected str, got int"):
            await store.engine.write(lambda: ask("get_task", id=7))
        assert await in_transaction(postgres_url) == 0
        await store.close()

    asyncio.run(story())
