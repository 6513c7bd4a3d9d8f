"""PostgreSQL as the engine: steps played over a pool of connections, any number of processes on one database.

A transaction that met a deadlock or a lost connection is played again; one whose commit was not answered is looked
up by its mark, so that it is neither lost nor done twice.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any, TypeVar

import asyncpg
from asyncpg.exceptions import TooManyConnectionsError

from rushes.core.url import without_password
from rushes.errors import ServerBusy
from rushes.storage.engine import Ask, Rows, Steps, Tell
from rushes.storage.postgres.binding import statement
from rushes.storage.postgres.connecting import connect, pool_of
from rushes.storage.postgres.faults import FAULTS, LOST, PASSING, OutcomeUnknown, at_start, ours
from rushes.storage.postgres.hearing import CHANNEL, Hearing, written
from rushes.storage.postgres.marks import PUT, PUT_AND_TELL, TELL, Marks, forget, is_done
from rushes.storage.postgres.schema import migrated
from rushes.storage.store import TaskStore

T = TypeVar("T")

MOST_TRIES = 5
ACQUIRE_SECONDS = 10.0
#: How long a commit without an answer is looked up before its caller is told that nobody knows.
OUTCOME_SECONDS = 20.0
CLOSE_SECONDS = 10.0
#: How often marks that nobody asks for any more are removed.
TIDY_SECONDS = 600.0


class PostgresEngine:
    """One database, shared with other processes. `open_postgres` makes it."""

    def __init__(self, pool: asyncpg.Pool, hearing: Hearing, nonce: str) -> None:
        self._pool, self._hearing, self._nonce, self._marks = pool, hearing, nonce, Marks(nonce)
        self._tidying = asyncio.create_task(self._tidy(), name="forget-marks")
        self._going_on: set[asyncio.Task[Any]] = set()
        self._open = True

    async def write(self, steps: Callable[[], Steps[T]]) -> T:
        """Play the steps in one transaction; what they did is on the disk when the call returns."""
        return await self._whole(self._write(steps))

    async def read(self, steps: Callable[[], Steps[T]]) -> T:
        """Play steps that change nothing."""
        return await self._whole(self._read(steps))

    def hear(self, topic: str, listener: Callable[[str], None], missed: Callable[[], None] | None = None) -> None:
        """Have `listener(text)` called for what other processes tell, `missed()` when some of it may be lost."""
        self._hearing.add(topic, listener, missed)

    async def close(self) -> None:
        """Let what goes on come to its end, and let go of the database."""
        self._open = False
        self._tidying.cancel()
        await self._hearing.stop()
        if self._going_on:
            await asyncio.wait(self._going_on, timeout=CLOSE_SECONDS)
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                await self._pool.close()
        except (TimeoutError, *FAULTS):
            self._pool.terminate()

    async def _whole(self, work: Coroutine[Any, Any, T]) -> T:
        """A caller that goes away must not leave a half-told story: the work runs to its end all the same."""
        if not self._open:
            work.close()
            raise ServerBusy("The store is closed.")
        task = asyncio.create_task(work)
        self._going_on.add(task)
        task.add_done_callback(self._going_on.discard)
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
        return await asyncio.shield(task)

    async def _write(self, steps: Callable[[], Steps[T]]) -> T:
        return await self._patiently(lambda: self._transaction(steps))

    async def _read(self, steps: Callable[[], Steps[T]]) -> T:
        async def once() -> T:
            async with self._connection() as connection:
                return await _Playing(connection, self._nonce, None).play(steps())

        return await self._patiently(once)

    async def _patiently(self, once: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Again after what passes by itself: another transaction in the way, a connection that was lost."""
        for left in reversed(range(MOST_TRIES)):
            try:
                return await once()
            except _Unreachable as error:
                raise ours(error.why) from error.why
            except (*PASSING, *LOST) as error:
                if not left:
                    raise ours(error) from error
                await asyncio.sleep(random.random() * 0.02 * (MOST_TRIES - left))
            except FAULTS as error:
                known = ours(error)
                if known is error:
                    raise
                raise known from error
        raise AssertionError("the last try has returned or raised")

    async def _transaction(self, steps: Callable[[], Steps[T]]) -> T:
        async with self._connection() as connection:
            transaction = connection.transaction(isolation="read_committed")
            await transaction.start()
            mark = self._marks.new()
            playing = _Playing(connection, self._nonce, mark)
            try:
                value = await playing.play(steps())
                if not playing.marked:
                    await connection.execute(PUT, mark)
            except (*LOST, TimeoutError, asyncio.CancelledError):
                _drop(connection)  # PostgreSQL rolls back what has lost its client
                raise
            except BaseException:
                await transaction.rollback()
                raise
            try:
                await transaction.commit()
                return value
            except (*LOST, TimeoutError) as error:
                _drop(connection)
                unanswered = error
        if await self._is_done(mark, unanswered):
            return value
        raise _Undone from unanswered

    async def _is_done(self, mark: str, unanswered: BaseException) -> bool:
        """What became of a commit without an answer. Raises `OutcomeUnknown` where PostgreSQL stays away."""
        loop = asyncio.get_running_loop()
        end = loop.time() + OUTCOME_SECONDS
        while loop.time() < end:
            with contextlib.suppress(_Unreachable, *FAULTS):
                async with self._connection() as connection:
                    return await is_done(connection, mark)
            await asyncio.sleep(0.1)
        raise OutcomeUnknown(
            "The database went away while this was being stored, and whether it was is not known. Look before you send "
            "the request again: list the tasks, or query by external_task_id."
        ) from unanswered

    async def _tidy(self) -> None:
        while True:
            await asyncio.sleep(TIDY_SECONDS * (0.5 + random.random()))
            with contextlib.suppress(_Unreachable, *FAULTS):
                async with self._connection() as connection:
                    await forget(connection)

    @contextlib.asynccontextmanager
    async def _connection(self) -> AsyncIterator[asyncpg.Connection]:
        connection = await self._acquired()
        try:
            yield connection
        finally:
            with contextlib.suppress(*FAULTS):
                await self._pool.release(connection)

    async def _acquired(self) -> asyncpg.Connection:
        """A connection; where PostgreSQL has no more of them for us, one that another transaction gives back."""
        loop = asyncio.get_running_loop()
        end = loop.time() + ACQUIRE_SECONDS
        while True:
            try:
                return await self._pool.acquire(timeout=max(0.1, end - loop.time()))
            except TooManyConnectionsError as error:
                if loop.time() > end:
                    raise _Unreachable(error) from error
                await asyncio.sleep(0.02)
            except FAULTS as error:
                raise _Unreachable(error) from error


