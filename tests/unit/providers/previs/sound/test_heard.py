from __future__ import annotations

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.sound.heard import Heard


def test_a_shot_ends_after_its_seconds() -> None:
    assert Heard(Scene("x", "sea"), (), 2.5, 4.0).end == 6.5
