"""A mark says what became of its transaction, and none is ever taken for another's."""

from __future__ import annotations

import asyncio
import time

import asyncpg
import pytest

from rushes.storage.postgres.connecting import connect
from rushes.storage.postgres.marks import PUT, Marks, forget, is_done


def test_what_is_not_committed_can_never_be_once_somebody_has_asked(postgres_url: str) -> None:
    async def story() -> None:
        one, other = await connect(postgres_url), await connect(postgres_url)
        made = Marks("n")
        done, undone, late = (made.new() for _ in range(3))
        await one.execute(PUT, done)
        for _ in range(2):  # an answer to the question may be lost too
            assert await is_done(other, done)
            assert not await is_done(other, undone)
        with pytest.raises(asyncpg.UniqueViolationError):
            await one.execute(PUT, undone)
        transaction = one.transaction()
        await transaction.start()
        await one.execute(PUT, late)
        asking = asyncio.create_task(is_done(other, late))
        await asyncio.wait({asking}, timeout=0.1)
        assert not asking.done(), "who asks waits for what still goes on"
        await transaction.commit()
        assert await asking
        await one.close()
        await other.close()

    asyncio.run(story())


def test_old_marks_are_forgotten(postgres_url: str) -> None:
    async def story() -> None:
        connection = await connect(postgres_url)
        made = Marks("n")
        await connection.execute(PUT, made.new())
        await connection.execute("UPDATE mark SET at = now() - interval '61 minutes'")
        await connection.execute(PUT, made.new())
        await forget(connection)
        assert await connection.fetchval("SELECT count(*) FROM mark") == 1
        await connection.close()

    asyncio.run(story())


@pytest.mark.parametrize("ahead", [7200, -7200])
def test_a_mark_is_as_old_as_the_database_says_whatever_clock_a_machine_has(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch, ahead: float
) -> None:
    async def story() -> None:
        connection, right = await connect(postgres_url), time.time()
        mark = Marks("other").new()
        await connection.execute(PUT, mark)
        monkeypatch.setattr(time, "time", lambda: right + ahead)
        late = Marks("wrong").new()
        await connection.execute(PUT, late)
        await forget(connection)
        monkeypatch.undo()
        await forget(connection)
        assert await is_done(connection, mark)
        assert await is_done(connection, late)
        await connection.close()

    asyncio.run(story())
