"""HTTP towards vendors: deadlines, answers that are small and readable, and the one place that says what a failed
create means: surely not taken, or perhaps taken.

A provider speaks through this and catches nothing: whatever goes wrong out there is one of our errors by now.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import ssl
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn, Protocol

import httpx2
import structlog

from rushes.errors import ImageUrlNotAllowed, ProviderFailed
from rushes.media.fetch import FetchPolicy, fetch_into
from rushes.vendor_errors import SubmitUncertain, UpstreamBusy, UpstreamUnavailable

log = structlog.get_logger(__name__)

#: Nothing has left this machine when one of these is raised.
NOT_SENT = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.UnsupportedProtocol,
    httpx2.InvalidURL,
)
MOST_SHOWN = 300
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long and how large things may get. Times in seconds."""

    connect: float = 10.0
    #: A create from its first byte to the last of its answer.
    send: float = 60.0
    ask: float = 30.0
    file: float = 600.0
    answer_bytes: int = 1 << 20
    file_bytes: int = 1 << 30
    #: Requests under way at a time.
    at_once: int = 16
    #: What a `Retry-After` is taken for at least, and at most.
    least_wait: float = 1.0
    retry_after: float = 300.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a vendor answered: its JSON object, or None where it cannot be read as one."""

    status: int
    body: Mapping[str, Any] | None
    headers: Mapping[str, str] = field(default_factory=dict)
    #: What its `Retry-After` is taken for at least, and at most.
    waits: tuple[float, float] = (1.0, 300.0)

    @property
    def code(self) -> int | None:
        """The vendor's own code."""
        code = self.body.get("code") if self.body else None
        return code if isinstance(code, int) and not isinstance(code, bool) else None

    @property
    def message(self) -> str:
        """The vendor's own words, cut to a readable length and to what can be shown."""
        found = self.body or {}
        error = found.get("error")
        text = error.get("message") if isinstance(error, dict) else found.get("message")
        return "".join(char for char in str(text or "") if char.isprintable())[:MOST_SHOWN]

    @property
    def says(self) -> str:
        """The answer for a message: status, code and words."""
        code = "" if self.code is None else f", code {self.code}"
        return f"HTTP {self.status}{code}{': ' if self.message else ''}{self.message}"


class Speech(Protocol):
    """How a vendor says things."""

    def good(self, answer: Answer) -> bool:
        """Whether the answer says «done as asked»."""

    def absent(self, answer: Answer) -> bool:
        """Whether it says «no such job», and nothing else."""

    def verdict(self, answer: Answer) -> ProviderFailed | None:
        """The error that a refusal stands for, or None where it says nothing sure."""


class Leaving:
    """Follows one create on its way out, step by step as httpcore tells them."""

    def __init__(self, in_time: Callable[[], None]) -> None:
        self._in_time = in_time
        #: It is being connected, and none of it has left. False where nothing is told: then it may have.
        self.connecting = False

    async def __call__(self, step: str, _: Mapping[str, Any]) -> None:
        """A step of httpcore's `trace`."""
        if step == "connection.connect_tcp.started":
            self.connecting = True
        elif step.endswith("send_request_headers.started"):
            self._in_time()
            self.connecting = False


