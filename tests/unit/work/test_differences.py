"""A vendor's film that is not what was asked says so."""

from __future__ import annotations

from dataclasses import replace

from tests.tasks import make_request

from rushes.core.clip import Probe
from rushes.work.differences import differences

PROBE = Probe(1280, 720, 72, 24.0, 3.0, "h264", None, None, None)


def test_a_film_as_asked_says_nothing() -> None:
    assert differences(make_request(), PROBE) == ()
    assert differences(make_request(), replace(PROBE, width=1284, height=716, seconds=3.04)) == ()


def test_length_size_and_sound_that_differ_are_named() -> None:
    odd = replace(PROBE, width=640, height=640, seconds=5.0, audio_codec="aac")
    found = differences(make_request(), odd)
    assert [warning.param for warning in found] == ["duration", "aspect_ratio", "model"]
    assert "5.00 s" in found[0].message
    assert "640x640" in found[1].message
    assert differences(make_request(model="kling-v3-pro-audio"), PROBE)[0].message.startswith("The film has no sound")
