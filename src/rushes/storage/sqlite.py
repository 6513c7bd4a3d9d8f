"""The store on SQLite: one writer lane with group commit, one reader lane, `synchronous=FULL`.

A statement's text is in `statements.sql`, a task's shape in `rows`; here is only which statement runs when.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import apsw

from rushes.core.event import Event, Recorded
from rushes.core.protocols import Filters, Listener, Page
from rushes.core.task import WIRE, Status, Task
from rushes.errors import ExternalTaskIdTaken, NotFound, SettingsInvalid, StaleEpoch
from rushes.storage.lane import Lane
from rushes.storage.rows import event_to_row, row_to_task, task_to_row
from rushes.storage.statements import migrations, statements

Rows = list[dict[str, Any]]


class SqliteStore:
    """Tasks and events in one SQLite file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            _migrate(path)
        except apsw.Error as error:
            raise SettingsInvalid(
                f"The database {path} cannot be opened: {error}. Mend or restore the file, or point RUSHES_DATA at "
                "another folder; the films beside it stay as they are."
            ) from error
        self._writer = Lane(lambda: _connect(path), "store-writer", writes=True)
        self._reader = Lane(lambda: _connect(path), "store-reader", writes=False)
        self._listeners: list[Listener] = []

    def close(self) -> None:
        """Commit what is queued and close the file."""
        self._writer.close()
        self._reader.close()

    def listen(self, listener: Listener) -> None:
        """Have `listener(task)` called after each committed change."""
        self._listeners.append(listener)

    async def add(self, task: Task) -> Task:
        """Keep a new task. Raises `ExternalTaskIdTaken`."""

        def work(connection: apsw.Connection) -> Task:
            _run(connection, "add_task", task_to_row(task))
            _run(connection, "add_event", event_to_row(task, None, task.created_at))
            return task

        try:
            return self._told(await self._writer.run(work))
        except apsw.ConstraintError:
            raise ExternalTaskIdTaken.named(task.request.external_task_id or "") from None

    async def record(self, task_id: str, event: Event, now: float, epoch: int | None = None) -> Task:
        """Apply one event in one transaction. Raises `StaleEpoch`, `IllegalTransition`, `NotFound`."""

        def work(connection: apsw.Connection) -> Task:
            task = _one(_run(connection, "get_task", {"id": task_id}))
            if epoch is not None and task.epoch != epoch:
                raise StaleEpoch(f"{task_id} is at epoch {task.epoch}; this write carries {epoch}.")
            after = task.apply(event, now)
            _run(connection, "update_task", task_to_row(after))
            _run(connection, "add_event", event_to_row(after, event, now))
            return after

        return self._told(await self._writer.run(work))

    async def remove(self, task_id: str, tenant: str, now: float) -> Task:
        """Leave a tombstone in place of an ended task and answer what it was. Raises `NotFound`."""

        def work(connection: apsw.Connection) -> Task:
            task = _one(_run(connection, "get_task_of_tenant", {"id": task_id, "tenant": tenant}))
            _run(connection, "bury_task", {"id": task_id, "deleted_at": now})
            _run(connection, "drop_events", {"task_id": task_id})
            return task

        return await self._writer.run(work)

    async def get(self, task_id: str, tenant: str) -> Task:
        """The task, if it is this tenant's. Raises `NotFound`."""
        return _one(await self._read("get_task_of_tenant", id=task_id, tenant=tenant))

    async def find(self, external_task_id: str, tenant: str) -> Task:
        """The task with the caller's own id. Raises `NotFound`."""
        return _one(await self._read("find_task", external_task_id=external_task_id, tenant=tenant))

    async def place(self, task_id: str, tenant: str) -> int:
        """Where a task stands in the order of arrival; a deleted one keeps its place. Raises `NotFound`."""
        rows = await self._read("place_of_task", id=task_id, tenant=tenant)
        if not rows:
            raise NotFound
        return int(rows[0]["place"])

    async def page(self, tenant: str, filters: Filters) -> Page:
        """A slice of a tenant's tasks."""
        after = filters.after if filters.after is not None else (2**62 if filters.descending else 0)
        inner = " ".join(str(status) for status, wire in WIRE.items() if wire in filters.statuses)
        rows = await self._read(
            "page_down" if filters.descending else "page_up",
            tenant=tenant,
            after=after,
            model=filters.model,
            statuses=f" {inner} " if filters.statuses else None,
            limit=filters.limit + 1,
        )
        return Page(tuple(row_to_task(row) for row in rows[: filters.limit]), len(rows) > filters.limit)

    async def held(self) -> Sequence[Task]:
        """All tasks that a run has claimed and not let go, oldest first."""
        return [row_to_task(row) for row in await self._read("held")]

    async def next_tasks(self, provider: str, now: float, limit: int) -> list[str]:
        """Ids of a provider's oldest queued tasks that may run now."""
        return [row["id"] for row in await self._read("next_tasks", provider=provider, now=now, limit=limit)]

    async def next_due(self, provider: str, now: float) -> float | None:
        """When the next of a provider's queued tasks that must still wait may run."""
        due: float | None = (await self._read("next_due", provider=provider, now=now))[0]["due"]
        return due

    async def expired(self, now: float) -> list[Task]:
        """Tasks whose films' time is over, up to a hundred."""
        return [row_to_task(row) for row in await self._read("expired", now=now)]

    async def too_old(self, before: float) -> list[Task]:
        """Tasks that were created before then and have not ended, up to a hundred; uncertain ones are an operator's."""
        return [row_to_task(row) for row in await self._read("too_old", before=before)]

    async def prospects(self, tasks: Sequence[Task]) -> list[tuple[int, float | None]]:
        """For each task: how many of its provider wait before it, and seconds of work for a second of its model's film.

        The pace is that of the model's last runs; None where there are none.
        """
        models = {task.request.model for task in tasks}

        def work(connection: apsw.Connection) -> list[tuple[int, float | None]]:
            paces = {model: _pace(_run(connection, "last_runs", {"model": model})) for model in models}
            return [(_ahead(connection, task), paces[task.request.model]) for task in tasks]

        return await self._reader.run(work)

    async def events(self, tenant: str, after: int, limit: int = 500) -> list[Recorded]:
        """A tenant's events after a number, oldest first."""
        return [Recorded(**row) for row in await self._read("events_after", tenant=tenant, number=after, limit=limit)]

    async def events_of(self, task_id: str, after: int, limit: int = 500) -> list[Recorded]:
        """A task's events after a sequence number, oldest first."""
        rows = await self._read("events_of_task_after", task_id=task_id, sequence=after, limit=limit)
        return [Recorded(**row) for row in rows]

    async def last_event_number(self) -> int:
        """The number of the newest event of all."""
        rows = await self._read("last_event_number")
        return int(rows[0]["number"])

    async def known(self, task_id: str) -> Task:
        """The task of whichever tenant. Raises `NotFound`."""
        return _one(await self._read("get_task", id=task_id))

    async def secret(self, name: str) -> bytes:
        """A random secret of this installation, made on first use and kept."""

        def work(connection: apsw.Connection) -> bytes:
            _run(connection, "keep_secret", {"name": name, "value": secrets.token_bytes(32)})
            return bytes(_run(connection, "get_secret", {"name": name})[0]["value"])

        return await self._writer.run(work)

    async def _read(self, statement: str, **values: object) -> Rows:
        return await self._reader.run(lambda connection: _run(connection, statement, values))

    def _told(self, task: Task) -> Task:
        for listener in self._listeners:
            asyncio.get_running_loop().call_soon(listener, task)
        return task


