"""A contact sheet shows each film's start, middle and end."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from rushes.media.encode import Encoder
from rushes.media.sheet import CAPTION, MARGIN, ROW_HEIGHT, contact_sheet


def test_a_sheet_has_a_row_for_each_film_and_three_moments_in_it(tmp_path: Path) -> None:
    films = {}
    for name, colour in (("red", (0, 0, 255)), ("blue", (255, 0, 0))):
        films[name] = tmp_path / f"{name}.mp4"
        with Encoder(films[name], 64, 64) as encoder:
            for at in range(24):
                encoder.write((np.ones((64, 64, 3)) * np.array(colour) * (at / 23)).astype(np.uint8))
    out = tmp_path / "sheet.jpg"
    contact_sheet(films, out)
    sheet = Image.open(out)
    assert sheet.size == (4 * MARGIN + 3 * ROW_HEIGHT, 2 * (ROW_HEIGHT + CAPTION + MARGIN) + MARGIN)
    middle = MARGIN + CAPTION + ROW_HEIGHT // 2
    reds = [sheet.getpixel((MARGIN + at * (ROW_HEIGHT + MARGIN) + 50, middle))[0] for at in range(3)]  # type: ignore[index]
    assert reds[0] < 40 < reds[1] < 200 < reds[2]
