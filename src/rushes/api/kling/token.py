"""The token that Kling's clients sign instead of showing a key (an HS256 JWT, RFC 7519).

A Rushes key is both halves of the pair that they are given, access key and secret key: the token names it and is signed
with it. Only a hash of each key is kept here, so no other secret could be checked.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from typing import Any

from rushes.errors import Unauthenticated

PAIR = "Give your Rushes key as access key and as secret key, or send it plain: Authorization: Bearer sk-…"


def is_token(shown: str) -> bool:
    """Whether it is a token, and not a key."""
    return shown.count(".") == 2


def key_of(token: str, now: float) -> str:
    """The key that the token names and is signed with. Raises `Unauthenticated`."""
    signed, _, signature = token.rpartition(".")
    head, _, body = signed.partition(".")
    header, claims = _object(head), _object(body)
    key = claims.get("iss")
    if header.get("alg") != "HS256" or not isinstance(key, str):
        raise Unauthenticated(f"The token is not an HS256 JWT with an issuer. {PAIR}")
    wanted = hmac.new(key.encode("utf-8", "replace"), signed.encode(), hashlib.sha256).digest()
    if not hmac.compare_digest(wanted, _bytes(signature)):
        raise Unauthenticated(f"The token is not signed with the key that it names. {PAIR}")
    if _time(claims.get("exp")) <= now:
        raise Unauthenticated("The token has expired or says not until when it holds; sign another one.")
    if _time(claims.get("nbf")) > now:
        raise Unauthenticated("The token does not hold yet; look at your clock, or set nbf a few seconds back.")
    return key


def _time(claim: object) -> float:
    return 0.0 if isinstance(claim, bool) or not isinstance(claim, int | float) else claim


def _object(part: str) -> dict[str, Any]:
    try:
        found = json.loads(_bytes(part))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Unauthenticated(f"The token cannot be read. {PAIR}")
    return found


def _bytes(part: str) -> bytes:
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars="-_", validate=True)
    except (binascii.Error, ValueError):
        raise Unauthenticated(f"The token cannot be read. {PAIR}") from None
