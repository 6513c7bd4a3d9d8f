"""What a picture field of a request holds: a URL, an uploaded file's id, a `data:` URI or bare base64.

Reads the text; fetches and looks up nothing.

Base64 is taken strictly (RFC 4648, section 4), for a decoder that forgives hides mistakes, but each usual mistake has
its own answer. What the bytes are is `images.py`'s.
"""

from __future__ import annotations

import binascii
import re
from typing import NewType

from rushes.errors import InvalidImage
from rushes.media.rules import MAX_BYTES

Url = NewType("Url", str)
FileId = NewType("FileId", str)

#: Characters of base64 text: 14 MiB.
MAX_TEXT = 14 << 20

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_DATA_TYPES = frozenset({"image/jpeg", "image/jpg", "image/png", "image/webp"})
_FOREIGN = re.compile(r"[^A-Za-z0-9+/=]")
_WHOLE = re.compile(r"[A-Za-z0-9+/]+={0,2}")
#: How this server and OpenAI name a file that was uploaded before.
_FILE_ID = re.compile(r"file[-_][A-Za-z0-9]{4,64}")
_WRAPPED = re.compile(r"[A-Za-z0-9+/=\s]+")
_ENCODED_AGAIN = (b"iVBORw0KGgo", b"/9j/", b"UklGR", b"data:image/")


def is_file_id(value: str) -> bool:
    """Whether it is the id of an uploaded file, by its looks."""
    return _FILE_ID.fullmatch(value) is not None


def read_source(value: str) -> Url | FileId | bytes:
    """Give the URL or the file's id as it stands, unchecked, or the bytes that the text holds.

    Raises InvalidImage, without `param`.
    """
    if not value.strip():
        raise InvalidImage("The picture is empty. Send a URL, a data: URI or base64.")
    if len(value) > MAX_TEXT:
        raise InvalidImage(
            f"The picture has {len(value):,} characters; at most {MAX_TEXT:,} are allowed. "
            f"Send a file of at most {MAX_BYTES:,} bytes, or its URL."
        )
    if _SCHEME.match(value.strip()):
        return Url(value)
    if value[:5].lower() == "data:":
        return _decoded(_data_text(value))
    if is_file_id(value):
        return FileId(value)
    return _decoded(value)


def _data_text(value: str) -> str:
    head, comma, text = value[5:].partition(",")
    media_type, *parameters = head.lower().split(";")
    if not comma or parameters != ["base64"] or media_type not in _DATA_TYPES:
        raise InvalidImage(
            f"The data: URI begins with {value[:40]!r}; it must be data:image/jpeg, data:image/png or data:image/webp, "
            "then «;base64,» and the picture in base64."
        )
    return text


def _decoded(text: str) -> bytes:
    if not text:
        raise InvalidImage("The picture is empty: nothing follows «;base64,». Send the picture's bytes in base64.")
    if text[:5].lower() == "data:":
        raise InvalidImage("The base64 begins with a data: URI again. Send one head only.")
    if foreign := _FOREIGN.search(text):
        raise InvalidImage(_foreign(text, foreign.group()))
    if len(text) % 4:
        missing = -len(text) % 4
        raise InvalidImage(
            f"The base64 has {len(text):,} characters, which is not a multiple of 4: it is cut off, or its padding is "
            f"missing. Send all of it{', with «' + '=' * missing + '» at its end' if missing < 3 else ''}."
        )
    if not _WHOLE.fullmatch(text):
        raise InvalidImage("The base64 has «=» before its end. Encode the picture's file anew, in one piece.")
    data = binascii.a2b_base64(text, strict_mode=True)
    if data.startswith(_ENCODED_AGAIN):
        raise InvalidImage("The picture is encoded in base64 twice. Encode the file's bytes once.")
    return data


def _foreign(text: str, char: str) -> str:
    if char.isspace() and _WRAPPED.fullmatch(text):
        return "The base64 has line breaks or blanks in it. Send it as one line (base64 -w 0, tr -d '\\n')."
    if char in "-_" and re.fullmatch(r"[A-Za-z0-9_=-]+", text):
        return "This is URL-safe base64. Use the standard alphabet: «+» for «-» and «/» for «_»."
    if len(text) < 1024:
        return (
            f"{text[:40]!r} is neither a URL, nor a data: URI, nor base64 (it has the character {char!r}). "
            "Send the https URL of a picture, or the picture's bytes in base64."
        )
    return f"The base64 has the character {char!r}, which is not of its alphabet. Encode the picture's file anew."
