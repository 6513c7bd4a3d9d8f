"""A thread with its own SQLite connection that runs jobs in order; writers share one commit (group commit).

One writer thread for the whole process: SQLite lets only one write at a time anyway, and jobs that queue up
while a commit syncs are committed together by the next one, each inside its own savepoint.
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable
from typing import Any, TypeVar

import apsw

from rushes.errors import RushesError, ServerBusy, StorageFull

T = TypeVar("T")
Job = tuple[Callable[[apsw.Connection], Any], asyncio.Future[Any], asyncio.AbstractEventLoop]
MOST_IN_ONE_COMMIT = 256


class Lane:
    """Jobs in, results out; `writes` wraps them in a shared, synced transaction. `after` is called once they know."""

    def __init__(
        self,
        connect: Callable[[], apsw.Connection],
        name: str,
        *,
        writes: bool,
        after: Callable[[apsw.Connection], None] = lambda connection: None,
    ) -> None:
        self._connect, self._writes, self._after = connect, writes, after
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._connection: apsw.Connection | None = None
        self._open = True
        self._begin(name)

    async def run(self, work: Callable[[apsw.Connection], T]) -> T:
        """The result of `work(connection)`; for a writer it is on the disk by then."""
        if not self._open:
            raise ServerBusy("The store is closed.")
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        self._jobs.put((work, answer, loop))
        # A caller that goes away must not leave a half-told story: the job runs to its end all the same, and what
        # becomes of it then is nobody's concern any more.
        answer.add_done_callback(lambda done: done.cancelled() or done.exception())
        return await asyncio.shield(answer)

    def close(self) -> None:
        """Finish what is queued and end the thread."""
        if self._open:
            self._open = False
            self._jobs.put(None)
            self._end()

    def _begin(self, name: str) -> None:
        """Have the jobs done from now on: by a thread."""
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)
        self._thread.start()

    def _end(self) -> None:
        """Wait until all jobs are done."""
        self._thread.join()

    def _serve(self) -> None:
        while (first := self._jobs.get()) is not None and self._turn(first):
            pass
        if self._connection:
            with contextlib.suppress(apsw.Error):  # on a full disk; what was committed is in the log all the same
                self._connection.close()

    def _turn(self, first: Job) -> bool:
        """Do a batch and tell those who wait for it; false where it was the last."""
        batch, more = self._batch(first)
        try:
            self._connection = self._connection or self._connect()
        except apsw.Error as refused:  # a full disk has no room for it: the next batch tries again
            results: list[Result] = [(None, _ours(refused))] * len(batch)
        else:
            connection = self._connection
            results = _commits(connection, batch) if self._writes else [_attempt(connection, job) for job in batch]
        for (_, answer, loop), (value, error) in zip(batch, results, strict=True):
            _tell(loop, answer, value, error)
        if self._connection:
            self._after(self._connection)
        return more

    def _batch(self, first: Job) -> tuple[list[Job], bool]:
        batch = [first]
        while self._writes and len(batch) < MOST_IN_ONE_COMMIT:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                return batch, False
            batch.append(job)
        return batch, True


Result = tuple[Any, BaseException | None]


def _commits(connection: apsw.Connection, batch: list[Job]) -> list[Result]:
    """Run the batch in one transaction; where the disk takes that back, each job in one of its own.

    So a job that has nothing to write is not refused for one beside it that has.
    """
    results, kept = _commit(connection, batch)
    if kept or len(batch) == 1:
        return results
    return [result for job in batch for result in _commit(connection, [job])[0]]


def _commit(connection: apsw.Connection, batch: list[Job]) -> tuple[list[Result], bool]:
    """Run the batch in one transaction; where that is not kept, all of it has failed."""
    results: list[Result] = []
    try:
        _roll_back(connection)
        connection.execute("BEGIN IMMEDIATE")
        for job in batch:
            value, error = _in_savepoint(connection, job)
            if not connection.in_transaction:
                # A full disk undoes the whole transaction by itself: nothing of the batch is kept.
                return [(None, error)] * len(batch), False
            results.append((value, error))
        connection.execute("COMMIT")
    except apsw.Error as error:
        _roll_back(connection)
        return [(None, _ours(error))] * len(batch), False
    return results, True


def _roll_back(connection: apsw.Connection) -> None:
    """Where even this fails, the lane goes on: the next batch tries again, and says what is wrong."""
    if connection.in_transaction:
        with contextlib.suppress(apsw.Error):
            connection.execute("ROLLBACK")


def _in_savepoint(connection: apsw.Connection, job: Job) -> Result:
    connection.execute("SAVEPOINT job")
    value, error = _attempt(connection, job)
    if connection.in_transaction:
        if error is not None:
            connection.execute("ROLLBACK TO job")
        connection.execute("RELEASE job")
    return value, error


def _attempt(connection: apsw.Connection, job: Job) -> Result:
    try:
        return job[0](connection), None
    except apsw.Error as error:
        return None, _ours(error)
    except Exception as error:  # noqa: BLE001  it is handed to the caller, who waits for it
        return None, error


def _ours(error: apsw.Error) -> BaseException:
    """SQLite's errors that a client can act on, as ours."""
    if isinstance(error, apsw.FullError):
        return StorageFull()
    if isinstance(error, apsw.IOError | apsw.CantOpenError):
        return StorageFull("The disk refused the database. Nothing was stored; check the server's disk and try again.")
    if isinstance(error, apsw.ConstraintError):
        return error
    return RushesError(f"The database refused a statement: {error}")


def _tell(
    loop: asyncio.AbstractEventLoop, answer: asyncio.Future[Any], value: Any, error: BaseException | None
) -> None:
    def tell() -> None:
        if answer.cancelled():
            return
        if error is None:
            answer.set_result(value)
        else:
            answer.set_exception(error)

    if not loop.is_closed():
        loop.call_soon_threadsafe(tell)
