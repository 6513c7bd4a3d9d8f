from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.providers.previs.morph.pairs import ends, unlike

from rushes.providers.previs.morph.choose import asked, chosen, dawning, suited
from rushes.providers.previs.morph.transitions import known
from rushes.providers.previs.scene import Camera, Scene

SCENE = Scene("two pictures", "meadow")


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("a match cut from the bone to the ship", "match_cut"),
        ("Whip pan to the harbour", "whip_pan"),
        ("the night dissolves into morning", "luma_wipe"),
        ("swish pan to the sea", "whip_pan"),
        ("we dive into the painting", "push_through"),
        ("镜头穿越画面", "push_through"),
        ("甩镜到海边", "whip_pan"),
        ("a swipe of paint on a whipped cream cake", ""),
    ],
)
def test_a_transition_can_be_asked_for_by_name(prompt: str, name: str) -> None:
    assert asked(replace(SCENE, prompt=prompt)) == name


def test_a_whip_pan_of_the_camera_counts_as_asked() -> None:
    assert asked(replace(SCENE, camera=Camera("whip_pan"))) == "whip_pan"


def test_what_the_pictures_offer_is_known_and_steady() -> None:
    pair = unlike()
    assert set(suited(pair.first, pair.last, SCENE)) <= set(known())
    assert chosen(pair.first, pair.last, SCENE) == chosen(pair.first, pair.last, SCENE)


def test_a_bright_thing_in_the_dark_dawns() -> None:
    first, last = ends("other")
    assert dawning(last) > dawning(first)
