"""Which hall the words name."""

from __future__ import annotations

import pytest

from rushes.providers.previs.places.halls import HALLS, hall
from rushes.providers.previs.scene import Scene


@pytest.mark.parametrize(
    ("prompt", "kind"),
    [
        ("a priest in a cathedral", "nave"), ("一座工厂", "works"), ("a nurse in a hospital corridor", "ward corridor"),
        ("an underground parking garage", "garage"), ("a long hallway", "corridor"), ("an airport", "terminal"),
    ],
)  # fmt: skip
def test_words_choose_the_hall(prompt: str, kind: str) -> None:
    assert hall(Scene(prompt, "hall"))[0] == kind


def test_places_of_their_own_need_no_words() -> None:
    assert hall(Scene("", "greenhouse"))[1] is HALLS["glasshouse"]
    assert hall(Scene("", "courtyard"))[1] is HALLS["court"]
