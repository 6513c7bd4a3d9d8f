"""What stands for something else says so."""

from __future__ import annotations

from rushes.providers.previs import script
from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage import Stage
from rushes.providers.previs.stage.standins import left_out, stand_ins


def test_a_cello_that_is_drawn_as_a_violin_is_told() -> None:
    assert stand_ins(Scene("An old cellist plays by the sea", "coast")) == ["'cellist' is drawn as a violin."]


def test_what_is_drawn_as_itself_needs_no_word() -> None:
    assert stand_ins(Scene("A violinist plays by the sea", "coast")) == []


def test_what_is_understood_and_not_shown_is_said() -> None:
    remarks = left_out(script.read("a flaming wok at a crowded night market, timelapse"))
    assert remarks == ["'flaming' is not drawn.", "'crowded' is not drawn.", "'timelapse' is not drawn."]
    assert left_out(script.read("a quiet market")) == []


def test_a_snowman_and_a_barn_are_drawn() -> None:
    scene = script.read("two kids building a snowman in front of a red barn")
    assert scene.actors[0].action == "build_snowman" and "barn" in scene.props
    easel = Stage(scene, 160, 90, 24)
    assert "barn" in easel.set.drawn
