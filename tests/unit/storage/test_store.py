"""What the store promises, on each database: what is answered is kept, writes carry their epoch, tenants see only their
own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from tests.databases import Database
from tests.tasks import CLIP, make_task

from rushes.core.event import Cancelled, Claimed, Failed, Progressed, Requeued, Saving, Submitted, Succeeded
from rushes.core.protocols import Filters
from rushes.core.task import Status, Task
from rushes.errors import ExternalTaskIdTaken, IllegalTransition, NotFound, ServerBusy, StaleEpoch
from rushes.storage.store import TaskStore

Story = Callable[[TaskStore], Awaitable[None]]


@pytest.fixture
def run(database: Database) -> Callable[[Story], None]:
    """Run a story on a fresh store."""

    def go(story: Story) -> None:
        async def whole() -> None:
            store = await database.open()
            try:
                await story(store)
            finally:
                await store.close()

        asyncio.run(whole())

    return go


async def ended(store: TaskStore, task: Task) -> Task:
    for at, event in enumerate([Claimed(), Submitted("h"), Saving(), Succeeded(CLIP)]):
        task = await store.record(task.id, event, 100.0 + at * 2)
    return task


def test_a_task_comes_back_as_it_was_kept(run: Callable[[Story], None], database: Database) -> None:
    task = make_task(wanted={"labels": {"a": "b"}, "external_task_id": "mine"})

    async def story(store: TaskStore) -> None:
        await store.add(task)
        assert await store.get(task.id, "default") == task
        assert await store.find("mine", "default") == task
        done = await ended(store, task)
        again = await database.open()
        assert await again.get(task.id, "default") == done
        await again.close()

    run(story)


def test_another_tenant_sees_nothing(run: Callable[[Story], None]) -> None:
    async def story(store: TaskStore) -> None:
        task = await store.add(make_task(wanted={"external_task_id": "x"}))
        for look in (store.get(task.id, "other"), store.find("x", "other"), store.place(task.id, "other")):
            with pytest.raises(NotFound):
                await look
        assert (await store.page("other", Filters())).tasks == ()
        assert await store.events("other", 0) == []

    run(story)


def test_an_external_id_is_taken_once_a_tenant(run: Callable[[Story], None]) -> None:
    async def story(store: TaskStore) -> None:
        await store.add(make_task(wanted={"external_task_id": "x"}))
        await store.add(make_task(tenant="other", wanted={"external_task_id": "x"}))
        with pytest.raises(ExternalTaskIdTaken, match="/v1/videos/x"):
            await store.add(make_task(wanted={"external_task_id": "x"}))
        assert len((await store.page("default", Filters())).tasks) == 1

    run(story)


def test_a_write_of_an_older_epoch_is_void(run: Callable[[Story], None]) -> None:
    async def story(store: TaskStore) -> None:
        task = await store.add(make_task())
        first = await store.record(task.id, Claimed(), 1.0)
        await store.record(task.id, Requeued(1.0, counted=False, reason="stopped"), 2.0, first.epoch)
        await store.record(task.id, Claimed(), 3.0)
        with pytest.raises(StaleEpoch):
            await store.record(task.id, Progressed(0.5), 4.0, first.epoch)
        assert (await store.get(task.id, "default")).progress == 0.0

    run(story)


def test_one_claim_of_many_wins(run: Callable[[Story], None]) -> None:
    async def story(store: TaskStore) -> None:
        task = await store.add(make_task())
        claims = [store.record(task.id, Claimed(), 1.0) for _ in range(20)]
        results = await asyncio.gather(*claims, return_exceptions=True)
        assert sum(isinstance(result, Task) for result in results) == 1
        assert sum(isinstance(result, IllegalTransition) for result in results) == 19

    run(story)


def test_a_failed_job_undoes_only_itself_in_a_shared_commit(run: Callable[[Story], None]) -> None:
    async def story(store: TaskStore) -> None:
        tasks = [make_task(wanted={"external_task_id": f"id{at // 2}"}) for at in range(40)]
        results = await asyncio.gather(*(store.add(task) for task in tasks), return_exceptions=True)
        taken = [result for result in results if isinstance(result, ExternalTaskIdTaken)]
        assert len(taken) == 20
        kept = (await store.page("default", Filters(limit=100))).tasks
        assert {task.id for task in kept} == {result.id for result in results if isinstance(result, Task)}

    run(story)


def test_pages_follow_each_other_in_both_orders(run: Callable[[Story], None]) -> None:
    async def story(store: TaskStore) -> None:
        ids = [(await store.add(make_task())).id for _ in range(5)]
        for descending, expected in ((True, ids[::-1]), (False, ids)):
            seen: list[str] = []
            after, more = None, True
            while more:
                page = await store.page("default", Filters(limit=2, descending=descending, after=after))
                seen += [task.id for task in page.tasks]
                after, more = await store.place(page.tasks[-1].id, "default"), page.has_more
            assert seen == expected

    run(story)


def test_a_page_shows_only_what_is_asked_for(run: Callable[[Story], None]) -> None:
    async def story(store: TaskStore) -> None:
        queued = await store.add(make_task())
        other = await store.add(make_task(wanted={"model": "previs-pro-audio"}))
        failed = await store.add(make_task())
        await store.record(failed.id, Failed("c", "m"), 1.0)
        cancelled = await store.add(make_task())
        await store.record(cancelled.id, Cancelled(), 1.0)

        async def ids(**filters: object) -> set[str]:
            return {task.id for task in (await store.page("default", Filters(**filters))).tasks}  # type: ignore[arg-type]

        assert await ids(statuses=frozenset({"failed"})) == {failed.id, cancelled.id}
        assert await ids(statuses=frozenset({"queued"}), model="previs-pro-audio") == {other.id}
        assert await ids(statuses=frozenset({"queued", "failed"}), model="previs-std-silent") == {
            queued.id,
            failed.id,
            cancelled.id,
        }
        assert await ids(model="none") == set()

    run(story)


def test_a_removed_task_leaves_a_tombstone(run: Callable[[Story], None]) -> None:
    async def story(store: TaskStore) -> None:
        task = await ended(store, await store.add(make_task(wanted={"external_task_id": "x"})))
        place = await store.place(task.id, "default")
        assert await store.remove(task.id, "default", 9.0) == task
        with pytest.raises(NotFound):
            await store.get(task.id, "default")
        with pytest.raises(NotFound):
            await store.record(task.id, Progressed(1), 9.0)
        assert await store.place(task.id, "default") == place
        assert await store.events_of(task.id, -1) == []
        await store.add(make_task(wanted={"external_task_id": "x"}))

    run(story)


def test_events_tell_a_tasks_story_in_order(run: Callable[[Story], None]) -> None:
    async def story(store: TaskStore) -> None:
        task = await ended(store, await store.add(make_task()))
        kinds = [event.kind for event in await store.events_of(task.id, -1)]
        assert kinds == ["Queued", "Claimed", "Submitted", "Saving", "Succeeded"]
        assert [event.sequence for event in await store.events_of(task.id, 2)] == [3, 4]
        assert [event.number for event in await store.events("default", 0)] == [1, 2, 3, 4, 5]
        assert await store.last_event_number("default") == 5
        assert await store.last_event_number("other") == 0

    run(story)


def test_listeners_hear_of_each_committed_change(run: Callable[[Story], None]) -> None:
    async def story(store: TaskStore) -> None:
        heard: list[Status] = []
        store.listen(lambda task: heard.append(task.status))
        task = await store.add(make_task())
        await store.record(task.id, Claimed(), 1.0)
        with pytest.raises(IllegalTransition):
            await store.record(task.id, Claimed(), 1.0)
        await asyncio.sleep(0)
        assert heard == [Status.QUEUED, Status.SUBMITTING]

    run(story)


async def upcoming(store: TaskStore, now: float, limit: int) -> list[str]:
    return [turn.task_id for turn in await store.next_turns("previs", now, limit)]


def test_turns_go_round_the_tenants_then_by_priority_then_by_age(run: Callable[[Story], None]) -> None:
    async def story(store: TaskStore) -> None:
        names = ["a1", "a2", "a3", "a4", "b1", "b2", "c1"]
        made = {
            name: await store.add(make_task(tenant=name[0], priority={"a4": 1, "c1": 5}.get(name, 0))) for name in names
        }
        called = {task.id: name for name, task in made.items()}

        async def order(limit: int = 9) -> list[str]:
            return [called[task_id] for task_id in await upcoming(store, 60.0, limit)]

        assert await order() == ["c1", "a4", "b1", "a1", "b2", "a2", "a3"]
        assert await order(3) == ["c1", "a4", "b1"]
        for name in ("a4", "a1"):
            await store.record(made[name].id, Claimed(), 1.0)
        assert await order() == ["c1", "b1", "b2", "a2", "a3"]
        assert await store.next_turns("kling", 60.0, 9) == []
        assert [ahead for ahead, _ in await store.prospects([made["c1"], made["a3"], made["b2"]])] == [0, 3, 3]

    run(story)


def test_the_queue_knows_its_order_and_its_pace(run: Callable[[Story], None]) -> None:
    async def story(store: TaskStore) -> None:
        first = await store.add(make_task())
        assert await store.prospects([first]) == [(0, None)]
        await ended(store, first)
        stopped = await store.add(make_task())
        await store.record(stopped.id, Claimed(), 1.0)
        await store.record(stopped.id, Requeued(2.0, counted=False, reason="stopped"), 2.0)
        await ended(store, stopped)  # a stop's time is no work
        waiting = [await store.add(make_task()) for _ in range(3)]
        # Six seconds of work for three of film.
        assert await store.prospects(waiting) == [(0, 2.0), (1, 2.0), (2, 2.0)]
        assert await upcoming(store, 60.0, 2) == [task.id for task in waiting[:2]]
        assert await store.held() == []
        claimed = await store.record(waiting[1].id, Claimed(), 60.0)
        assert await store.held() == [claimed]

    run(story)


def test_a_retry_waits_for_its_written_time(run: Callable[[Story], None]) -> None:
    async def story(store: TaskStore) -> None:
        task = await store.add(make_task())
        assert await store.next_due("previs", 1.0) is None
        await store.record(task.id, Claimed(), 1.0)
        await store.record(task.id, Requeued(9.0, counted=True, reason="crashed"), 2.0)
        assert await upcoming(store, 8.9, 5) == []
        assert await store.next_due("previs", 8.9) == 9.0
        assert await upcoming(store, 9.0, 5) == [task.id]

    run(story)


def test_a_secret_is_made_once_and_kept(run: Callable[[Story], None]) -> None:
    async def story(store: TaskStore) -> None:
        secret = await store.secret("links")
        assert len(secret) == 32
        assert await store.secret("links") == secret
        assert await store.secret("other") != secret

    run(story)


def test_a_closed_store_says_so(database: Database) -> None:
    async def story() -> None:
        store = await database.open()
        await store.close()
        with pytest.raises(ServerBusy):
            await store.add(make_task())

    asyncio.run(story())
