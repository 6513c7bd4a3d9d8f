"""Unpack a gzip stream piece by piece, so that a bomb is stopped at the first piece too many."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_PIECE = 1 << 18


class Gunzip:
    """One gzip member. ValueError where the stream is broken or goes on after its end."""

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)

    @property
    def whole(self) -> bool:
        """Whether the stream has come to its own end, checksum included."""
        return self._inflate.eof

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Give what `data` unpacks to, in pieces of bounded size, as they are asked for."""
        while data:
            if self.whole:
                raise ValueError("bytes follow the end of the gzip stream")
            try:
                piece = self._inflate.decompress(data, _PIECE)
            except zlib.error as error:
                raise ValueError(f"the gzip stream is broken: {error}") from error
            data = self._inflate.unconsumed_tail or self._inflate.unused_data
            if piece:
                yield piece
