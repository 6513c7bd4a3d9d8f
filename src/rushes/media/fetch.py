"""Fetch a file from an address that a stranger gave: the one way out of Rushes on someone else's word.

Whatever goes wrong, the caller learns one thing only, `ImageUrlNotAllowed`, so that nobody can probe a network through
us; the reason goes to the log, without path and query, which may hold secrets. What the bytes are is `images.py`'s.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cache
from ssl import SSLContext

import httpcore2
import httpx2
import structlog

from rushes.errors import ImageUrlNotAllowed
from rushes.media.gunzip import Gunzip
from rushes.media.pinned import Pinned
from rushes.media.policy import FetchPolicy
from rushes.media.target import Blocked, host_of, port_of, redirected, target

__all__ = ["FAILURES", "FetchPolicy", "fetch", "fetch_into", "one_header", "system_tls"]

MIB = 1 << 20
MAX_HEADERS = 16 << 10
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: All that can go wrong on the way out.
FAILURES = (
    Blocked,
    OSError,
    ValueError,
    httpcore2.NetworkError,
    httpcore2.TimeoutException,
    httpcore2.ProtocolError,
    httpcore2.UnsupportedProtocol,
)

log = structlog.get_logger(__name__)


async def fetch(
    url: str, *, policy: FetchPolicy, limit: int = 10 * MIB, total: float = 20.0, param: str | None = None
) -> bytes:
    """Give the body at `url`, at most `limit` bytes after decoding, within `total` seconds from first to last.

    Raises ImageUrlNotAllowed for everything that is forbidden or fails, with `param` as the field to blame.
    """
    body = bytearray()
    await fetch_into(url, body.extend, policy=policy, limit=limit, total=total, param=param)
    return bytes(body)


async def fetch_into(
    url: str,
    write: Callable[[bytes], object],
    *,
    policy: FetchPolicy,
    limit: int,
    total: float,
    param: str | None = None,
) -> int:
    """As `fetch`, but hand the body on piece by piece; give its length. What was written before an error is void."""
    host = ""
    try:
        async with asyncio.timeout(total):
            here = target(url, policy)
            for _ in range(policy.redirects + 1):
                host = host_of(here)
                reached = await _hop(here, write, policy, limit)
                if isinstance(reached, int):
                    return reached
                here = reached
        raise Blocked("there are too many redirects")
    except FAILURES as error:
        log.info("fetch_refused", host=host, reason=f"{type(error).__name__}: {error}"[:300])
        raise ImageUrlNotAllowed(param=param) from None


async def _hop(url: httpx2.URL, write: Callable[[bytes], object], policy: FetchPolicy, limit: int) -> int | httpx2.URL:
    """One request on a connection of its own: the length of the body it handed on, or where it leads."""
    async with (
        httpcore2.AsyncConnectionPool(
            ssl_context=policy.tls or system_tls(), network_backend=Pinned(policy), max_connections=1
        ) as pool,
        pool.stream(
            "GET",
            httpcore2.URL(scheme=url.scheme, host=host_of(url), port=port_of(url), target=url.raw_path),
            headers=_headers(url),
            extensions={"timeout": {"read": policy.read_timeout, "write": policy.read_timeout}},
        ) as response,
    ):
        if sum(len(name) + len(value) for name, value in response.headers) > MAX_HEADERS:
            raise Blocked("the headers are too long")
        if response.status in _REDIRECTS:
            return redirected(url, one_header(response, b"location") or "", policy)
        if response.status != 200:
            raise Blocked(f"the answer is {response.status}")
        return await _body(response, write, limit)


async def _body(response: httpcore2.Response, write: Callable[[bytes], object], limit: int) -> int:
    """Count while it streams, as it came and as it decodes: neither may pass `limit`."""
    coding = (one_header(response, b"content-encoding") or "identity").lower()
    if coding not in ("identity", "gzip"):
        raise Blocked(f"the encoding {coding!r} is not allowed")
    gunzip = Gunzip() if coding == "gzip" else None
    raw = length = 0
    async for chunk in response.aiter_stream():
        raw += len(chunk)
        for piece in (chunk,) if gunzip is None else gunzip.feed(chunk):
            length += len(piece)
            if max(raw, length) > limit:
                raise Blocked(f"the body is longer than {limit} bytes")
            write(piece)
    if length == 0 or (gunzip is not None and not gunzip.whole):
        raise Blocked("the body is empty or cut off")
    return length


def _headers(url: httpx2.URL) -> list[tuple[bytes, bytes]]:
    """No credentials, no cookies, nothing of the caller."""
    return [
        (b"Host", url.netloc),
        (b"User-Agent", b"Rushes"),
        (b"Accept", b"image/png,image/jpeg,image/webp,*/*;q=0.5"),
        (b"Accept-Encoding", b"identity"),
        (b"Connection", b"close"),
    ]


def one_header(response: httpcore2.Response, name: bytes) -> str | None:
    """A header's value. Raises `Blocked` where it stands twice, `ValueError` where it is no text."""
    values = [value for key, value in response.headers if key.lower() == name]
    if len(values) > 1:
        raise Blocked(f"the header {name!r} stands twice")
    return values[0].decode("utf-8").strip() if values else None


@cache
def system_tls() -> SSLContext:
    """The system's certificates, read once."""
    return httpcore2.default_ssl_context()
