"""Subtitles on frames: each text is set once, wrapped to two rows, with a soft shadow, and laid over what is shown.

Which lines are shown and when is `dialogue`'s; which font has the glyphs is `fonts`'.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Canvas
from PIL import ImageDraw

from rushes.providers.previs.brief import FPS
from rushes.providers.previs.picture import Cue, Image, Picture
from rushes.providers.previs.sound.dialogue import plan
from rushes.providers.previs.sound.fonts import readable, runs
from rushes.providers.previs.sound.heard import Heard, Subtitle

#: The letters' size, as a share of the frame's shorter side, and the least it may shrink to.
_SIZE = 0.05
_LEAST = 0.55
#: The widest row, as a share of the frame's width; the lowest row's distance from the edge, of its height.
_WIDEST = 0.86
_SAFE = 0.065
_SAFE_TALL = 0.13
#: A text is rather shown in parts than set smaller than this; a part stands at least so many seconds.
_NEARLY = 0.85
_PAGE_LASTS = 0.9
_LEADING = 1.32
_ROWS = 2
#: Warm white, BGR.
_INK = (238, 246, 250)
_SHADOW = 0.85
#: Seconds in which a subtitle appears and goes.
_FADE = 0.12
#: Rows are also broken after these, where a script has no spaces.
_CLOSING = "，。、；：！？…）」』”’,.;:!?)"


@dataclass(frozen=True, slots=True)
class Strip:
    """A set text, H x W x 3: what it adds to the frame, and what share of the frame it leaves (255: all).

    x and y are the pixel of the frame where its upper left corner lies.
    """

    ink: NDArray[np.uint8]
    kept: NDArray[np.uint8]
    x: int
    y: int


def _width(text: str, size: int) -> float:
    return sum(font.getlength(piece) for piece, font in runs(text, size))


def _words(text: str) -> list[str]:
    """Where a row may break: after spaces; between CJK letters, never before a closing mark."""
    parts: list[str] = []
    for character in text:
        loose = ord(character) >= 0x2E80 and character not in _CLOSING
        if parts and not loose and not (parts[-1].endswith(" ") and character != " "):
            joins_east = ord(parts[-1][-1]) >= 0x2E80 and character not in _CLOSING and character != " "
            if not joins_east:
                parts[-1] += character
                continue
        parts.append(character)
    return parts


def _breaks(words: Sequence[str], sizes: Sequence[float]) -> list[tuple[float, int]]:
    """(cost, index) of every place where the words may part in two: even halves, and rather after a pause."""
    total, first, found = sum(sizes), 0.0, []
    for k in range(1, len(words)):
        first += sizes[k - 1]
        pause = words[k - 1].rstrip()[-1:] in _CLOSING
        found.append((abs(2 * first - total) - (0.3 * total if pause else 0.0), k))
    return sorted(found)


def wrap(text: str, size: int, widest: float) -> list[str]:
    """The text in rows no wider than `widest` pixels: one, two of about equal width, or as many as it takes."""
    words = _words(text)
    if _width(text, size) <= widest:
        return [text]
    sizes = [_width(word, size) for word in words]
    for _, k in _breaks(words, sizes):
        if sum(sizes[:k]) <= widest and sum(sizes[k:]) <= widest:
            return ["".join(words[:k]).strip(), "".join(words[k:]).strip()]
    rows, used = [""], 0.0
    for word, own in zip(words, sizes, strict=True):
        if rows[-1] and used + own > widest:
            rows.append("")
            used = 0.0
        rows[-1] += word
        used += own
    return [row.strip() for row in rows]


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _full_size(width: int, height: int) -> int:
    return max(10, round(_SIZE * min(width, height)))


def pages(text: str, width: int, height: int, most: int) -> list[str]:
    """The text in at most `most` parts that each need two rows of nearly full size."""
    parts = [_tidy(text)]
    size = int(_NEARLY * _full_size(width, height))
    while len(parts) < most and any(len(wrap(part, size, width * _WIDEST)) > _ROWS for part in parts):
        longest = max(range(len(parts)), key=lambda k: len(parts[k]))
        words = _words(parts[longest])
        where = _breaks(words, [_width(word, size) for word in words])
        if not where:
            break
        k = where[0][1]
        parts[longest : longest + 1] = ["".join(words[:k]).strip(), "".join(words[k:]).strip()]
    return parts


def paged(shown: Subtitle, width: int, height: int) -> list[Subtitle]:
    """The subtitle, or its parts one after the other where the frame is too narrow for all of it at once."""
    lasts = shown.end - shown.start
    parts = pages(shown.text, width, height, max(1, int(lasts / _PAGE_LASTS)))
    letters = sum(len(part) for part in parts)
    found, at = [], shown.start
    for part in parts:
        end = at + lasts * len(part) / max(1, letters)
        found.append(Subtitle(part, at, end, shown.shot))
        at = end
    return found


def _set(text: str, width: int, height: int) -> tuple[list[str], int]:
    """The rows and the size of letters: two rows at most, the letters smaller where that is needed."""
    full = _full_size(width, height)
    size = full
    while True:
        rows = wrap(text, size, width * _WIDEST)
        if len(rows) <= _ROWS or size <= _LEAST * full:
            return rows, size
        size = max(int(size * 0.92), 8)


def _letters(rows: Sequence[str], size: int, width: int) -> NDArray[np.uint8]:
    """The rows' coverage, centred on a plate of the frame's width."""
    leading = int(size * _LEADING)
    plate = Canvas.new("L", (width, leading * len(rows) + size), 0)
    pen = ImageDraw.Draw(plate)
    for k, row in enumerate(rows):
        x = (width - _width(row, size)) / 2
        for piece, font in runs(row, size):
            pen.text((x, size // 2 + k * leading + size), piece, fill=255, font=font, anchor="ls")
            x += font.getlength(piece)
    return np.asarray(plate, np.uint8)


def strip(text: str, width: int, height: int) -> Strip:
    """The text set for a frame of width x height."""
    rows, size = _set(_tidy(text), width, height)
    letters = _letters(rows, size, width)
    spread = max(0.8, size * 0.05)
    tight = cv2.GaussianBlur(letters, (0, 0), spread).astype(np.float32)
    wide = cv2.GaussianBlur(letters, (0, 0), spread * 4).astype(np.float32)
    shadow = np.clip(1.9 * tight + 1.3 * wide, 0, 255) * _SHADOW
    ink = letters.astype(np.float32)[..., None] / 255
    alpha = ink * 255 + (1 - ink) * shadow[..., None]
    safe = _SAFE_TALL if height > width else _SAFE
    top = round(height * (1 - safe)) - len(rows) * int(size * _LEADING) - size // 2
    seen = np.flatnonzero(alpha[..., 0].max(axis=0) > 2)
    left, right = (int(seen[0]), int(seen[-1]) + 1) if len(seen) else (0, 1)
    drawn = np.rint(ink * np.asarray(_INK, np.float32))[:, left:right]
    kept = np.repeat(np.rint(255 - alpha), 3, axis=2)[:, left:right]
    return Strip(drawn.astype(np.uint8), kept.astype(np.uint8), left, max(0, top))


def lay(image: Image, over: Strip, opacity: float = 1.0) -> Image:
    """A copy of the frame with the strip over it."""
    out = image.copy()
    height, width = over.ink.shape[:2]
    part = out[over.y : over.y + height, over.x : over.x + width]
    ink, kept = (each[: part.shape[0], : part.shape[1]] for each in (over.ink, over.kept))
    if opacity < 1:
        ink = np.asarray(cv2.convertScaleAbs(ink, alpha=opacity), np.uint8)
        kept = np.asarray(cv2.convertScaleAbs(kept, alpha=opacity, beta=255 * (1 - opacity)), np.uint8)
    part[...] = cv2.add(cv2.multiply(part, kept, scale=1 / 255), ink)
    return out


class Subtitled:
    """A picture with subtitles over it. Their times are seconds of this shot."""

    def __init__(self, picture: Picture, shown: Sequence[Subtitle], width: int, height: int) -> None:
        self._picture = picture
        parts = [part for each in shown for part in paged(each, width, height)]
        self._shown = tuple((each.start, each.end, strip(each.text, width, height)) for each in parts)

    @property
    def frames(self) -> int:
        """As many as the picture has."""
        return self._picture.frames

    def frame(self, index: int) -> Image:
        """The picture's frame, with the subtitle of its moment."""
        image = self._picture.frame(index)
        now = index / FPS
        for start, end, over in self._shown:
            opacity = min(1.0, (now - start) / _FADE, (end - now) / _FADE)
            if opacity > 0:
                image = lay(image, over, opacity)
        return image

    @property
    def cues(self) -> tuple[Cue, ...]:
        """The picture's."""
        return self._picture.cues

    @property
    def facts(self) -> dict[str, object]:
        """The picture's."""
        return self._picture.facts


def subtitled(picture: Picture, shown: Sequence[Subtitle], width: int, height: int) -> Picture:
    """The picture with the subtitles (seconds of this shot) laid over it; itself where there are none."""
    return Subtitled(picture, shown, width, height) if shown else picture


def with_subtitles(
    picture: Picture, shot: Heard, width: int, height: int, *, silent: bool
) -> tuple[Picture, tuple[str, ...]]:
    """A shot's picture under the lines that no voice speaks (all of them in a silent film), and what to tell."""
    planned = plan([replace(shot, start=0.0)], silent=silent)
    unreadable = tuple(
        f"No installed font has all letters of “{each.text}” (they are in manimgx-fonts, manimgx-fonts-cjk)."
        for each in planned.subtitles
        if not readable(_tidy(each.text))
    )
    return subtitled(picture, planned.subtitles, width, height), (*planned.remarks, *unreadable)
