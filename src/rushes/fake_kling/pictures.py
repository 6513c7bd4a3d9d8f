"""Pictures as Kling takes them: an address, or base64 without the `data:` in front."""

from __future__ import annotations

import base64
import binascii

from rushes.fake_kling.signature import Refused

MOST_BYTES = 10 << 20
MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def check_picture(value: object, name: str) -> None:
    """Raise `Refused` (1201) for what is no picture."""
    if not isinstance(value, str) or not value:
        raise Refused(1201, f"{name} is missing")
    if value.startswith(("http://", "https://")):
        return
    if value.startswith("data:"):
        raise Refused(1201, f"{name} must be base64 without the data: prefix")
    try:
        data = base64.b64decode(value, validate=True)
    except binascii.Error:
        raise Refused(1201, f"{name} is not base64") from None
    if len(data) > MOST_BYTES or not data.startswith(MAGIC):
        raise Refused(1201, f"{name} must be a JPEG or PNG of at most 10 MB")
