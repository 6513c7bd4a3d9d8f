"""Words of the prompt."""

from __future__ import annotations

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.words import said


def test_whole_words_count_and_their_simple_forms() -> None:
    assert said(Scene("Two sprinters on a wet track", "stadium"), ("sprint",)) >= 0
    assert said(Scene("in the valley by the barn", "street"), ("alley", "bar")) == -1


def test_chinese_needs_no_gaps() -> None:
    assert said(Scene("雪夜的胡同里", "street"), ("胡同",)) >= 0


def test_props_count_too_and_hyphens_are_spaces() -> None:
    assert said(Scene("", "forest", props=("autumn_leaves",)), ("autumn",)) >= 0
    assert said(Scene("New York at noon", "street"), ("new-york",)) == 0
