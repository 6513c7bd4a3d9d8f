"""Uploaded pictures in a database: their rows and their transactions as steps. Their files are the media store's."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from rushes.core.upload import Upload
from rushes.errors import LimitReached, NotFound
from rushes.storage.engine import Engine, Steps, ask


class UploadStore:
    """Uploads, over the same engine as the tasks."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def add(self, upload: Upload, most: int) -> Upload:
        """Keep a new one. Raises `LimitReached` where its tenant has as many as it may."""
        return await self._engine.write(lambda: _add(upload, most))

    async def get(self, upload_id: str, tenant: str, now: float) -> Upload:
        """A tenant's upload whose time is not over. Raises `NotFound`."""
        return await self._engine.read(lambda: _get(upload_id, tenant, now))

    async def page(self, tenant: str, after: str | None, limit: int, now: float) -> list[Upload]:
        """A tenant's uploads, newest first."""
        return await self._engine.read(lambda: _page(tenant, after, limit, now))

    async def remove(self, upload_id: str, tenant: str) -> None:
        """Forget it. Raises `NotFound`."""
        await self._engine.write(lambda: _remove(upload_id, tenant))

    async def forget(self, now: float) -> list[str]:
        """Forget some whose time is over; their ids."""
        return [row["id"] for row in await self._engine.write(lambda: ask("drop_expired_uploads", now=now))]

    async def there(self, upload_id: str) -> bool:
        """Whether it is anybody's."""
        return bool(await self._engine.read(lambda: ask("upload_is_there", id=upload_id)))


def row_to_upload(row: Mapping[str, Any]) -> Upload:
    """The upload of a row of `SELECT *`."""
    return Upload(**{"key" if name == "key_id" else name: value for name, value in row.items()})


def _add(upload: Upload, most: int) -> Steps[Upload]:
    (found,) = yield from ask("count_uploads", tenant=upload.tenant)
    if found["uploads"] >= most:
        raise LimitReached(f"There are {most} uploaded files already, as many as may be; delete some first.")
    row = dataclasses.asdict(upload)
    yield from ask("add_upload", key_id=row.pop("key"), **row)
    return upload


def _get(upload_id: str, tenant: str, now: float) -> Steps[Upload]:
    rows = yield from ask("get_upload", id=upload_id, tenant=tenant, now=now)
    if not rows:
        raise NotFound(f"There is no file {upload_id[:64]!r} here. Upload it with POST /v1/files.")
    return row_to_upload(rows[0])


def _page(tenant: str, after: str | None, limit: int, now: float) -> Steps[list[Upload]]:
    rows = yield from ask("page_of_uploads", tenant=tenant, after=after, limit=limit, now=now)
    return [row_to_upload(row) for row in rows]


def _remove(upload_id: str, tenant: str) -> Steps[None]:
    if not (yield from ask("drop_upload", id=upload_id, tenant=tenant)):
        raise NotFound(f"There is no file {upload_id[:64]!r} here.")