class _Unreachable(Exception):
    """No connection can be had."""

    def __init__(self, why: BaseException) -> None:
        super().__init__(str(why))
        self.why = why


class _Undone(ConnectionError):
    """The connection was lost in the commit, and PostgreSQL has rolled it back: nothing is done."""


async def open_postgres(url: str, connections: int = 8) -> TaskStore:
    """The store in this database, brought to this version's schema. Raises `SettingsInvalid`."""
    return TaskStore(await open_engine(url, connections))


async def open_engine(url: str, connections: int = 8) -> PostgresEngine:
    """The engine on this database, brought to this version's schema. Raises `SettingsInvalid`."""
    await migrated(url)
    nonce = secrets.token_hex(8)
    hearing = Hearing(lambda: connect(url), nonce)
    try:
        pool = await pool_of(url, connections)
        await hearing.start()
    except FAULTS as error:
        raise at_start(error, without_password(url)) from error
    return PostgresEngine(pool, hearing, nonce)


class _Playing:
    """Steps on one connection; of a transaction, with the mark that it leaves."""

    def __init__(self, connection: asyncpg.Connection, nonce: str, mark: str | None) -> None:
        self._connection, self._nonce, self._mark = connection, nonce, mark
        self.marked = False

    async def play(self, steps: Steps[T]) -> T:
        """What the steps return."""
        try:
            step = next(steps)
            while True:
                step = steps.send(await self._do(step))
        except StopIteration as end:
            value: T = end.value
            return value
        finally:
            steps.close()

    async def _do(self, step: Ask | Tell) -> Rows:
        if isinstance(step, Tell):
            said = (CHANNEL, written(self._nonce, step))
            if self.marked:
                await self._connection.fetch(TELL, *said)
            else:
                await self._connection.fetch(PUT_AND_TELL, self._mark, *said)
            self.marked = True
            return []
        asked = statement(step.statement)
        return [dict(row) for row in await self._connection.fetch(asked.text, *asked.bind(step.values))]


def _drop(connection: asyncpg.Connection) -> None:
    with contextlib.suppress(*FAULTS):  # the pool has taken a dead one back already
        connection.terminate()
