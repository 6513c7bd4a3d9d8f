from __future__ import annotations

import pytest
from PIL.ImageFont import FreeTypeFont

from rushes.providers.previs.sound import fonts
from rushes.providers.previs.sound.fonts import covers, face_for, font_for, load, readable, runs

needs_fonts = pytest.mark.skipif(load("NotoSans[wght].ttf", 0, 20) is None, reason="the font packages are not there")
TEXTS = {
    "Hello, world": "NotoSans[wght].ttf", "Привет": "NotoSans[wght].ttf", "Γειά σου": "NotoSans[wght].ttf",
    "你好,世界": "NotoSansCJK-VF.otf.ttc", "こんにちは": "NotoSansCJK-VF.otf.ttc", "안녕": "NotoSansCJK-VF.otf.ttc",
    "مرحبا": "NotoSansArabic[wght].ttf", "नमस्ते": "NotoSansDevanagari[wght].ttf", "สวัสดี": "NotoSansThai[wght].ttf",
    "שלום": "NotoSansHebrew[wght].ttf", "გამარჯობა": "NotoSansGeorgian[wght].ttf", "😀": "NotoEmoji[wght].ttf",
}  # fmt: skip


@pytest.mark.parametrize(("text", "name"), TEXTS.items())
def test_each_script_has_its_font(text: str, name: str) -> None:
    assert face_for(text)[0] == name


def test_japanese_korean_and_chinese_have_their_own_forms() -> None:
    assert len({face_for(text) for text in ("日本の海", "대한의 바다", "中国的海")}) == 3


@needs_fonts
@pytest.mark.parametrize("text", TEXTS)
def test_the_font_has_every_glyph(text: str) -> None:
    assert all(covers(*face_for(text), character) for character in text)
    assert len(runs(text, 24)) == 1


@needs_fonts
def test_what_no_font_has_is_known() -> None:
    assert readable("OK 你好 😀 שלום")
    assert not readable("\U00012000 in cuneiform")


@needs_fonts
def test_mixed_text_finds_a_glyph_for_every_letter() -> None:
    pieces = runs("OK 你好 😀 שלום", 24)
    assert "".join(piece for piece, _ in pieces) == "OK 你好 😀 שלום"
    assert len({font.getname() for _, font in pieces}) >= 3


def test_without_the_packages_a_plain_font_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    load.cache_clear()
    monkeypatch.setattr(fonts, "_folder", lambda package: None)
    covers.cache_clear()
    assert isinstance(font_for("Hello", 20), FreeTypeFont)
    assert readable("Hello")
    assert not readable("你好")
    covers.cache_clear()
    load.cache_clear()
