"""The error answers, with an example for every code. Codes, statuses and bodies are those of the errors themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rushes import errors
from rushes.api.errors import body, headers, status_and_body
from rushes.api.kling.codes import spoken
from rushes.api.openapi.words import ref
from rushes.errors import RushesError

REQUEST_ID = "req_0f3a9c5d7e1b2a4c6d8e9f01"

#: One error of each code that the wire can show.
EXAMPLES: tuple[RushesError, ...] = (
    errors.InvalidRequest(
        "extra_body.multi_prompt[1].duration is 0; allowed: a whole number from 1 to 15.",
        param="extra_body.multi_prompt[1].duration",
    ),
    errors.InvalidJson("The body is not valid JSON: Expecting ',' delimiter at line 3, column 5."),
    errors.InvalidImage(
        "The picture is 200×200 pixels; each side must have at least 300. Send a larger picture.", param="image"
    ),
    errors.ImageUrlNotAllowed(param="image"),
    errors.UnsupportedByModel(param="model"),
    errors.Unauthenticated(),
    errors.InsufficientBudget(
        "This film costs $0.42, and this key's budget for 2026-11-22 (UTC) is $1.00, of which $0.84 is spent or "
        "reserved. Ask for a shorter film or a cheaper model, wait for the next period, or have the budget raised."
    ),
    errors.Forbidden("A page of another origin (https://example.com) may not write here."),
    errors.NotFound("There is no task 'task_5xq3mz8k2v7n4c9h1b6t0w3yrd' here."),
    errors.MethodNotAllowed("/v1/videos does not answer to PUT; allowed: GET, POST."),
    errors.ExternalTaskIdTaken.named("shot-12"),
    errors.IdempotencyConflict(param="Idempotency-Key"),
    errors.AlreadyFinal(),
    errors.LimitReached("There are 20 webhooks already, as many as may be; delete one first."),
    errors.NotFinished(),
    errors.KeyRevoked(),
    errors.TooLarge(),
    errors.UnsupportedMediaType("The content type is 'text/plain'; allowed: application/json and multipart/form-data."),
    errors.RangeNotSatisfiable(),
    errors.RateLimited("This key may send 60 requests a minute; try again in 1 second."),
    errors.RushesError(),
    errors.ProviderNotConfigured(param="model"),
    errors.ServerBusy(),
    errors.StorageFull(),
    errors.MediaUnavailable(),
)
BY_CODE = {error.code: error for error in EXAMPLES}

MEANINGS = {
    400: "The request breaks a rule; `param` names the field.",
    401: "No valid key.",
    402: "The price does not fit into the budget; nothing was held.",
    403: "Not allowed here: a key without the right, an unknown Host, or a write from a page of another origin.",
    404: "There is no such thing, or it is not yours.",
    405: "The path does not answer to that method; `Allow` lists those it answers to.",
    409: "It does not fit the state of things.",
    413: "The body is too large.",
    415: "The content type is not one that is taken.",
    416: "The file has no such bytes.",
    429: "More than the key may; where it helps to wait, `Retry-After` says how long.",
    500: "Something broke inside; the message names the request.",
    503: "The server cannot do it now.",
}
#: Headers that only some answers of a code have.
SOMETIMES = {
    "idempotency_conflict": ("Retry-After",),
    "internal_error": ("x-should-retry",),
    "rate_limited": ("RateLimit", "RateLimit-Policy"),
}
#: What any path may answer, and what any path with a key may.
ANYWHERE = ("forbidden", "internal_error")
WITH_KEY = ("unauthenticated", *ANYWHERE, "rate_limited", "server_busy")
WITH_BODY = ("unsupported_media_type",)


def examples() -> dict[str, Any]:
    """Every error's body, by code."""
    return {code: {"value": body(error, REQUEST_ID)} for code, error in BY_CODE.items()}


def refusals(codes: Iterable[str], path: str = "") -> dict[str, Any]:
    """The responses of that path's operation, which may answer with these codes, by status."""
    by_status: dict[int, list[RushesError]] = {}
    for code in dict.fromkeys(codes):
        by_status.setdefault(status_and_body(BY_CODE[code], REQUEST_ID, path)[0], []).append(BY_CODE[code])
    return {str(status): _response(status, found, path) for status, found in sorted(by_status.items())}


def _response(status: int, found: list[RushesError], path: str) -> dict[str, Any]:
    names = {"X-Request-Id", *(name for error in found for name in (*headers(error), *SOMETIMES.get(error.code, ())))}
    examples = {error.code: ref(error.code, "examples") for error in found}
    if spoken(path):
        examples = {error.code: {"value": status_and_body(error, REQUEST_ID, path)[1]} for error in found}
    return {
        "description": MEANINGS[status],
        "headers": {name: ref(name, "headers") for name in sorted(names)},
        "content": {
            "application/json": {
                "schema": ref("KlingError" if spoken(path) else "Error"),
                "examples": examples,
            }
        },
    }
