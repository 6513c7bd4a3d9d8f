"""Make the golden pictures anew, once you have looked at them: `python -m tests.golden [name …]`."""

from __future__ import annotations

import sys

import cv2
from tests.golden.wanted import FOLDER, GOLDEN, path

QUALITY = 92


def main() -> None:
    """Write those named, or all; remove what is no longer wanted."""
    for name in sys.argv[1:] or GOLDEN:
        cv2.imwrite(str(path(name)), GOLDEN[name](), [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    wanted = {path(name) for name in GOLDEN}
    for file in FOLDER.glob("*.jpg"):
        if file not in wanted:
            file.unlink()
    total = sum(file.stat().st_size for file in wanted)
    print(f"{len(wanted)} golden pictures, {total / 1000:.0f} kB")


main()
