"""A contact sheet: start, middle and end of each film in a row, to see at a glance what was made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import av
from PIL import Image, ImageDraw

ROW_HEIGHT, MARGIN, CAPTION = 240, 12, 26
INK, PAPER = (235, 232, 226), (24, 24, 28)
MOMENTS = (0.0, 0.5, 1.0)


def contact_sheet(films: Mapping[str, Path], out: Path) -> None:
    """Write a JPEG with one row for each film, under its name."""
    rows = [(name, _moments(path)) for name, path in films.items()]
    width = max(sum(picture.width + MARGIN for picture in pictures) for _, pictures in rows) + MARGIN
    sheet = Image.new("RGB", (width, len(rows) * (ROW_HEIGHT + CAPTION + MARGIN) + MARGIN), PAPER)
    draw = ImageDraw.Draw(sheet)
    for row, (name, pictures) in enumerate(rows):
        left, top = MARGIN, MARGIN + row * (ROW_HEIGHT + CAPTION + MARGIN)
        draw.text((left, top + 4), name, fill=INK, font_size=16)
        for picture in pictures:
            sheet.paste(picture, (left, top + CAPTION))
            left += picture.width + MARGIN
    sheet.save(out, "JPEG", quality=90)


def _moments(path: Path) -> list[Image.Image]:
    """The frames at the start, middle and end, scaled to the row."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        last = (stream.frames or 1) - 1
        wanted = [round(moment * last) for moment in MOMENTS]
        found = []
        for index, frame in enumerate(container.decode(stream)):
            if index in wanted:
                picture: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]
                found.append(picture.resize((max(1, picture.width * ROW_HEIGHT // picture.height), ROW_HEIGHT)))
    return found
