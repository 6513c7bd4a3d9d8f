"""Our errors as Kling says them: a number under an HTTP status, in a body of its own shape.

Source of the numbers: Kling's developer documentation, «Error codes».
"""

from __future__ import annotations

from typing import Any

from rushes.errors import RushesError

PREFIX = "/kling/"
#: Our code: HTTP status, Kling's code. What is not here is 400/1201 or 500/5000.
CODES = {
    "unauthenticated": (401, 1000),
    "insufficient_budget": (429, 1102),
    "forbidden": (403, 1103),
    "invalid_json": (400, 1200),
    "unsupported_media_type": (400, 1200),
    "method_not_allowed": (404, 1202),
    "not_found": (404, 1203),
    "rate_limited": (429, 1302),
    "provider_not_configured": (503, 5001),
    "server_busy": (503, 5001),
    "storage_full": (503, 5001),
    "media_unavailable": (503, 5001),
}


def spoken(path: str) -> bool:
    """Whether who asks for that path understands these answers."""
    return path.startswith(PREFIX)


def status_and_code(error: RushesError) -> tuple[int, int]:
    """How Kling would number an error."""
    return CODES.get(error.code, (400, 1201) if error.status < 500 else (500, 5000))


def body(error: RushesError, message: str, request_id: str) -> dict[str, Any]:
    """The body of a refusal. `message` is what may be sent of the error's text."""
    return {"code": status_and_code(error)[1], "message": message, "request_id": request_id}
