"""What is under way and what is kept: a key survives a restart, and is forgotten when its time is over."""

from __future__ import annotations

import asyncio

import pytest
from tests.databases import Database
from tests.tasks import make_task

from rushes.core.caller import Caller
from rushes.core.repeat import KEPT_SECONDS, TO_COME, Mark
from rushes.errors import IdempotencyConflict, IdempotencyInFlight
from rushes.repeats import LONGEST_ANSWER, Repeats
from rushes.storage.repeats import RepeatStore

ME, MARK = Caller(), Mark("d", "k", answer="{}")


def free() -> None:
    """Nobody else holds the key."""


async def late(task_id: str) -> str:
    """The answer of a task that somebody should have given."""
    return f"late of {task_id}"


def test_a_key_lives_through_a_restart_and_not_for_ever(database: Database) -> None:
    async def story() -> None:
        store = await database.open()
        await store.add(make_task(created_at=50.0), MARK)
        await store.close()
        store, now = await database.open(), [50.0 + KEPT_SECONDS]
        repeats = Repeats(RepeatStore(store.engine), lambda: now[0], 9)
        assert await repeats.answer(ME, MARK, free, late) == "{}"
        assert await repeats.answer(Caller("other"), MARK, free, late) is None
        with pytest.raises(IdempotencyConflict):
            await repeats.answer(ME, Mark("e", "k"), free, late)
        await repeats.forget()
        assert await repeats.answer(ME, MARK, free, late) == "{}"
        now[0] += 1
        await repeats.forget()
        assert await repeats.answer(ME, MARK, free, late) is None
        await store.close()

    asyncio.run(story())


def test_another_process_that_was_quicker_is_heard_of_where_both_are_kept(database: Database) -> None:
    async def story() -> None:
        store = await database.open()
        await store.add(make_task(), MARK)
        second = make_task()
        with pytest.raises(IdempotencyInFlight):
            await store.add(second, MARK)
        assert await store.last_event_number("default") == 1, "nothing of the second is kept"
        await store.close()

    asyncio.run(story())


def test_an_answer_that_is_still_to_come_is_waited_for_until_its_process_must_be_dead(database: Database) -> None:
    async def story() -> None:
        store, now = await database.open(), [100.0]
        owed = (await store.add(make_task(created_at=100.0), Mark("d", "k", answer=TO_COME))).id
        kept = RepeatStore(store.engine)
        here, elsewhere = Repeats(kept, lambda: now[0], 9), Repeats(kept, lambda: now[0], 9, shared=True)
        with here.flight(ME, "k") as take:
            take()
            for repeats in (here, elsewhere):
                with pytest.raises(IdempotencyInFlight):
                    await repeats.answer(ME, MARK, free, late)
        now[0] += LONGEST_ANSWER
        assert await elsewhere.answer(ME, MARK, free, late) == f"late of {owed}"
        await here.answered(ME, "k", "too late")
        assert await here.answer(ME, MARK, free, late) == f"late of {owed}", "the first answer stays"
        await store.add(make_task(), Mark("d", "other", answer=TO_COME))
        assert (await here.answer(ME, Mark("d", "other"), free, late) or "").startswith("late"), "alone, it is known"
        await store.close()

    asyncio.run(story())


def test_a_task_is_adopted_once_a_try_and_within_its_window(database: Database) -> None:
    async def story() -> None:
        store = await database.open()
        await store.add(make_task(created_at=10.0), Mark("d"))
        first = (await store.add(make_task(created_at=20.0), Mark("d"))).id
        repeats = Repeats(RepeatStore(store.engine), lambda: 25.0, 10)
        again, third = Mark("d", retry=1), Mark("d", retry=2)
        assert await repeats.lost(ME, Mark("d")) is None
        assert await repeats.lost(Caller("other"), again) is None
        assert await repeats.lost(Caller(key="key_a"), again) is None
        assert [await repeats.lost(ME, again) for _ in range(2)] == [first, None]
        assert await repeats.lost(ME, third) == first
        await store.remove(first, "default", 26.0)
        assert await repeats.lost(ME, Mark("d", retry=9)) is None
        await store.close()

    asyncio.run(story())


def test_a_key_is_held_by_one_request_of_a_tenant_at_a_time() -> None:
    repeats = Repeats(None, lambda: 0.0, 1)  # type: ignore[arg-type]
    with repeats.flight(ME, "k") as take, repeats.flight(ME, "k") as again, repeats.flight(Caller("x"), "k") as other:
        take()
        other()
        with pytest.raises(IdempotencyInFlight):
            again()
    with repeats.flight(ME, "k") as take:
        take()
    with repeats.flight(ME, None) as take:
        take()
