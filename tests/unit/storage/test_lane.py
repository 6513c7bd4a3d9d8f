"""The lane: jobs in order, commits shared, a broken job alone in its failure."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from rushes.errors import RushesError, StorageFull
from rushes.storage.lane import Lane


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Lane]:
    path = str(tmp_path / "lane.db")
    with apsw.Connection(path) as connection:
        connection.execute("CREATE TABLE entry (value INTEGER UNIQUE)")
    connection.close()
    made = Lane(lambda: apsw.Connection(path), "test", writes=True)
    yield made
    made.close()


def insert(value: int) -> object:
    return lambda connection: connection.execute("INSERT INTO entry VALUES (?)", (value,)) and value


async def values(lane: Lane) -> list[int]:
    return [value for (value,) in await lane.run(lambda c: list(c.execute("SELECT value FROM entry ORDER BY value")))]


def test_jobs_that_come_together_share_commits(lane: Lane) -> None:
    async def story() -> int:
        begun = 0

        def count(statement: str) -> None:
            nonlocal begun
            begun += statement.startswith("BEGIN")

        await lane.run(lambda c: c.trace_v2(apsw.SQLITE_TRACE_STMT, lambda event: count(event["sql"])))
        await asyncio.gather(*(lane.run(insert(at)) for at in range(200)))  # type: ignore[arg-type]
        await lane.run(lambda c: c.trace_v2(0, None))
        assert await values(lane) == list(range(200))
        return begun

    assert asyncio.run(story()) < 100


def test_a_broken_job_takes_nobody_with_it(lane: Lane) -> None:
    async def story() -> None:
        jobs = [insert(1), insert(1), insert(2)]
        first, second, third = await asyncio.gather(*(lane.run(job) for job in jobs), return_exceptions=True)  # type: ignore[arg-type]
        assert (first, third) == (1, 2)
        assert isinstance(second, apsw.ConstraintError)
        assert await values(lane) == [1, 2]

    asyncio.run(story())


def test_a_full_disk_is_said_and_passes(lane: Lane) -> None:
    async def story() -> None:
        await lane.run(lambda c: c.execute("CREATE TABLE big (data BLOB)"))
        pages = await lane.run(lambda c: c.pragma("page_count"))
        await lane.run(lambda c: c.pragma("max_page_count", pages + 4))
        with pytest.raises(StorageFull):
            await lane.run(lambda c: c.execute("INSERT INTO big VALUES (zeroblob(1000000))"))
        await lane.run(lambda c: c.pragma("max_page_count", pages + 4000))
        await lane.run(lambda c: c.execute("INSERT INTO big VALUES (zeroblob(1000000))"))

    asyncio.run(story())


def test_a_full_disk_refuses_nobody_beside_who_fills_it(lane: Lane) -> None:
    async def story() -> None:
        await lane.run(lambda c: c.execute("CREATE TABLE big (data BLOB)"))
        pages = await lane.run(lambda c: c.pragma("page_count"))
        await lane.run(lambda c: c.pragma("max_page_count", pages + 4))
        big, held = "INSERT INTO big VALUES (zeroblob(1000000))", threading.Event()
        first = asyncio.create_task(lane.run(lambda c: held.wait(20)))  # so that the others make one batch
        await asyncio.sleep(0)
        others = [asyncio.create_task(lane.run(job)) for job in (insert(1), lambda c: c.execute(big), insert(2))]  # type: ignore[arg-type]
        await asyncio.sleep(0.01)
        held.set()
        one, full, two = await asyncio.gather(*others, return_exceptions=True)
        assert (await first, one, two) == (True, 1, 2)
        assert isinstance(full, StorageFull)
        assert await values(lane) == [1, 2]

    asyncio.run(story())


def test_a_statement_that_sqlite_refuses_is_an_error_of_ours(lane: Lane) -> None:
    with pytest.raises(RushesError, match="no such table"):
        asyncio.run(lane.run(lambda c: c.execute("SELECT * FROM missing")))


def test_a_caller_that_goes_away_leaves_a_whole_job(lane: Lane) -> None:
    async def story() -> None:
        writing = asyncio.create_task(lane.run(insert(5)))  # type: ignore[arg-type]
        await asyncio.sleep(0)
        writing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await writing
        assert await values(lane) == [5]

    asyncio.run(story())


def test_a_transaction_that_cannot_even_be_undone_does_not_end_the_lane() -> None:
    class Broken:
        """A connection whose disk fails once, at the commit and at the rollback."""

        in_transaction, failures = False, 2

        def execute(self, statement: str) -> None:
            if statement in ("COMMIT", "ROLLBACK") and self.failures:
                self.failures -= 1
                raise apsw.IOError("disk I/O error")
            self.in_transaction = statement not in ("COMMIT", "ROLLBACK")

        def close(self) -> None:
            """Nothing to let go of."""

    made = Lane(Broken, "test", writes=True)  # type: ignore[arg-type]

    async def story() -> None:
        async with asyncio.timeout(20):
            with pytest.raises(StorageFull):
                await made.run(lambda c: 1)
            assert await made.run(lambda c: 2) == 2

    asyncio.run(story())
    made.close()


def test_a_lane_whose_disk_is_full_at_first_opens_later(tmp_path: Path) -> None:
    failures = [apsw.FullError("full"), apsw.CantOpenError("cannot open")]

    def connect() -> apsw.Connection:
        if failures:
            raise failures.pop()
        return apsw.Connection(str(tmp_path / "lane.db"))

    made = Lane(connect, "test", writes=True)

    async def story() -> None:
        async with asyncio.timeout(20):
            for _ in range(2):
                with pytest.raises(StorageFull):
                    await made.run(lambda c: 1)
            assert await made.run(lambda c: 2) == 2

    asyncio.run(story())
    made.close()
