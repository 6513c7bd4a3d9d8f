from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from rushes.providers.previs.picture import Cue
from rushes.providers.previs.scene import Line, Scene
from rushes.providers.previs.sound.dialogue import dialogue, duck, plan
from rushes.providers.previs.sound.heard import Heard
from rushes.providers.previs.sound.noise import RATE, TICKS_PER_SECOND, Wave


def say(text: str, speed: float) -> Wave:
    """A tenth of a second a letter."""
    return np.full(int(len(text) * 0.1 / speed * RATE), 0.1, np.float32)


def shot(*lines: Line, seconds: float = 4.0, start: float = 0.0, without: frozenset[str] = frozenset()) -> Heard:
    return Heard(Scene("x", "sea", lines=lines, without=without), (), start, seconds)


def en(text: str, speaker: str = "") -> Line:
    return Line(text, "en", speaker)


def test_a_line_is_spoken_inside_its_own_shot() -> None:
    found = plan([shot(), shot(en("a" * 20), start=4.0)], say=say, ready=True)
    ((text, at, wave),) = found.spoken
    assert text == "a" * 20
    assert at >= 4.3
    assert at + len(wave) / RATE <= 8.0
    assert found.subtitles == []


@pytest.mark.parametrize(("letters", "most"), [(30, 3.0), (36, 3.3), (47, 3.9)])
def test_a_long_line_is_hurried_before_it_is_cut(letters: int, most: float) -> None:
    ((_, at, wave),) = plan([shot(en("a" * letters))], say=say, ready=True).spoken
    assert len(wave) / RATE <= most
    assert at >= 0.05
    assert at + len(wave) / RATE <= 4.0


def test_what_does_not_fit_is_shown_whole_and_said() -> None:
    found = plan([shot(en("a" * 80))], say=say, ready=True)
    assert found.spoken == []
    (shown,) = found.subtitles
    assert shown.text == "a" * 80
    assert 0 < shown.start < shown.end <= 4
    assert any("does not fit" in remark for remark in found.remarks)


def test_of_too_many_lines_the_first_are_spoken() -> None:
    found = plan([shot(en("a" * 15), en("b" * 15), en("c" * 40))], say=say, ready=True)
    assert [text for text, _, _ in found.spoken] == ["a" * 15, "b" * 15]
    assert [each.text for each in found.subtitles] == ["c" * 40]
    first, second = found.spoken
    assert second[1] >= first[1] + len(first[2]) / RATE + 0.1


def test_another_language_is_a_subtitle_and_the_remark_says_so() -> None:
    found = plan([shot(Line("我们回家吧", "zh"), Line("Возвращаемся", "ru"), Line("??", "tlh"))], say=say, ready=True)
    assert [each.text for each in found.subtitles] == ["我们回家吧", "Возвращаемся", "??"]
    assert "Chinese dialogue is shown as a subtitle: no packaged voice for it." in found.remarks
    assert len(found.remarks) == 3
    ends = [(each.start, each.end) for each in found.subtitles]
    assert all(a[1] <= b[0] for a, b in pairwise(ends))
    assert ends[0][0] > 0
    assert ends[-1][1] < 4


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (plan([shot(en("Hello"))], say=say, ready=False), "not installed"),
        (plan([shot(en("Hello"))], say=say, ready=True, silent=True), "silent"),
        (plan([shot(en("Hello"), without=frozenset({"voice"}))], say=say, ready=True), "negative prompt"),
        (plan([shot(en(""))], say=say, ready=True), "nothing in it"),
    ],
)
def test_an_unspoken_line_is_shown_and_the_reason_given(made: object, why: str) -> None:
    assert getattr(made, "spoken") == []  # noqa: B009
    assert len(getattr(made, "subtitles")) == 1  # noqa: B009
    assert any(why in remark for remark in getattr(made, "remarks"))  # noqa: B009


def test_a_line_waits_for_the_thunder_to_pass() -> None:
    scene = Scene("x", "sea", lines=(en("a" * 10),))
    ((_, at, wave),) = plan([Heard(scene, (Cue("thunder", 0.9),), 0, 4.0)], say=say, ready=True).spoken
    assert at >= 1.6
    assert at + len(wave) / RATE <= 4.0


def test_a_subtitle_follows_the_line_spoken_before_it() -> None:
    found = plan([shot(en("a" * 10), Line("你好", "zh"))], say=say, ready=True)
    ((_, at, wave),) = found.spoken
    assert found.subtitles[0].start >= at + len(wave) / RATE


def test_a_mans_line_with_a_womans_voice_is_said() -> None:
    found = plan([shot(en("Hello", "Man"))], say=say, ready=True)
    assert any("only one packaged" in remark for remark in found.remarks)


def test_the_bed_steps_back_smoothly_while_somebody_speaks() -> None:
    n = 4 * RATE
    made = dialogue(plan([shot(en("a" * 10))], say=say, ready=True), n)
    ((_, at, wave),) = made.plan.spoken
    gain = duck(made.speaking, 9.0, n)
    inside = gain[int(at * RATE) : int(at * RATE) + len(wave)]
    assert 20 * np.log10(inside.max()) == pytest.approx(-9, abs=0.2)
    assert gain[0] == pytest.approx(1)
    assert gain[-1] == pytest.approx(1, abs=1e-3)
    assert np.abs(np.diff(made.speaking)).max() < 25 / TICKS_PER_SECOND
    assert made.bus[:, int(at * RATE) + 100] == pytest.approx([0.1, 0.1], rel=1e-4)
