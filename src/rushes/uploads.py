"""The use cases of uploaded pictures: keep, see, list, remove; and the picture of a field that names one.

A create copies the picture it names, so that a task needs nothing of an upload that is removed or whose time is over.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable

import structlog

from rushes.core.caller import Caller, Scope
from rushes.core.ids import new_upload_id
from rushes.core.protocols import MediaStore
from rushes.core.upload import Upload, file_of
from rushes.errors import InvalidImage, NotFound, RushesError
from rushes.media.rules import Prepared
from rushes.media.sources import is_file_id
from rushes.paging import begins
from rushes.storage.uploads import UploadStore

#: Of one tenant.
MOST_UPLOADS = 500

log = structlog.get_logger()


class Uploads:
    """One for the process. `pictures` makes a field's source a checked picture, as for a create."""

    def __init__(
        self,
        store: UploadStore,
        media: MediaStore,
        pictures: Callable[[str | bytes, str], Awaitable[Prepared]],
        keep_seconds: float,
        now: Callable[[], float],
    ) -> None:
        self._store, self._media, self._pictures = store, media, pictures
        self._keep_seconds, self._now = keep_seconds, now

    async def keep(self, data: bytes, filename: str, purpose: str, by: Caller) -> Upload:
        """Check and keep a picture. Raises `InvalidImage`, `LimitReached`."""
        by.need(Scope.MAKE)
        picture, upload_id, now = await self._pictures(data, "file"), new_upload_id(), self._now()
        digest = await asyncio.to_thread(hashlib.sha256, picture.png)
        upload = Upload(
            id=upload_id,
            tenant=by.tenant,
            key=by.key,
            filename=filename,
            purpose=purpose,
            size=len(data),
            width=picture.width,
            height=picture.height,
            sha256=digest.hexdigest(),
            created_at=now,
            expires_at=now + self._keep_seconds,
        )
        await self._media.put_bytes(picture.png, upload.media)
        try:
            return await self._store.add(upload, MOST_UPLOADS)
        except RushesError as error:
            if error.status < 500 or error.certain:  # else the row may be there, and needs its file
                await self._media.delete(upload.media)
            raise

    async def get(self, upload_id: str, by: Caller) -> Upload:
        """A file of the caller's tenant. Raises `NotFound`."""
        by.need(Scope.READ)
        return await self._store.get(upload_id, by.tenant, self._now())

    async def page(self, by: Caller, after: str | None, limit: int) -> list[Upload]:
        """The tenant's files, newest first."""
        by.need(Scope.READ)
        if after is not None:
            await begins(self._store.get(after, by.tenant, self._now()), after)
        return await self._store.page(by.tenant, after, limit, self._now())

    async def remove(self, upload_id: str, by: Caller) -> str:
        """Forget a file. Tasks that were made with it keep their picture."""
        by.need(Scope.MAKE)
        await self._store.remove(upload_id, by.tenant)
        await self._media.delete(file_of(upload_id))
        return upload_id

    async def forget(self) -> None:
        """Remove the files whose time is over."""
        while gone := await self._store.forget(self._now()):
            for upload_id in gone:
                await self._media.delete(file_of(upload_id))
            log.info("uploads_expired", files=len(gone))

    async def there(self, upload_id: str) -> bool:
        """Whether it is anybody's."""
        return await self._store.there(upload_id)

    async def prepare(self, source: str | bytes, param: str, by: Caller) -> Prepared:
        """The picture of a create's field: an uploaded one as it is kept, any other checked now."""
        if isinstance(source, str) and is_file_id(source):
            return await self._kept(source, param, by)
        return await self._pictures(source, param)

    async def _kept(self, upload_id: str, param: str, by: Caller) -> Prepared:
        try:
            upload = await self._store.get(upload_id, by.tenant, self._now())
            size = await self._media.size(upload.media)
            pieces = [piece async for piece in self._media.read(upload.media, 0, size - 1)]
        except NotFound:
            raise InvalidImage(
                f"{param}: there is no uploaded file {upload_id!r} of yours; its time may be over. "
                "Upload the picture with POST /v1/files, or send it as a URL, a data: URI or base64.",
                param=param,
            ) from None
        return Prepared(b"".join(pieces), upload.width, upload.height, "png")
