"""Addresses as they may be shown: without their passwords."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

STARS = "****"


def without_password(text: str) -> str:
    """A URL with its password masked, wherever PostgreSQL and others let it stand; any other text as it is."""
    if "://" not in text:
        return text
    try:
        parts = urlsplit(text)
    except ValueError:
        return STARS  # what is no URL after all may have a password anywhere
    user, at, host = parts.netloc.rpartition("@")
    name, colon, _ = user.partition(":")
    netloc = f"{name}{colon and f':{STARS}'}{at}{host}"
    query = re.sub(r"(?i)\b((?:ssl)?password=)[^&]*", rf"\1{STARS}", parts.query)
    return parts._replace(netloc=netloc, query=query).geturl()
