"""Pictures for vendors: untouched where they fit, cropped to a ratio, made smaller where they are too large."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image

from rushes.media.still import still


def test_a_picture_that_fits_is_sent_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("RGB", (640, 360), "red").save(path)
    assert still(path, 1 << 20) == path.read_bytes()
    assert still(path, 1 << 20, 640 / 360) == path.read_bytes()


def test_another_ratio_is_cropped_in_the_middle(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("RGB", (640, 360), "red").save(path)
    for ratio, size in ((1.0, (360, 360)), (2.5, (640, 256))):
        with Image.open(io.BytesIO(still(path, 1 << 20, ratio))) as found:
            assert (found.format, found.size) == ("JPEG", size)


def test_a_picture_that_is_too_large_becomes_a_jpeg(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.fromarray(np.random.default_rng(1).integers(0, 255, (400, 400, 3), np.uint8)).save(path)
    found = still(path, 200_000)
    assert path.stat().st_size > 200_000 >= len(found)
    assert found.startswith(b"\xff\xd8\xff")
