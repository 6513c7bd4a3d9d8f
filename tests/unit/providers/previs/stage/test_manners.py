"""Towns build as their words say."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.manners import MANNERS, WORDS, manner


@pytest.mark.parametrize(
    ("prompt", "name"),
    [("A boulevard in Paris", "paris"), ("雪夜的胡同", "hutong"), ("Shinjuku at night", "neon"), ("a souk", "adobe"),
     ("Kyoto in the rain", "asian"), ("a brooklyn corner", "brick")],
)  # fmt: skip
def test_words_name_a_manner(prompt: str, name: str) -> None:
    assert manner(Scene(prompt, "street"), np.random.default_rng(1)).name == name


def test_without_words_the_seed_chooses() -> None:
    assert len({manner(Scene("a street", "street"), np.random.default_rng(n)).name for n in range(12)}) > 2


def test_every_word_leads_to_a_manner() -> None:
    assert {name for name, _ in WORDS} <= set(MANNERS)
