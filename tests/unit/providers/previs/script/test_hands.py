"""Hands and what they are at."""

from __future__ import annotations

import pytest

from rushes.providers.previs.script import read


@pytest.mark.parametrize(
    ("prompt", "deed", "held"),
    [
        ("A chef tosses noodles in a steamy kitchen", "toss_noodles", ""),
        ("A man plays the saxophone under a lamp", "sax", ""),
        ("A girl with a red balloon walks along the beach", "walk", "held:toy_balloon"),
        ("A goalkeeper dives to the left", "save", ""),
        ("A fisherman hauls a net on the shore", "haul_net", ""),
        ("A woman at an easel by the window", "paint", ""),
        ("A child builds a tower of blocks", "stack", ""),
        ("A man eats an apple", "eat", "held:red_apple"),
        ("一个女孩拿着红灯笼走过小巷", "walk", "held:lantern"),
        ("小男孩在踢足球", "kick", ""),
    ],
)
def test_a_thing_in_hand_decides_the_deed(prompt: str, deed: str, held: str) -> None:
    actors = read(prompt).actors
    assert [actor.action for actor in actors] == [deed]
    assert not held or held in actors[0].traits


def test_lanterns_of_a_place_are_not_held() -> None:
    scene = read("A man walks through a rainy city with lanterns")
    assert "lanterns" in scene.props and not any(trait.startswith("held:") for trait in scene.actors[0].traits)


def test_animals_do_what_comes_nearest() -> None:
    assert [actor.action for actor in read("A cat climbs a wall").actors] == ["walk"]
    assert [actor.action for actor in read("A dog digs in the garden").actors] == ["stand"]
