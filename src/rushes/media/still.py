"""A kept picture as a vendor takes it: small enough, and cut to another's ratio where it must match."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

QUALITIES = (95, 88, 75)
TOLERANCE = 0.01


def still(path: Path, most_bytes: int, ratio: float | None = None) -> bytes:
    """The picture's bytes as they are where they fit; else cropped in the middle to `ratio`, or as a JPEG that fits."""
    with Image.open(path) as picture:
        fits = ratio is None or abs(picture.width / picture.height - ratio) <= TOLERANCE * ratio
        if fits and path.stat().st_size <= most_bytes:
            return path.read_bytes()
        cut = picture.convert("RGB") if fits or ratio is None else _cropped(picture.convert("RGB"), ratio)
    for quality in QUALITIES:
        out = io.BytesIO()
        cut.save(out, "JPEG", quality=quality)
        if out.tell() <= most_bytes:
            break
    return out.getvalue()


def _cropped(picture: Image.Image, ratio: float) -> Image.Image:
    width, height = picture.size
    wide, high = (round(height * ratio), height) if width / height > ratio else (width, round(width / ratio))
    left, top = (width - wide) // 2, (height - high) // 2
    return picture.crop((left, top, left + wide, top + high))
