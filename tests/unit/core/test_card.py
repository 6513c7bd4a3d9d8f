"""Sizes by tier, ratio and picture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.core.card import ModelCard, kling_v3_cards

STD, PRO = ModelCard("std", "std", audio=False), ModelCard("pro", "pro", audio=True)


@pytest.mark.parametrize(
    ("card", "ratio", "size"),
    [
        (STD, "16:9", (1280, 720)),
        (STD, "9:16", (720, 1280)),
        (STD, "1:1", (960, 960)),
        (PRO, "16:9", (1920, 1080)),
        (PRO, "9:16", (1080, 1920)),
        (PRO, "1:1", (1440, 1440)),
    ],
)
def test_a_ratio_has_the_contracts_size(card: ModelCard, ratio: str, size: tuple[int, int]) -> None:
    assert card.size(ratio) == size
    assert card.size_for_picture(*size) == size


@given(st.integers(300, 8000), st.floats(0.4, 2.5))
def test_a_picture_keeps_its_ratio_at_the_tiers_pixels(width: int, ratio: float) -> None:
    height = max(1, round(width / ratio))
    out_width, out_height = PRO.size_for_picture(width, height)
    assert out_width % 2 == out_height % 2 == 0
    assert abs(out_width * out_height / (1920 * 1080) - 1) < 0.005
    assert abs(out_width / out_height / (width / height) - 1) < 0.005


def test_a_family_has_four_models() -> None:
    names = [card.name for card in kling_v3_cards("kling-v3", local=True, elements=False)]
    assert sorted(names) == [
        "kling-v3-pro-audio",
        "kling-v3-pro-silent",
        "kling-v3-std-audio",
        "kling-v3-std-silent",
    ]
