from __future__ import annotations

import socket

import numpy as np
import pytest
from tests.unit.providers.previs.sound.listening import centroid, clicks, envelope

from rushes.providers.previs.sound import voice
from rushes.providers.previs.sound.noise import RATE

needs_voice = pytest.mark.skipif(not voice.installed(), reason="the extra rushes[previs] is not installed")


@needs_voice
def test_a_line_is_spoken_the_same_every_time_and_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the voice reached for the network")

    monkeypatch.setattr(socket, "socket", refuse)
    voice.say.cache_clear()
    voice._speaker.cache_clear()
    one = voice.say("We should go home.")
    voice.say.cache_clear()
    assert np.array_equal(one, voice.say("We should go home."))
    assert 0.6 < len(one) / RATE < 2.5
    assert 120 < centroid(one) < 2500
    assert clicks(one) < 15


@needs_voice
def test_speech_has_no_silence_around_it_and_an_even_level() -> None:
    wave = voice.say("Look at the sea.")
    levels = envelope(wave, 10)
    assert levels[:8].max() > 0.1 * levels.max()
    speaking = levels[levels > 0.15 * levels.max()]
    assert float(np.sqrt(np.square(speaking).mean())) == pytest.approx(0.1, rel=0.3)


@needs_voice
def test_faster_speech_is_shorter() -> None:
    line = "It has been a very long way to get here."
    assert len(voice.say(line, 1.25)) < 0.95 * len(voice.say(line, 1.0))


def test_what_has_no_letters_is_not_spoken() -> None:
    assert len(voice.say("… !!")) == 0


def test_where_the_package_is_missing_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert not voice.installed()
