"""Signed links: a film's URL opens without a key until it expires, and only for that task and variant."""

from __future__ import annotations

import base64
import hashlib
import hmac
import math
import re
import time
from collections.abc import Callable

VARIANTS = ("video", "thumbnail")
_EXPIRES = re.compile(r"[0-9]{1,12}")


class Links:
    """Makes and checks links with one secret of this installation."""

    def __init__(self, secret: bytes, public_url: str, seconds: int, now: Callable[[], float] = time.time) -> None:
        self._secret, self._public_url, self._seconds, self._now = secret, public_url, seconds, now

    def to_content(self, task_id: str, variant: str) -> str:
        """An absolute URL of a task's film or thumbnail, good for the configured time."""
        # A link lives between one and two thirds longer than promised, so that it stays the same between reads
        # and a browser's cache can use it.
        step = max(1, self._seconds // 3)
        expires = (math.floor(self._now() / step) + 4) * step
        signature = self._sign(task_id, variant, str(expires))
        return (
            f"{self._public_url}/v1/videos/{task_id}/content?variant={variant}&expires={expires}&signature={signature}"
        )

    def valid(self, task_id: str, variant: str, expires: str, signature: str) -> bool:
        """Whether the link is ours, for this task and variant, and not yet over."""
        if not _EXPIRES.fullmatch(expires) or int(expires) < self._now():
            return False
        return hmac.compare_digest(self._sign(task_id, variant, expires).encode(), signature.encode())

    def cursor(self, tenant: str, place: int) -> str:
        """An opaque, signed place in a tenant's list."""
        return f"{place:x}-{self._sign('cursor', tenant, str(place))[:22]}"

    def place(self, tenant: str, cursor: str) -> int | None:
        """The place of a cursor of ours for this tenant, else None."""
        number, _, signature = cursor.partition("-")
        if not re.fullmatch(r"[0-9a-f]{1,15}", number):
            return None
        expected = self.cursor(tenant, int(number, 16)).partition("-")[2]
        return int(number, 16) if hmac.compare_digest(expected.encode(), signature.encode()) else None

    def _sign(self, *parts: str) -> str:
        digest = hmac.digest(self._secret, "\n".join(parts).encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")
