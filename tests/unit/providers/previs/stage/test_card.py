"""Title cards."""

from __future__ import annotations

import numpy as np
from PIL import ImageFont

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.card import card, font_file, lines
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.palette import palette
from rushes.providers.previs.stage.view import Moment, View


def test_both_scripts_have_a_font() -> None:
    for cjk in (False, True):
        path = font_file(cjk)
        assert path is not None and path.exists()
    assert font_file(False) != font_file(True)


def test_words_break_between_words_and_chinese_anywhere() -> None:
    font = ImageFont.load_default(20)
    assert (
        lines("one two three four", font, 80) == ["one two", "three", "four"]
        or len(lines("one two three four", font, 80)) > 1
    )
    assert len(lines("海上生明月天涯共此时", font, 60)) > 1
    assert "".join(lines("海上生明月", font, 30)) == "海上生明月"


def test_a_long_text_still_fits() -> None:
    easel = Easel(Scene("", "studio"), palette("night", "clear"), 200, 112, 1)
    words = card(easel, "word " * 60)[0]
    frame = np.zeros((112, 200, 3), np.uint8)
    view = View(200, 112, (132.0, 60.0), (easel.set_width, easel.set_height))
    words.draw(frame, Moment(48, 2.0, 0.5, view), 112)
    assert frame[:, :6].max() == 0 and frame[:, -6:].max() == 0
    assert frame.max() > 150


def test_the_words_come_up() -> None:
    easel = Easel(Scene("", "studio"), palette("night", "clear"), 200, 112, 1)
    words = card(easel, "Hello")[0]
    tones = []
    for seconds in (0.0, 2.0):
        frame = np.zeros((112, 200, 3), np.uint8)
        view = View(200, 112, (132.0, 60.0), (easel.set_width, easel.set_height))
        words.draw(frame, Moment(0, seconds, 0.5, view), 112)
        tones.append(int(frame.max()))
    assert 0.4 * tones[1] < tones[0] < 0.8 * tones[1]
