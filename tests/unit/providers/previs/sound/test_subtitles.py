from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.picture import Cue, Image
from rushes.providers.previs.scene import Line, Scene
from rushes.providers.previs.sound.heard import Heard, Subtitle
from rushes.providers.previs.sound.subtitles import lay, paged, strip, subtitled, with_subtitles, wrap

LONG = "Look at the sea: it has been waiting for us all our lives, and now we are here, you and I, at last."
SIZES = [(640, 360), (360, 640), (480, 480)]


class Grey:
    """Two seconds of grey."""

    frames = 48
    cues = (Cue("step", 0.5),)
    facts: dict[str, object] = {"place": "nowhere"}  # noqa: RUF012

    def __init__(self, width: int = 640, height: int = 360, grey: int = 128) -> None:
        self._image = np.full((height, width, 3), grey, np.uint8)

    def frame(self, index: int) -> Image:
        return self._image


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize(
    "text", ["Go!", LONG, "我们不应该来这里。大海一直在等着我们,现在我们终于在一起了。", "مرحبا بالعالم"]
)
def test_a_subtitle_lies_inside_the_safe_margins(text: str, width: int, height: int) -> None:
    made = strip(text, width, height)
    rows, columns = np.nonzero(made.ink.max(axis=2) > 128)
    assert 0.05 * width < made.x + columns.min()
    assert made.x + columns.max() < 0.95 * width
    assert 0.5 * height < made.y + rows.min()
    assert made.y + rows.max() < 0.96 * height


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_more_than_two_rows(width: int, height: int) -> None:
    for part in paged(Subtitle(LONG, 0, 4, 0), width, height):
        made = strip(part.text, width, height)
        inked = made.ink.max(axis=(1, 2)) > 128
        assert inked.sum() < 0.16 * height


def test_a_row_breaks_after_a_pause_and_never_before_a_full_stop() -> None:
    rows = wrap("こんにちは、世界。これは字幕のテストです。", 24, 380)
    assert rows == ["こんにちは、世界。", "これは字幕のテストです。"]
    assert wrap("Short", 24, 500) == ["Short"]


def test_what_is_too_long_for_a_narrow_frame_is_shown_in_parts() -> None:
    parts = paged(Subtitle(LONG, 1.0, 5.0, 3), 360, 640)
    assert len(parts) >= 2
    assert " ".join(part.text for part in parts) == LONG
    assert parts[0].start == 1.0
    assert parts[-1].end == pytest.approx(5.0)
    assert {part.shot for part in parts} == {3}
    assert len(paged(Subtitle(LONG, 1.0, 1.5, 3), 360, 640)) == 1


@pytest.mark.parametrize("grey", [10, 128, 250])
def test_letters_are_read_on_any_ground(grey: int) -> None:
    image = np.full((360, 640, 3), grey, np.uint8)
    made = lay(image, strip("Read me", 640, 360))
    part = made[270:].astype(int)
    assert part.max() > 225
    assert part.max() - part.min() > 110 or grey < 60
    assert (image == grey).all()


def test_it_comes_and_goes_with_its_time() -> None:
    picture = Grey()
    shown = subtitled(picture, [Subtitle("Hello", 0.5, 1.5, 0)], 640, 360)
    changed = [not np.array_equal(shown.frame(k), picture.frame(k)) for k in range(48)]
    assert changed == [0.5 < k / 24 < 1.5 for k in range(48)]
    first, later = (int(np.abs(shown.frame(k).astype(int) - 128).max()) for k in (13, 20))
    assert first < later
    assert (shown.frames, shown.cues, shown.facts) == (picture.frames, picture.cues, picture.facts)


def test_without_lines_the_picture_is_itself() -> None:
    picture = Grey()
    assert subtitled(picture, [], 640, 360) is picture


def test_a_silent_film_shows_its_lines_in_the_time_of_the_shot() -> None:
    shot = Heard(Scene("x", "sea", lines=(Line("Hello there.", "en"),)), (), 7.0, 2.0)
    picture, remarks = with_subtitles(Grey(), shot, 640, 360, silent=True)
    assert not np.array_equal(picture.frame(20), Grey().frame(20))
    assert any("silent" in remark for remark in remarks)
