"""A title card: the words set large and calm, with a hairline and a moving sheen of light."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pictures
from PIL import ImageDraw, ImageFont

from rushes.providers.previs.picture import Image
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.noise import blur
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer, over, premultiplied
from rushes.providers.previs.stage.view import Moment

INK = rgb("fbf1de")
#: Characters from here on are set in the CJK font.
CJK_FROM = 0x2E80
#: Lines on a card at most.
ROWS = 5


@lru_cache(maxsize=8)
def font_file(cjk: bool) -> Path | None:
    """The Noto Sans file of the installed font packages; None where there is none."""
    package, names = (
        ("manimgx_fonts_cjk", ("*CJK*SC*Regular*", "*CJK*Regular*", "*CJK*"))
        if cjk
        else ("manimgx_fonts", ("NotoSans-Regular*", "NotoSans[[]*", "NotoSans-*", "NotoSans*"))
    )
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return None
    root = Path(spec.origin).parent
    for name in names:
        found = sorted(path for path in root.rglob(name) if path.suffix.lower() in (".ttf", ".otf", ".ttc"))
        if found:
            return found[0]
    return None


def _font(text: str, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    path = font_file(any(ord(letter) >= CJK_FROM for letter in text))
    return ImageFont.load_default(size) if path is None else ImageFont.truetype(str(path), size)


def lines(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: float) -> list[str]:
    """The words broken into lines of at most `width` pixels; CJK breaks between any two characters."""
    cjk = any(ord(letter) >= CJK_FROM for letter in text)
    words = list(text) if cjk else text.split()
    joint, found, line = "" if cjk else " ", [], ""
    for word in words:
        trial = f"{line}{joint}{word}" if line else word
        if line and font.getlength(trial) > width:
            found.append(line)
            line = word
        else:
            line = trial
    return [*found, line] if line else found


@dataclass(frozen=True, slots=True)
class Words:
    """The set words, a sheen that crosses them once in the shot."""

    sprite: NDArray[np.uint8]
    at: tuple[float, float]
    depth: float = 1.0

    def opaque_from(self, moment: Moment) -> int:
        """Hides nothing."""
        return moment.view.height

    def draw(self, frame: Image, moment: Moment, bottom: int) -> None:
        """Lay the words over the frame; there from the first frame on, for a poster, they come up."""
        matrix = moment.view.matrix(self.depth)[:2].astype(np.float64)
        matrix[:, 2] += matrix[:, :2] @ np.array(self.at)
        size = (frame.shape[1], frame.shape[0])
        seen = np.asarray(cv2.warpAffine(self.sprite, matrix, size, flags=cv2.INTER_LINEAR), np.uint8)
        x = np.arange(size[0], dtype=np.float32) / size[0]
        sheen = 0.80 + 0.20 * np.exp(-(((x - (1.5 * moment.share - 0.25)) / 0.16) ** 2))
        come = min(1.0, 0.62 + moment.seconds / 1.6)
        seen = (seen * (sheen * come)[None, :, None]).astype(np.uint8)
        over(frame, seen)


def card(easel: Easel, text: str) -> list[Layer]:
    """The words as a layer in the middle of the frame."""
    # A push makes them a third larger by its end: they stay clear of the edges then, too.
    width = easel.width * (0.66 if not easel.tall else 0.70)
    size = round(min(easel.width, easel.height) * 0.105)
    smallest = max(8, round(size * 0.42))
    while True:
        font = _font(text, size)
        rows = lines(text, font, width)
        broad = max((font.getlength(row) for row in rows), default=0)
        if (len(rows) <= ROWS and broad <= width) or size <= smallest:
            break
        size = max(smallest, round(size * 0.88))
    if len(rows) > ROWS:
        rows = [*rows[: ROWS - 1], rows[ROWS - 1].rstrip(".,;: ") + " …"]
    step, pad = round(size * 1.36), size
    high = step * len(rows) + 3 * pad
    page = Pictures.new("L", (easel.width, high), 0)
    pen = ImageDraw.Draw(page)
    for number, row in enumerate(rows):
        pen.text((easel.width / 2, pad + step * (number + 0.5)), row, fill=255, font=font, anchor="mm")
    rule = round(size * 0.9)
    y = pad + step * len(rows) + pad // 2
    pen.line([(easel.width / 2 - rule, y), (easel.width / 2 + rule, y)], fill=150, width=max(1, round(size * 0.035)))
    cover = np.asarray(page, np.float32) / 255
    glow = blur(cover, size * 0.22) * 0.30
    colour = np.broadcast_to(np.asarray(INK, np.float32), (*cover.shape, 3)).astype(np.float32)
    sprite = premultiplied(colour, np.maximum(cover * 0.98, glow * 0.55))
    return [Words(sprite, (easel.x(0), easel.y(0.5) - high / 2 + pad * 0.2))]
