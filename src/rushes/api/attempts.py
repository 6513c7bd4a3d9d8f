"""What a create's headers say of repeating it: `Idempotency-Key`, and the count of a library's own retries."""

from __future__ import annotations

import json
import re
from typing import Any

from fastapi import Request, Response

from rushes.core.fields import show
from rushes.errors import InvalidRequest

LONGEST_KEY = 255
REPLAYED = {"Idempotent-Replayed": "true"}
#: Printable ASCII.
_KEY = re.compile(r"[!-~](?:[ -~]{0,253}[!-~])?")
_COUNT = re.compile(r"[0-9]{1,3}")


def read_key(request: Request) -> str | None:
    """The `Idempotency-Key`. Raises `InvalidRequest`."""
    given = request.headers.getlist("idempotency-key")
    if not given:
        return None
    key = ", ".join(given).strip()
    if len(given) > 1 or not _KEY.fullmatch(key):
        message = f"Idempotency-Key is {show(key)}; allowed: one, of 1 to {LONGEST_KEY} printable ASCII characters."
        raise InvalidRequest(message, param="Idempotency-Key")
    return key


def read_retry(request: Request) -> int:
    """How often the caller's library says it has tried before."""
    count = request.headers.get("x-stainless-retry-count", "")
    return int(count) if _COUNT.fullmatch(count) else 0


def to_text(value: dict[str, Any]) -> str:
    """An answer's body, as it is kept and sent."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def answer(text: str, headers: dict[str, str]) -> Response:
    """The body as it stands."""
    return Response(text.encode("utf-8"), media_type="application/json", headers=headers)