def _run(connection: apsw.Connection, statement: str, values: dict[str, Any]) -> Rows:
    cursor = connection.cursor()
    cursor.row_trace = _as_mapping
    return list(cursor.execute(statements()[statement], values))


def _ahead(connection: apsw.Connection, task: Task) -> int:
    if task.status is not Status.QUEUED:
        return 0
    rows = _run(connection, "ahead_in_queue", {"provider": task.provider, "id": task.id})
    return int(rows[0]["ahead"])


def _pace(runs: Rows) -> float | None:
    film = sum(row["seconds"] for row in runs)
    return sum(row["worked"] for row in runs) / film if film else None


def _as_mapping(cursor: apsw.Cursor, row: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip((column[0] for column in cursor.get_description()), row, strict=True))


def _one(rows: Rows) -> Task:
    if not rows:
        raise NotFound
    return row_to_task(rows[0])


def _connect(path: Path) -> apsw.Connection:
    connection = apsw.Connection(str(path))
    connection.set_busy_timeout(10_000)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _migrate(path: Path) -> None:
    """Bring the file to this version's schema, a migration a transaction; refuse a newer one."""
    connection = _connect(path)
    (version,) = next(iter(connection.execute("PRAGMA user_version")))
    scripts = migrations("sqlite")
    if version > scripts[-1][0]:
        connection.close()
        raise SettingsInvalid(
            f"The database {path} has schema {version}; this version of rushes knows up to {scripts[-1][0]}. "
            "Start the newer rushes that wrote it, or point RUSHES_DATA at another folder."
        )
    for number, script in scripts:
        if number > version:
            connection.execute(f"BEGIN IMMEDIATE; {script}; PRAGMA user_version={number}; COMMIT")
    connection.close()
