"""What one process tells, the others hear: once, soon, and after a gap they know of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from tests.tasks import make_task

from rushes.core.event import Cancelled
from rushes.storage.engine import Steps, tell
from rushes.storage.postgres import open_postgres
from rushes.storage.postgres.connecting import connect
from rushes.storage.postgres.engine import open_engine
from rushes.work.watch import Watch, tenant_key


def telling(topic: str, text: str) -> Callable[[], Steps[None]]:
    return lambda: tell(topic, text)


async def until(condition: Callable[[], object], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


def test_others_hear_within_a_second_and_oneself_does_not(postgres_url: str) -> None:
    async def story() -> None:
        one, other = await open_engine(postgres_url, 2), await open_engine(postgres_url, 2)
        own, heard, elsewhere = [], [], []  # type: ignore[var-annotated]
        one.hear("a", own.append)
        other.hear("a", heard.append)
        other.hear("b", elsewhere.append)
        await one.write(telling("a", "first"))
        await one.write(telling("a", "夜"))
        await until(lambda: len(heard) == 2, 1)
        assert (own, heard, elsewhere) == ([], ["first", "夜"], [])
        await one.close()
        await other.close()

    asyncio.run(story())


def test_what_is_rolled_back_is_not_told(postgres_url: str) -> None:
    async def story() -> None:
        one, other = await open_engine(postgres_url, 2), await open_engine(postgres_url, 2)
        heard: list[str] = []
        other.hear("a", heard.append)

        def broken() -> Steps[None]:
            yield from tell("a", "never")
            raise LookupError

        with pytest.raises(LookupError):
            await one.write(broken)
        await one.write(telling("a", "then"))
        await until(lambda: heard)
        assert heard == ["then"]
        await one.close()
        await other.close()

    asyncio.run(story())


def test_a_lost_connection_is_made_again_and_who_listens_is_told_of_the_gap(postgres_url: str) -> None:
    async def story() -> None:
        one, other = await open_engine(postgres_url, 2), await open_engine(postgres_url, 2)
        heard: list[str] = []
        gaps: list[int] = []

        def breaks() -> None:
            raise ValueError("a listener of someone else's")

        other.hear("a", heard.append, breaks)
        other.hear("a", lambda text: None, lambda: gaps.append(1))
        killer = await connect(postgres_url)
        await killer.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
        await until(lambda: gaps)
        await one.write(telling("a", "again"))
        await until(lambda: heard)
        assert (heard, gaps) == (["again"], [1])
        await killer.execute("NOTIFY rushes, 'not ours'")
        await one.write(telling("a", "unmoved"))
        await until(lambda: len(heard) == 2)
        await killer.close()
        await one.close()
        await other.close()

    asyncio.run(story())


def test_a_change_wakes_who_watches_in_another_process(postgres_url: str) -> None:
    async def story() -> None:
        here, there = await open_postgres(postgres_url, 2), await open_postgres(postgres_url, 2)
        watch, told = Watch(), []  # type: ignore[var-annotated]
        there.listen(watch.tell, told.append)
        there.listen_for_gaps(watch.stir)
        task = make_task()
        with watch.on(task.id) as one, watch.on(tenant_key("default")) as tenants:
            await here.add(task)
            await here.record(task.id, Cancelled(), 1.0)
            await here.remove(task.id, "default", 2.0)
            await until(lambda: len(told) == 3, 1)
            assert one.get_nowait()
            assert tenants.get_nowait()
            assert [change.status for change in told] == ["queued", "cancelled", "cancelled"]
            assert {(change.id, change.tenant, change.provider) for change in told} == {(task.id, "default", "previs")}
            killer = await connect(postgres_url)
            await killer.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
            await killer.close()
            async with asyncio.timeout(20):
                assert await one.get()
        await here.close()
        await there.close()

    asyncio.run(story())
