"""What stands for something else says so."""

from __future__ import annotations

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.standins import stand_ins


def test_a_cello_that_is_drawn_as_a_violin_is_told() -> None:
    assert stand_ins(Scene("An old cellist plays by the sea", "coast")) == ["'cellist' is drawn as a violin."]


def test_what_is_drawn_as_itself_needs_no_word() -> None:
    assert stand_ins(Scene("A violinist plays by the sea", "coast")) == []
