"""What every request passes first: a request id, the Host allow-list, no writes from foreign pages, safe headers.

A browser that a hostile page drives can reach a server on loopback; a hostile name can resolve to it. So the
Host must be a loopback name, an address, or one that the operator named; and a page of another origin may not write.
"""

from __future__ import annotations

import ipaddress
import json
import re
import secrets
import time
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rushes.api import errors
from rushes.api.timings import Timings
from rushes.errors import Forbidden, RushesError, ServerBusy, UnsupportedMediaType

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
BODY_TYPES = ("application/json", "multipart/form-data")
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]{1,5})?", re.I)
_REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


#: Answered until the last moment: who asks this would kill a process that does not answer.
ALIVE = "/livez"


class Guard:
    """Pure ASGI, outermost: it answers what it refuses and marks what it lets through."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], timings: Timings | None = None) -> None:
        self._app, self._timings = app, timings or Timings()
        self._hosts = {*LOOPBACK_NAMES, *(host.lower() for host in hosts)}
        self._closed = False

    def close(self) -> None:
        """The server stops: refuse what comes from now on; what is being answered is answered to its end.

        Every answer says that its connection ends with it, so that no request gets into one as it is closed.
        """
        self._closed = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let an HTTP request through, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers, began = Headers(scope=scope), time.monotonic()
        request_id = _request_id(headers)
        scope.setdefault("state", {})["request_id"] = request_id

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                marked = MutableHeaders(scope=message)
                marked["x-request-id"] = request_id
                marked.setdefault("x-content-type-options", "nosniff")
                marked.setdefault("cache-control", "no-store")
                marked.setdefault("referrer-policy", "no-referrer")
                if self._closed:
                    marked["connection"] = "close"
                route = getattr(scope.get("route"), "path", None)
                self._timings.note(scope["method"], route, message["status"], time.monotonic() - began)
            await send(message)

        try:
            if self._closed and scope["path"] != ALIVE:
                raise ServerBusy("The server is stopping. Send the request again in a few seconds.")
            self._check(scope["method"], headers)
        except RushesError as error:
            await _refuse(error, request_id, scope["path"], send_marked)
            return
        await self._app(scope, receive, send_marked)

    def _check(self, method: str, headers: Headers) -> None:
        named = headers.getlist("host")
        if len(named) != 1 or not self._known(named[0]):
            raise Forbidden(
                f"The Host header is {', '.join(named)!r}, a name this server does not answer to. "
                "Use its address or localhost, or have its operator add the name to `hosts` or `public_url`."
            )
        if method in SAFE_METHODS:
            return
        self._own_page(headers)
        if headers.get("content-encoding", "identity") != "identity":
            raise UnsupportedMediaType("A compressed body is not taken; send it plain.")
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        has_body = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
        if has_body and kind not in BODY_TYPES:
            raise UnsupportedMediaType(f"The content type is {kind!r}; allowed: {' and '.join(BODY_TYPES)}.")

    def _known(self, host: str) -> bool:
        match = _HOST.fullmatch(host)
        if not match:
            return False
        name = match[1].lower()
        return name in self._hosts or _is_address(name.strip("[]"))

    def _own_page(self, headers: Headers) -> None:
        """Refuse a write that a page of another origin sends: browsers say so, other clients send none of this."""
        origin, site = headers.get("origin"), headers.get("sec-fetch-site", "none")
        foreign = site not in ("same-origin", "none")
        if origin is not None:
            foreign = foreign or origin.lower().partition("://")[2] != headers["host"].lower()
        if foreign:
            raise Forbidden(f"A page of another origin ({origin or site}) may not write here.")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _request_id(headers: Headers) -> str:
    given = headers.get("x-request-id", "")
    return given if _REQUEST_ID.fullmatch(given) else f"req_{secrets.token_hex(12)}"


async def _refuse(error: RushesError, request_id: str, path: str, send: Send) -> None:
    status, body = errors.status_and_body(error, request_id, path)
    data = json.dumps(body).encode()
    found = {"content-type": "application/json", "content-length": str(len(data)), **errors.headers(error)}
    lines = [(name.lower().encode(), value.encode()) for name, value in found.items()]
    await send({"type": "http.response.start", "status": status, "headers": lines})
    await send({"type": "http.response.body", "body": data})
