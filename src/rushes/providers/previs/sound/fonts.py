"""Which packaged font has the glyphs of a text: Noto Sans, its sisters for other scripts, Noto Sans CJK.

The font packages are only located, never imported. Where neither is there, Pillow's own Latin font stands in.
"""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

#: The weight that is read best over a picture.
_WEIGHT = 560
_LATIN = "NotoSans[wght].ttf"
#: First and last code point of a script, and its file.
_SCRIPTS = (
    (0x0530, 0x058F, "Armenian"), (0x0590, 0x05FF, "Hebrew"), (0x0600, 0x06FF, "Arabic"), (0x0750, 0x077F, "Arabic"),
    (0x08A0, 0x08FF, "Arabic"), (0xFB50, 0xFDFF, "Arabic"), (0xFE70, 0xFEFF, "Arabic"), (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "Bengali"), (0x0A00, 0x0A7F, "Gurmukhi"), (0x0A80, 0x0AFF, "Gujarati"), (0x0B00, 0x0B7F, "Oriya"),
    (0x0B80, 0x0BFF, "Tamil"), (0x0C00, 0x0C7F, "Telugu"), (0x0C80, 0x0CFF, "Kannada"), (0x0D00, 0x0D7F, "Malayalam"),
    (0x0D80, 0x0DFF, "Sinhala"), (0x0E00, 0x0E7F, "Thai"), (0x0E80, 0x0EFF, "Lao"), (0x1000, 0x109F, "Myanmar"),
    (0x10A0, 0x10FF, "Georgian"), (0x1200, 0x139F, "Ethiopic"), (0x1780, 0x17FF, "Khmer"), (0x1C90, 0x1CBF, "Georgian"),
    (0x2190, 0x25FF, "Symbols"),
)  # fmt: skip
_EMOJI = "NotoEmoji[wght].ttf"
_PICTURES = ((0x2600, 0x27BF), (0x1F000, 0x1FAFF))
#: The size at which a font is asked for its glyphs.
_LOOK = 20
_CJK = "NotoSansCJK-VF.otf.ttc"
#: Faces of the CJK collection.
_JAPANESE, _KOREAN, _CHINESE = 0, 1, 2
_EAST = ((0x2E80, 0x9FFF), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF), (0x20000, 0x3FFFF))


def _folder(package: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    return Path(spec.origin).parent if spec is not None and spec.origin else None


def _is_east(code: int) -> bool:
    return any(first <= code <= last for first, last in _EAST)


def face_for(text: str) -> tuple[str, int]:
    """The file name and face index of the font whose script the text is written in; mixed text takes the rarer one."""
    codes = [ord(character) for character in text]
    if any(_is_east(code) for code in codes):
        if any(0x3040 <= code <= 0x30FF for code in codes):
            return _CJK, _JAPANESE
        if any(0xAC00 <= code <= 0xD7FF for code in codes):
            return _CJK, _KOREAN
        return _CJK, _CHINESE
    for code in codes:
        for first, last, script in _SCRIPTS:
            if first <= code <= last:
                return f"NotoSans{script}[wght].ttf", 0
    if all(any(first <= code <= last for first, last in _PICTURES) for code in codes):
        return _EMOJI, 0
    return _LATIN, 0


@lru_cache(maxsize=64)
def load(name: str, index: int, size: int) -> FreeTypeFont | None:
    """The font at a size in pixels and the reading weight; None where its package is not installed."""
    folder = _folder("manimgx_fonts_cjk" if name == _CJK else "manimgx_fonts")
    if folder is None or not (folder / name).is_file():
        return None
    font = ImageFont.truetype(str(folder / name), size, index=index)
    axes = font.get_variation_axes()
    font.set_variation_by_axes([float(_WEIGHT if axis["name"] == b"Weight" else axis["default"] or 0) for axis in axes])
    return font


def font_for(text: str, size: int) -> FreeTypeFont:
    """The font to set a text in."""
    found = load(*face_for(text), size) or load(_LATIN, 0, size)
    if found is not None:
        return found
    fallback = ImageFont.load_default(size)
    assert isinstance(fallback, FreeTypeFont)
    return fallback


@lru_cache(maxsize=4096)
def covers(name: str, index: int, character: str) -> bool:
    """Whether a font draws the character as something else than its box for the missing."""
    font = load(name, index, _LOOK)
    if font is None:
        return False
    missing, drawn = font.getmask("\U0010fffe"), font.getmask(character)
    return character.isspace() or drawn.size != missing.size or bytes(drawn) != bytes(missing)


def readable(text: str) -> bool:
    """Whether the installed fonts have a glyph for every letter; plain ASCII always has one."""
    face = face_for(text)
    return all(
        character.isascii() or covers(*face, character) or covers(*face_for(character), character) for character in text
    )


@lru_cache(maxsize=512)
def runs(text: str, size: int) -> tuple[tuple[str, FreeTypeFont], ...]:
    """The text in pieces that each have a font with all their glyphs; one piece wherever that is possible."""
    face = face_for(text)
    main = font_for(text, size)
    lacking = {character for character in set(text) if not covers(*face, character)}
    if not lacking:
        return ((text, main),)
    pieces: list[tuple[str, FreeTypeFont]] = []
    for character in text:
        font = font_for(character, size) if character in lacking else main
        if pieces and pieces[-1][1] is font:
            pieces[-1] = (pieces[-1][0] + character, font)
        else:
            pieces.append((character, font))
    return tuple(pieces)
