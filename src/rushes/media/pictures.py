"""A picture of a request, from wherever it comes, to the checked and re-encoded bytes that are kept."""

from __future__ import annotations

from rushes.errors import InvalidImage
from rushes.media.fetch import fetch
from rushes.media.policy import FetchPolicy
from rushes.media.retouch import Retoucher
from rushes.media.rules import MAX_BYTES, Prepared
from rushes.media.sources import read_source

FETCH_SECONDS = 20.0


class Pictures:
    """Reads the source, fetches where it is a URL, and has the bytes checked in the confined process."""

    def __init__(self, policy: FetchPolicy, retoucher: Retoucher) -> None:
        self._policy, self._retoucher = policy, retoucher

    async def prepare(self, source: str | bytes, param: str) -> Prepared:
        """The picture of a field that names no uploaded file.

        Raises `InvalidImage` or `ImageUrlNotAllowed` that name the field.
        """
        data = source if isinstance(source, bytes) else read(source, param)
        if isinstance(data, str):
            data = await fetch(data, policy=self._policy, limit=MAX_BYTES, total=FETCH_SECONDS, param=param)
        try:
            return await self._retoucher.prepare(data)
        except InvalidImage as error:
            raise InvalidImage(f"{param}: {error.message}", param=param) from None

    async def close(self) -> None:
        """End the confined processes."""
        await self._retoucher.close()


def read(source: str, param: str) -> str | bytes:
    """The URL, the file's id or the bytes that a field's text holds. Raises `InvalidImage` that names the field."""
    try:
        return read_source(source)
    except InvalidImage as error:
        raise InvalidImage(f"{param}: {error.message}", param=param) from None