class Upstream:
    """One vendor. `headers` gives what lets us in, afresh for each request."""

    def __init__(
        self,
        base_url: str,
        bounds: Bounds,
        headers: Callable[[], Mapping[str, str]],
        speech: Speech,
        policy: FetchPolicy | None = None,
        tls: ssl.SSLContext | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._base, self._bounds, self._headers, self._speech = httpx2.URL(base_url), bounds, headers, speech
        self._policy = policy or FetchPolicy(connect_timeout=bounds.connect, read_timeout=bounds.ask)
        options: dict[str, Any] = {
            "base_url": base_url,
            "trust_env": False,
            "follow_redirects": False,
            "transport": transport,
            "verify": tls if tls is not None else self._base.scheme == "https",
            "timeout": httpx2.Timeout(bounds.ask, connect=bounds.connect),
        }
        self._asking = httpx2.AsyncClient(**options)
        # A create never goes over a connection that the vendor may just be closing: that would be a doubt for nothing.
        self._sending = httpx2.AsyncClient(**options, limits=httpx2.Limits(max_keepalive_connections=0))
        self._gate = asyncio.Semaphore(bounds.at_once)
        #: Requests so far, by kind and result: taken or told, refused in the vendor's words, or anything else.
        self.requests: Counter[tuple[str, str]] = Counter()

    async def create(
        self, path: str, body: Mapping[str, Any], in_time: Callable[[], None] = lambda: None
    ) -> Mapping[str, Any]:
        """Send a job once and give the good answer. Raises `SubmitUncertain` wherever it may have been taken; any other
        error of ours means that it was surely not taken, and so does what `in_time` raises: it is asked when the
        connection stands, right before the first byte goes.
        """
        with self._counted("create"):
            return await self._create(path, body, in_time)

    async def _create(self, path: str, body: Mapping[str, Any], in_time: Callable[[], None]) -> Mapping[str, Any]:
        content = json.dumps(body, ensure_ascii=False).encode()
        headers, leaving = {**self._headers(), "Content-Type": "application/json"}, Leaving(in_time)
        options = {"content": content, "headers": headers, "extensions": {"trace": leaving}}
        try:
            async with asyncio.timeout(self._bounds.send):
                answer = await self._answer(self._sending, "POST", path, **options)
        except (httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL, TimeoutError) as error:
            if isinstance(error, NOT_SENT) or leaving.connecting:
                raise UpstreamUnavailable(f"{self._base.host} cannot be reached: {type(error).__name__}.") from error
            raise SubmitUncertain(f"{self._base.host} gave no answer ({type(error).__name__}).") from error
        if answer.body is not None and self._speech.good(answer):
            return answer.body
        return self._not_good(answer)

    def _not_good(self, answer: Answer) -> NoReturn:
        """THE classification of a create's bad answer. Sure are refusals with a code that the vendor documents, and a
        429; a proxy's page, any 5xx and any 200 that says anything but «taken» are not.
        """
        if 400 <= answer.status < 500 and (error := self._speech.verdict(answer)) is not None:
            raise error
        if answer.status == 429:
            raise UpstreamBusy(f"{self._base.host} answers {answer.says}", after=retry_after(answer))
        raise SubmitUncertain(f"{self._base.host} answered {answer.says}.")

    async def ask(self, path: str, params: Mapping[str, str] | None = None) -> Answer:
        """A question that changes nothing: 200 with code 0, or «no such job». Raises our errors for all else."""
        with self._counted("ask"):
            return await self._ask(path, params)

    async def _ask(self, path: str, params: Mapping[str, str] | None) -> Answer:
        try:
            async with asyncio.timeout(self._bounds.ask), self._gate:
                answer = await self._answer(self._asking, "GET", path, params=params, headers=self._headers())
        except (*NOT_SENT, httpx2.HTTPError, httpx2.StreamError, TimeoutError) as error:
            raise UpstreamUnavailable(f"{self._base.host} gave no answer ({type(error).__name__}).") from error
        if answer.body is not None and (self._speech.good(answer) or self._speech.absent(answer)):
            return answer
        if answer.status in (401, 403) and (refusal := self._speech.verdict(answer)) is not None:
            raise refusal
        raise UpstreamUnavailable(f"{self._base.host} answered {answer.says}.", after=retry_after(answer))

    async def download(self, url: str, path: Path) -> int:
        """A vendor's file, byte for byte; its length. Our vendor's own host may stand anywhere, any other host must be
        public. Raises `UpstreamUnavailable`: what is written then is void.
        """
        with self._counted("file"):
            return await self._download(url, path)

    async def _download(self, url: str, path: Path) -> int:
        try:
            async with asyncio.timeout(self._bounds.file):
                if _origin(httpx2.URL(url)) == _origin(self._base):
                    return await self._own_file(url, path)
                with path.open("wb") as file:
                    limit, total = self._bounds.file_bytes, self._bounds.file
                    return await fetch_into(url, file.write, policy=self._policy, limit=limit, total=total)
        except (httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL, ValueError, TimeoutError) as error:
            raise UpstreamUnavailable(f"The film did not come over ({type(error).__name__}).") from error
        except ImageUrlNotAllowed:
            raise UpstreamUnavailable("The film's address is not one that may be fetched, or did not answer.") from None

    @contextlib.contextmanager
    def _counted(self, kind: str) -> Iterator[None]:
        result = "failed"
        try:
            yield
            result = "ok"
        except (SubmitUncertain, UpstreamUnavailable) as error:
            result = "refused" if isinstance(error, UpstreamBusy) else "failed"
            raise
        except ProviderFailed:
            result = "refused"
            raise
        finally:
            self.requests[kind, result] += 1

    async def close(self) -> None:
        """Let go of the connections."""
        await self._asking.aclose()
        await self._sending.aclose()

    async def _own_file(self, url: str, path: Path) -> int:
        length = 0
        async with self._asking.stream("GET", url, headers={"Accept-Encoding": "identity"}) as response:
            if response.status_code != 200:
                raise UpstreamUnavailable(f"The film's link answers HTTP {response.status_code}.")
            with path.open("wb") as file:
                async for chunk in response.aiter_raw(CHUNK):
                    length += len(chunk)
                    if length > self._bounds.file_bytes:
                        raise UpstreamUnavailable(f"The film is longer than {self._bounds.file_bytes} bytes.")
                    file.write(chunk)
        return length

    async def _answer(self, client: httpx2.AsyncClient, method: str, path: str, **options: Any) -> Answer:
        options["headers"] = {**options["headers"], "Accept": "application/json", "Accept-Encoding": "identity"}
        async with client.stream(method, path, **options) as response:
            body = bytearray()
            async for chunk in response.aiter_raw(CHUNK):
                body += chunk
                if len(body) > self._bounds.answer_bytes:
                    log.warning("vendor_answer_too_long", host=self._base.host, status=response.status_code)
                    return Answer(response.status_code, None, response.headers)
            plain = response.headers.get("content-encoding", "identity") == "identity"
            found = read_object(bytes(body)) if plain else None
            waits = (self._bounds.least_wait, self._bounds.retry_after)
            return Answer(response.status_code, found, response.headers, waits)


def read_object(data: bytes) -> Mapping[str, Any] | None:
    """A JSON object, or None for anything else: wrong text, NaN, brackets without end."""
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def retry_after(answer: Answer) -> float | None:
    """The seconds that the vendor asks to wait, within reason; None where it asks for nothing readable."""
    text = answer.headers.get("retry-after", "").strip()
    least, most = answer.waits
    return min(most, max(least, float(text))) if text.isascii() and text.isdigit() else None


def _origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
