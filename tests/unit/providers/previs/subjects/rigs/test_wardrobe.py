"""Who wears what."""

from __future__ import annotations

import pytest

from rushes.providers.previs.subjects.colours import COLOURS
from rushes.providers.previs.subjects.rigs.wardrobe import BUILDS, GREY, ROLES, dress


def test_a_colour_word_dyes_the_main_garment() -> None:
    assert dress("woman", ("red", "dress"), 3).top == COLOURS["red"]
    assert dress("woman", ("blue", "skirt"), 3).bottom == COLOURS["blue"]


def test_seeds_dress_people_differently_and_the_same_seed_alike() -> None:
    assert len({(o.top, o.garment, o.look.cut) for o in (dress("woman", (), seed) for seed in range(12))}) > 5
    assert dress("man", (), 7) == dress("man", (), 7)


@pytest.mark.parametrize("role", ROLES)
def test_every_trade_can_be_worn(role: str) -> None:
    outfit = dress("man", (role,), 1)
    plain = dress("man", (), 1)
    assert outfit != plain


def test_a_chef_wears_the_hat_and_old_people_grey_hair() -> None:
    assert dress("man", ("chef",), 1).look.hat == "chef"
    assert dress("oldwoman", (), 1).look.hair == GREY and dress("man", ("old",), 1).look.hair == GREY
    assert dress("man", ("bearded",), 2).look.beard


def test_children_have_larger_heads() -> None:
    assert BUILDS["girl"].head > 1.2 * BUILDS["woman"].head
