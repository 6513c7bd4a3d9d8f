"""Whether a caller's token is one of the fake's: the API key itself, or an HS256 JWT of its access and secret key."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

from rushes.fake_kling.world import Options


class Refused(Exception):
    """The request is refused with one of Kling's codes."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def check(header: str | None, options: Options, now: float, *, plain_only: bool = False) -> None:
    """Raise `Refused` (1000 to 1004) where the header does not let in. `plain_only`: the newer dialect takes no JWT."""
    scheme, _, token = (header or "").partition(" ")
    if not token:
        raise Refused(1001, "Authorization is empty")
    if scheme != "Bearer":
        raise Refused(1000, "Authentication failed")
    if hmac.compare_digest(token.encode(), options.api_key.encode()):
        return
    if plain_only or token.count(".") != 2:
        raise Refused(1002, "Authorization is invalid")
    _check_jwt(token, options, now)


def _check_jwt(token: str, options: Options, now: float) -> None:
    head, body, signature = token.split(".")
    wanted = hmac.new(options.secret_key.encode(), f"{head}.{body}".encode(), hashlib.sha256).digest()
    try:
        header, claims = _part(head), _part(body)
        given = _bytes(signature)
    except ValueError:
        raise Refused(1002, "Authorization is invalid") from None
    if header.get("alg") != "HS256" or claims.get("iss") != options.access_key:
        raise Refused(1002, "Authorization is invalid")
    if not hmac.compare_digest(wanted, given):
        raise Refused(1000, "Authentication failed")
    if not isinstance(claims.get("exp"), int) or claims["exp"] <= now:
        raise Refused(1004, "Authorization has expired")
    if isinstance(claims.get("nbf"), int) and claims["nbf"] > now:
        raise Refused(1003, "Authorization is not yet valid")


def _part(text: str) -> dict[str, Any]:
    found = json.loads(_bytes(text))
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
