"""PostgreSQL as the engine: steps played over a pool of connections, any number of processes on one database.

A transaction that met a deadlock or a lost connection is played again; one whose commit was not answered is looked
up by its mark, so that it is neither lost nor done twice.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import random
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any, TypeVar

import asyncpg
from asyncpg.exceptions import TooManyConnectionsError

from rushes.core.url import without_password
from rushes.errors import OutcomeUnknown, ServerBusy
from rushes.storage.engine import Ask, Rows, Steps, Tell
from rushes.storage.postgres.binding import statement
from rushes.storage.postgres.connecting import connect, pool_of
from rushes.storage.postgres.faults import FAULTS, LOST, PASSING, at_start, ours
from rushes.storage.postgres.hearing import CHANNEL, Hearing, written
from rushes.storage.postgres.marks import PUT, PUT_AND_TELL, TELL, Marks, forget, is_done
from rushes.storage.postgres.schema import migrated
from rushes.storage.postgres.telling import TELL_ALL, Telling
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
        self._told = Telling(self._tell)
        self._open = True

    async def write(self, steps: Callable[[], Steps[T]]) -> T:
        """Play the steps in one transaction; what they did is on the disk when the call returns."""
        return await self._whole(self._write(steps))

    async def swap(self, steps: Callable[[], Steps[T]]) -> T:
        """Play steps that read and then change, all in one statement, what is still as they have read it."""
        return await self._whole(self._patiently(lambda: self._swap(steps)))

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
        await self._told.stop(CLOSE_SECONDS)
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
                with contextlib.closing(steps()) as playing:
                    return await _Playing(connection, self._nonce, None).play(playing)

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
                with contextlib.closing(steps()) as story:
                    value = await playing.play(story)
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

    async def _swap(self, steps: Callable[[], Steps[T]]) -> T:
        mark = self._marks.new()
        with contextlib.closing(steps()) as playing:
            async with self._connection() as connection:
                player = _Playing(connection, self._nonce, mark, at_once=False)
                try:
                    value = await player.play(playing)
                    self._told.add(player.untold)
                    return value
                except (*LOST, TimeoutError) as error:
                    _drop(connection)
                    if not player.marked:
                        raise
                    unanswered = error
            if not await self._is_done(mark, unanswered):
                raise _Undone from unanswered
            self._told.add(player.untold)
            return _ended(playing)

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

    async def _tell(self, said: list[str]) -> bool:
        """Whether it could be told."""
        with contextlib.suppress(_Unreachable, *FAULTS):
            async with self._connection() as connection:
                await connection.execute(TELL_ALL, CHANNEL, said)
                return True
        return False

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

    def __init__(self, connection: asyncpg.Connection, nonce: str, mark: str | None, *, at_once: bool = True) -> None:
        self._at_once = at_once
        #: What is yet to be told.
        self.untold = ""
        self._connection, self._nonce, self._mark, self._numbers = connection, nonce, mark, itertools.count()
        #: Whether the mark stands in the database, or may.
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

    async def _do(self, step: Ask | Tell) -> Rows:
        if isinstance(step, Tell):
            said = (CHANNEL, written(self._nonce, step))
            if self.marked:
                await self._connection.fetch(TELL, *said)
            else:
                await self._connection.fetch(PUT_AND_TELL, self._mark, *said)
            self.marked = True
            return []
        asked, values, marked = statement(step.statement), step.values, self.marked
        if step.told:
            mark = f"{self._mark}-{next(self._numbers)}" if marked else self._mark
            self.untold, self.marked = written(self._nonce, step.told), True
            values = {**values, "mark": mark, "channel": CHANNEL, "said": self.untold if self._at_once else ""}
        rows = [dict(row) for row in await self._connection.fetch(asked.text, *asked.bind(values))]
        if step.told and not rows:
            self.marked = marked
        return rows


def _ended(steps: Steps[T]) -> T:
    """What steps return whose swap is known to be done."""
    try:
        steps.send([{}])
    except StopIteration as end:
        value: T = end.value
        return value
    raise AssertionError("steps do nothing after a swap that is done")


def _drop(connection: asyncpg.Connection) -> None:
    with contextlib.suppress(*FAULTS):  # the pool has taken a dead one back already
        connection.terminate()
