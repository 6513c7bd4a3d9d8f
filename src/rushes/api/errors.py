"""The only writer of error bodies: our errors, and the framework's, as `{"error": {message, type, param, code}}`; to
those who speak Kling's dialect, as Kling writes them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from rushes.api.kling import codes as kling
from rushes.errors import (
    Forbidden,
    IdempotencyConflict,
    IdempotencyInFlight,
    InvalidRequest,
    MediaUnavailable,
    MethodNotAllowed,
    NotFound,
    RangeNotSatisfiable,
    RateLimited,
    RushesError,
    ServerBusy,
    StorageFull,
    TooLarge,
    Unauthenticated,
)

log = structlog.get_logger()

BUSY_RETRY_SECONDS = 5
IN_FLIGHT_SECONDS = 1


def install(app: FastAPI, routes: Sequence[APIRoute]) -> None:
    """Have every error of the app answered here; `routes` are those that a 405 may name."""
    app.state.routes = routes
    app.add_exception_handler(RushesError, _ours)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def body(error: RushesError, request_id: str) -> dict[str, Any]:
    """The body of an error's answer."""
    param = None if error.param is None else _sendable(error.param)
    message = _message(error, request_id)
    return {"error": {"message": message, "type": _kind(error.status), "param": param, "code": error.code}}


def status_and_body(error: RushesError, request_id: str, path: str) -> tuple[int, dict[str, Any]]:
    """The same, with the status it comes under, for whoever asks for that path."""
    if kling.spoken(path):
        return kling.status_and_code(error)[0], kling.body(error, _message(error, request_id), request_id)
    return error.status, body(error, request_id)


def headers(error: RushesError) -> dict[str, str]:
    """The headers that belong to an error's answer."""
    found = {}
    if isinstance(error, Unauthenticated):
        found["WWW-Authenticate"] = "Bearer"
    if isinstance(error, ServerBusy | StorageFull | MediaUnavailable):
        found["Retry-After"] = str(BUSY_RETRY_SECONDS)
    if isinstance(error, IdempotencyInFlight):
        found["Retry-After"] = str(IN_FLIGHT_SECONDS)
    elif isinstance(error, IdempotencyConflict):
        found["x-should-retry"] = "false"
    if isinstance(error, RateLimited):
        seconds = max(1, math.ceil(error.seconds))
        found["Retry-After"] = str(seconds)
        if error.per_minute is not None:  # as the IETF's draft on RateLimit header fields writes it
            found["RateLimit-Policy"] = f'"requests";q={error.per_minute};w=60'
            found["RateLimit"] = f'"requests";r=0;t={seconds}'
    if isinstance(error, RangeNotSatisfiable):
        found["Content-Range"] = f"bytes */{error.size}"
    return found


def answer(error: RushesError, request: Request) -> JSONResponse:
    """The whole answer of an error."""
    status, told = status_and_body(error, request.state.request_id, request.scope["path"])
    return JSONResponse(told, status, headers(error))


def _message(error: RushesError, request_id: str) -> str:
    return _sendable(error.message if error.status < 500 else f"{error.message} (request {request_id})")


def _sendable(text: str) -> str:
    """Half a surrogate pair, which JSON can carry and UTF-8 cannot, is shown as its escape."""
    return text.encode("utf-8", "backslashreplace").decode()


def _kind(status: int) -> str:
    """OpenAI's words for the class of an error."""
    kinds = {401: "authentication_error", 403: "permission_error", 404: "not_found_error", 429: "rate_limit_error"}
    return kinds.get(status, "invalid_request_error" if status < 500 else "server_error")


async def _ours(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RushesError)
    if error.status >= 500:
        log.error("request_failed", code=error.code, why=error.message, path=request.scope["path"])
    return _safe(request, error)


def _safe(request: Request, error: RushesError) -> JSONResponse:
    """The answer of an error; where the task may be kept all the same, one that libraries do not try again on."""
    found = answer(error, request)
    if error.status >= 500 and not error.certain and getattr(request.state, "may_double", False):
        found.headers["x-should-retry"] = "false"
    return found


async def _validation(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    fault = error.errors()[0]
    path = ".".join(str(part) for part in fault["loc"][1:])
    found = InvalidRequest(f"{path} is {fault.get('input')!r}: {fault['msg']}.", param=path)
    return answer(found, request)


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    path, method = request.scope["path"], request.method
    if error.status_code == 404:
        found: RushesError = NotFound(f"There is no {path} here; /docs lists the paths.")
    elif error.status_code == 405:
        allowed = ", ".join(_methods(request))
        found = MethodNotAllowed(f"{path} does not answer to {method}; allowed: {allowed}.")
        refused = answer(found, request)
        refused.headers["Allow"] = allowed
        return refused
    elif error.status_code == 413:
        found = TooLarge(str(error.detail))
    elif error.status_code == 403:
        found = Forbidden(str(error.detail))
    else:
        found = InvalidRequest(str(error.detail))
    return answer(found, request)


def _methods(request: Request) -> list[str]:
    """All that the path answers to; the framework names those of the first route only. A path that is written out is
    not meant as somebody's id.
    """
    path, routes = request.scope["path"], request.app.state.routes
    named = [route for route in routes if route.path == path] or [
        route for route in routes if route.path_regex.match(path)
    ]
    return sorted({method for route in named for method in route.methods or ()})


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    log.error("request_broke", path=request.scope["path"], exc_info=error)
    message = "Something broke inside Rushes. Try again; if it stays, look into the server's log for this request."
    return _safe(request, RushesError(message))
