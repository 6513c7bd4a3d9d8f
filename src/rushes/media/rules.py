"""What a picture must be like, in figures, and what it is made into. Decodes nothing, so the server may import it.

Source of the figures: the contract (Kling's rules), and ours where it is silent.
"""

from __future__ import annotations

from dataclasses import dataclass

from rushes.errors import InvalidImage

#: Bytes of the file as it is sent.
MAX_BYTES = 10 << 20
#: Pixels; more than this is taken for a decompression bomb.
MAX_PIXELS = 50_000_000
#: Pixels of the shorter side.
MIN_SIDE = 300
#: Long side to short side.
MAX_RATIO = 2.5
#: Pixels of the longer side as kept: twice a film's longest. Larger pictures are scaled down to it.
LONGEST_SIDE = 3_840

WANTED = "Send a JPEG, PNG or WebP picture."


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture fit for use. `png` holds 8-bit RGB; sizes in pixels, as it stands upright and is kept."""

    png: bytes
    width: int
    height: int
    #: "jpeg", "png" or "webp", by content.
    source_format: str


def check_bytes(data: bytes) -> None:
    """Raise InvalidImage for an empty or too long file."""
    if not data:
        raise InvalidImage(f"The picture is empty. {WANTED}")
    if len(data) > MAX_BYTES:
        raise InvalidImage(
            f"The picture has {len(data):,} bytes; at most {MAX_BYTES:,} (10 MB) are allowed. "
            "Scale it down or save it as JPEG."
        )


def check_size(width: int, height: int) -> None:
    """Raise InvalidImage for a size in pixels that is not allowed; turning a picture changes no rule."""
    size = f"The picture is {width}×{height} pixels"
    if width * height > MAX_PIXELS:
        raise InvalidImage(f"{size}; at most {MAX_PIXELS // 10**6} million are allowed. Scale it down.")
    if min(width, height) < MIN_SIDE:
        raise InvalidImage(f"{size}; each side must have at least {MIN_SIDE}. Send a larger picture.")
    if max(width, height) > MAX_RATIO * min(width, height):
        allowed = f"1:{MAX_RATIO} to {MAX_RATIO}:1"
        raise InvalidImage(f"{size}, a ratio of {width / height:.4g}:1; {allowed} is allowed. Crop the longer side.")
