"""What lets us in: the API key as it is, or a token signed with the secret key (an HS256 JWT, RFC 7519)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

from rushes.providers.kling.settings import KlingSettings


def authorization(settings: KlingSettings, now: Callable[[], float]) -> Callable[[], dict[str, str]]:
    """Gives the header for a request that is made now."""
    if settings.api_key is not None:
        fixed = {"Authorization": f"Bearer {settings.api_key.get_secret_value()}"}
        return lambda: fixed
    assert settings.access_key is not None and settings.secret_key is not None  # the settings have checked it
    access, secret = settings.access_key.get_secret_value(), settings.secret_key.get_secret_value()
    return lambda: {
        "Authorization": f"Bearer {signed(access, secret, now(), settings.token_seconds, settings.token_early_seconds)}"
    }


def signed(access_key: str, secret_key: str, now: float, valid: float, early: float) -> str:
    """A token that is good for so many seconds from now, and a few before, for the vendor's clock may be late."""
    claims = {"iss": access_key, "exp": int(now + valid), "nbf": int(now - early)}
    text = f"{_part({'alg': 'HS256', 'typ': 'JWT'})}.{_part(claims)}"
    return f"{text}.{_base64(hmac.new(secret_key.encode(), text.encode(), hashlib.sha256).digest())}"


def _part(value: dict[str, Any]) -> str:
    return _base64(json.dumps(value, separators=(",", ":")).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
