"""Send a few bytes to an address that a stranger gave, through the same seam as fetches: for webhooks.

No redirect is followed and no more is read than the answer's head, so that nothing of what lies behind the address
comes back. Whether the address is forbidden or leads nowhere is told in the same words.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address

import httpcore2
import structlog

from rushes.errors import InvalidRequest
from rushes.media.fetch import FAILURES, MAX_HEADERS, one_header, system_tls
from rushes.media.pinned import Pinned
from rushes.media.policy import FetchPolicy
from rushes.media.target import Blocked, host_of, port_of, target

FORBIDDEN = "The URL leads nowhere, or where webhooks may not go."
BROKEN = "No connection could be made, or it broke before the answer."
NO_HTTP = "What was answered is not HTTP."

log = structlog.get_logger(__name__)


class NotSent(Exception):
    """Nobody has answered. The text is for the receiver's owner."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a receiver answers, as far as anyone looks at it."""

    status: int
    retry_after: str | None = None


async def post(url: str, body: bytes, headers: Mapping[str, str], *, policy: FetchPolicy, total: float) -> Answer:
    """The answer's head, within `total` seconds. Raises `NotSent`."""
    try:
        async with asyncio.timeout(total):
            return await _post(url, body, headers, policy)
    except FAILURES as error:
        log.info("webhook_not_sent", host=_host(url), reason=f"{type(error).__name__}: {error}"[:300])
        raise NotSent(_words(error, total)) from None


def refuse_unreachable(url: str, param: str, policy: FetchPolicy) -> None:
    """Raises `InvalidRequest` for a URL that could never be sent to, as far as its text shows."""
    try:
        host = host_of(target(url, policy))
        if _is_literal(host) and not policy.permits(host):
            raise Blocked(f"{host} is not allowed")
    except Blocked as error:
        log.info("webhook_refused", reason=str(error)[:300])
        schemes = "http or https" if policy.allow_http else "https"
        message = (
            f"{param} is {url[:80]!r}; allowed: a public {schemes} URL without a user's name. For a receiver on your "
            "own machine use «rushes webhooks listen --forward URL»; for one in a private network have the operator "
            "set [webhooks] allow_networks."
        )
        raise InvalidRequest(message, param=param) from None


async def _post(url: str, body: bytes, headers: Mapping[str, str], policy: FetchPolicy) -> Answer:
    here = target(url, policy)
    given = {"Host": here.netloc.decode("ascii"), **headers, "Content-Length": str(len(body)), "Connection": "close"}
    async with (
        httpcore2.AsyncConnectionPool(
            ssl_context=policy.tls or system_tls(), network_backend=Pinned(policy), max_connections=1
        ) as pool,
        pool.stream(
            "POST",
            httpcore2.URL(scheme=here.scheme, host=host_of(here), port=port_of(here), target=here.raw_path),
            headers=[(name.encode("ascii"), value.encode("ascii")) for name, value in given.items()],
            content=body,
            extensions={"timeout": {"read": policy.read_timeout, "write": policy.read_timeout}},
        ) as response,
    ):
        if sum(len(name) + len(value) for name, value in response.headers) > MAX_HEADERS:
            raise ValueError("the headers are too long")
        return Answer(response.status, one_header(response, b"retry-after"))


def _words(error: BaseException, total: float) -> str:
    match error:
        case Blocked():
            return FORBIDDEN
        case TimeoutError() | httpcore2.TimeoutException():
            return f"It did not answer within {total:g} seconds."
        case httpcore2.ProtocolError() | ValueError():
            return NO_HTTP
    return BROKEN


def _host(url: str) -> str:
    """For the log: path and query may hold secrets."""
    return url.partition("://")[2].partition("/")[0].partition("?")[0].rpartition("@")[2][:100]


def _is_literal(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
