"""Similes and patterns show nothing."""

from __future__ import annotations

import pytest

from rushes.providers.previs.script import read


@pytest.mark.parametrize(
    ("prompt", "shown"),
    [
        ("A dancer moves like a swan on an empty stage", ["dancer"]),
        ("A woman as graceful as a deer walks on the beach", ["woman"]),
        ("The clouds look like sheep over a meadow", []),
        ("A boy in dinosaur pyjamas jumps on his bed", ["boy"]),
        ("A girl in a bear costume waves", ["girl"]),
        ("舞者像天鹅一样旋转", ["dancer"]),
    ],
)
def test_only_what_is_meant_is_seen(prompt: str, shown: list[str]) -> None:
    assert [actor.name for actor in read(prompt).actors] == shown


def test_arrows_that_rain_down_are_no_rain() -> None:
    assert read("Arrows rain down on the shield wall").weather != "rain"
