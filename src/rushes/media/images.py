"""A user's picture, checked and made anew: whatever came in, what goes on is a plain 8-bit sRGB PNG of ours.

Decoding a stranger's file is dangerous work: outside tests call it through `retouch.py`, which does it in a confined
process. The picture stands upright (its EXIF turn is applied), carries no metadata, and of an animation only the first
frame is left. It is lossless, so the film's first frame can equal the picture.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib

from PIL import Image, UnidentifiedImageError

from rushes.errors import InvalidImage
from rushes.media.colours import to_srgb
from rushes.media.rules import LONGEST_SIDE, MAX_PIXELS, WANTED, Prepared, check_bytes, check_size
from rushes.media.signatures import kind

__all__ = ["Prepared", "prepare"]

_FORMATS = ("JPEG", "PNG", "WebP")
#: Level 1 is as small as 6 for photographs and four times as fast.
_COMPRESS_LEVEL = 1
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
#: All that Pillow's readers raise on a broken file.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    ArithmeticError,
    LookupError,
    TypeError,
    AttributeError,
    EOFError,
    RuntimeError,
    struct.error,
    zlib.error,
)


def prepare(data: bytes) -> Prepared:
    """Check the picture in `data` and make it anew. InvalidImage (without `param`) says what is wrong with it."""
    check_bytes(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = kind(data)
        image = _opened(data, found)
        check_size(*image.size)
        image = _decoded(image, found)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=_COMPRESS_LEVEL)
    return Prepared(buffer.getvalue(), *image.size, found.lower())


def _opened(data: bytes, found: str) -> Image.Image:
    """Read the header only."""
    if found not in _FORMATS:
        what = f"The picture's content is a {found}" if found else "The file is no picture that can be read"
        raise InvalidImage(f"{what}; only JPEG, PNG and WebP are allowed, whatever the file's name. {WANTED}")
    try:
        return Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
    except Image.DecompressionBombError as error:
        raise InvalidImage(f"The picture has more than {MAX_PIXELS // 10**6} million pixels. Scale it down.") from error
    except UnidentifiedImageError as error:
        raise _damaged(found) from error
    except MemoryError as error:
        raise _too_heavy() from error
    except _BROKEN as error:
        raise _damaged(found) from error


def _decoded(image: Image.Image, found: str) -> Image.Image:
    """The first frame's pixels: upright, in sRGB, no longer than LONGEST_SIDE, and nothing but the pixels."""
    try:
        image.load()
        turn = _TURNS.get(_orientation(image))
        image = _scaled(to_srgb(image))
        image = image.transpose(turn) if turn is not None else image
    except MemoryError as error:
        raise _too_heavy() from error
    except _BROKEN as error:
        raise _damaged(found) from error
    image.info = {}
    return image


def _orientation(image: Image.Image) -> int:
    """The EXIF orientation; 1 (upright) where there is none or it cannot be read."""
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except _BROKEN:
        return 1
    return value if isinstance(value, int) else 1


def _scaled(image: Image.Image) -> Image.Image:
    if max(image.size) <= LONGEST_SIDE:
        return image
    scale = LONGEST_SIDE / max(image.size)
    width, height = (max(1, round(side * scale)) for side in image.size)
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _damaged(found: str) -> InvalidImage:
    return InvalidImage(f"The picture is a damaged or incomplete {found}. Save it again in an image editor and resend.")


def _too_heavy() -> InvalidImage:
    return InvalidImage("The picture needs too much memory to read. Scale it down or save it as a plain JPEG.")
