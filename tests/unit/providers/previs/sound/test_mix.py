"""The finished sound: what the film promises."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from tests.unit.providers.previs.sound.listening import FRAME, clicks, envelope, onsets

from rushes.providers.previs.picture import Cue
from rushes.providers.previs.scene import Line, Scene
from rushes.providers.previs.sound import Heard, score, voice
from rushes.providers.previs.sound.loudness import integrated, true_peak
from rushes.providers.previs.sound.noise import RATE

SCENES = [
    Scene("x", "coast", weather="storm", mood="dark"), Scene("x", "forest", time="night"),
    Scene("x", "space", mood="epic"), Scene("x", "interior", mood="tense"), Scene("x", "underwater"),
    Scene("x", "street", weather="rain", mood="tender"), Scene("x", "mountains", weather="snow", snowy=True),
    Scene("x", "garden", mood="playful"), Scene("x", "nowhere"),
]  # fmt: skip


def film(*scenes: Scene, cues: tuple[Cue, ...] = (), each: float = 3.0) -> list[Heard]:
    return [Heard(scene, cues, each * k, each) for k, scene in enumerate(scenes)]


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.place)
def test_every_film_is_as_loud_as_promised(scene: Scene) -> None:
    cues = (Cue("step", 0.5), Cue("thunder", 1.0), Cue("glass", 2.0))
    for heard in ((), cues):
        made = score(film(scene, cues=heard), 3.0, 1)
        assert made.samples.shape == (3 * RATE, 2)
        assert made.samples.dtype == np.float32
        bus = made.samples.T
        assert integrated(bus) == pytest.approx(-16, abs=1)
        assert true_peak(bus) <= -1
        assert abs(float(bus.mean())) < 1e-3
        assert np.abs(bus[:, :2]).max() < 1e-3
        assert np.abs(bus[:, -2:]).max() < 1e-3
        assert envelope(bus[:, 4800:-24000], 100).min() > 0.004


def test_the_length_is_exact_to_the_sample() -> None:
    assert score([Heard(SCENES[3], (), 0, 3.21)], 3.21, 1).samples.shape == (154_080, 2)


def test_no_click_at_the_cuts() -> None:
    made = score(film(*[replace(scene, weather="clear") for scene in SCENES[:4]]), 12.0, 1)
    for cut in (3, 6, 9):
        around = made.samples.T[:, int((cut - 0.2) * RATE) : int((cut + 0.2) * RATE)]
        assert clicks(around) < 10


def test_steps_are_heard_in_the_finished_film_when_they_are_seen() -> None:
    moments = (0.6, 1.15, 1.7, 2.25, 2.8, 3.35)
    shots = [
        Heard(Scene("x", "studio"), (), 0, 1.0),
        Heard(Scene("x", "studio"), tuple(Cue("step", at, material="stone") for at in moments), 1.0, 4.0),
    ]
    heard = np.array(onsets(score(shots, 5.0, 1).samples.T))
    for at in moments:
        assert np.abs(heard - (1.0 + at)).min() < FRAME
    by_chance = np.mean([np.abs(heard - at).min() < FRAME for at in np.arange(0.1, 4.9, 0.01)])
    assert by_chance < 0.5


def test_the_same_seed_sounds_the_same_in_any_thread_and_another_does_not() -> None:
    shots = film(SCENES[0], SCENES[5], cues=(Cue("step", 0.5), Cue("engine", 1, seconds=1)))
    with ThreadPoolExecutor(3) as threads:
        made = [future.result().samples for future in [threads.submit(score, shots, 6.0, 9) for _ in range(3)]]
    assert all(np.array_equal(a, b) for a, b in itertools.pairwise(made))
    assert not np.array_equal(made[0], score(shots, 6.0, 10).samples)


@pytest.mark.skipif(not voice.installed(), reason="the extra rushes[previs] is not installed")
def test_a_line_is_spoken_over_a_ducked_bed_and_reported() -> None:
    scene = replace(SCENES[5], lines=(Line("We should go home now.", "en"), Line("我们回家吧", "zh")))
    made = score(film(scene, each=5.0), 5.0, 1)
    assert made.spoken == ("We should go home now.",)
    assert made.neural_parts == ("hibari",)
    assert [each.text for each in made.subtitles] == ["我们回家吧"]
    assert "Chinese dialogue is shown as a subtitle: no packaged voice for it." in made.remarks
    assert integrated(made.samples.T) == pytest.approx(-16, abs=1)
    assert true_peak(made.samples.T) <= -1


def test_nothing_spoken_is_nothing_neural() -> None:
    made = score(film(replace(SCENES[3], lines=(Line("你好", "zh"),))), 3.0, 1)
    assert made.neural_parts == ()
    assert made.spoken == ()


def test_a_negative_prompt_takes_the_music_away() -> None:
    with_music = score(film(SCENES[3]), 3.0, 1).samples
    without = score(film(replace(SCENES[3], without=frozenset({"music"}))), 3.0, 1).samples
    assert not np.allclose(with_music, without)
