"""The media store in a bucket of an S3-compatible service, for servers that share no disk. Only this file uses obstore.

An object is there whole or not at all; that it stays is the service's promise. Names are spread under the prefix as
they are on a disk.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import obstore
import structlog
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from rushes.errors import MediaUnavailable, NotFound, SettingsInvalid

log = structlog.get_logger()

_NAME = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)*")
PIECE = 1024 * 1024
#: A service that does not answer for so long is told as one that is away.
REQUEST_SECONDS, RETRY_SECONDS = 30, 20


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where it is. Without keys, obstore looks for the machine's own role, as AWS's tools do."""

    url: str
    endpoint: str | None = None
    region: str = "us-east-1"
    access_key: str | None = None
    secret_key: str | None = None


class S3Media:
    """Objects under one prefix."""

    def __init__(self, bucket: Bucket) -> None:
        parts = urlsplit(bucket.url)
        given = {"endpoint": bucket.endpoint, "region": bucket.region}
        keys = {"access_key_id": bucket.access_key, "secret_access_key": bucket.secret_key}
        try:
            self._store = S3Store(
                parts.netloc,
                prefix=parts.path.strip("/") or None,
                client_options={"allow_http": True, "timeout": timedelta(seconds=REQUEST_SECONDS)},
                retry_config={"max_retries": 5, "retry_timeout": timedelta(seconds=RETRY_SECONDS)},
                virtual_hosted_style_request=bucket.endpoint is None,
                **{name: value for name, value in {**given, **keys}.items() if value},  # type: ignore[arg-type]
            )
        except BaseError as error:
            raise SettingsInvalid(f"media.url is {bucket.url!r}, which cannot be used: {error}") from None

    async def put(self, source: Path, name: str) -> None:
        """Take the file over; it is kept, whole, when the call returns."""
        with _told(name):
            await obstore.put_async(self._store, _key(name), source)
        await asyncio.to_thread(source.unlink)

    async def put_bytes(self, data: bytes, name: str) -> None:
        """Keep these bytes; they are kept, whole, when the call returns."""
        with _told(name):
            await obstore.put_async(self._store, _key(name), data)

    async def size(self, name: str) -> int:
        """How many bytes the object has. Raises `NotFound`."""
        with _told(name):
            return (await obstore.head_async(self._store, _key(name)))["size"]

    async def read(self, name: str, first: int, last: int) -> AsyncIterator[bytes]:
        """The bytes from the first to the last, both counted, in pieces. Raises `NotFound`."""
        with _told(name):
            found = await obstore.get_async(self._store, _key(name), options={"range": (first, last + 1)})
            async for piece in found.stream(min_chunk_size=PIECE):
                yield bytes(piece)

    async def fetch(self, name: str, folder: Path) -> Path:
        """A copy of the object in the folder. Raises `NotFound`."""
        with _told(name):
            data = await (await obstore.get_async(self._store, _key(name))).bytes_async()
        copy = folder / name
        await asyncio.to_thread(copy.write_bytes, data)
        return copy

    async def delete(self, name: str) -> None:
        """Remove the object; one that is gone already is no error."""
        try:
            with _told(name):
                await obstore.delete_async(self._store, _key(name))
        except NotFound:
            return

    async def names(self, before: float | None = None) -> list[str]:
        """The names of all objects, or of those last written before this time."""
        found = []
        with _told("the list"):
            async for metas in obstore.list(self._store):
                for meta in metas:
                    if before is None or meta["last_modified"].timestamp() < before:
                        found.append(meta["path"].rpartition("/")[2])
        return found

    async def used(self) -> int:
        """Bytes of all objects."""
        size = 0
        with _told("the list"):
            async for metas in obstore.list(self._store):
                size += sum(meta["size"] for meta in metas)
        return size


def _key(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise NotFound
    return f"{name.partition('.')[0][-2:]}/{name}"


@contextmanager
def _told(name: str) -> Iterator[None]:
    """The service's faults as ours. What it said is for the log: it names hosts and buckets."""
    try:
        yield
    except (NotFoundError, FileNotFoundError):
        raise NotFound("The film's file is gone from the store; send the request again for a new one.") from None
    except BaseError as error:
        log.warning("media_unavailable", name=name, why=str(error).splitlines()[0][:300])
        raise MediaUnavailable from error
