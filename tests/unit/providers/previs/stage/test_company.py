"""Who plays, and which way."""

from __future__ import annotations

from rushes.providers.previs.scene import Actor, Camera, Scene
from rushes.providers.previs.stage.company import facings, needs, parts, without


def test_two_who_talk_turn_to_each_other() -> None:
    pair = Scene("", "meadow", actors=(Actor("man", "talk"), Actor("woman", "talk")))
    assert facings(pair) == [1, -1]
    found, _ = parts(Scene("", "meadow", actors=(Actor("man", "talk", 2),)))
    assert [part.actor.facing for part in found] == [1, -1]


def test_who_moves_goes_with_the_camera() -> None:
    for move, way in (("truck_left", -1), ("pan_right", 1)):
        assert facings(Scene("", "road", actors=(Actor("car", "drive"),), camera=Camera(move))) == [way]


def test_a_company_says_what_it_needs() -> None:
    found, missing = parts(Scene("", "road", actors=(Actor("car", "drive"), Actor("glyph:no-such"))))
    assert {"wheels", "goes", "ground"} <= needs(found) and missing == ["glyph:no-such"]
    assert "rails" in needs(parts(Scene("", "field", actors=(Actor("steam train", "drive"),)))[0])
    assert "feet" in needs(parts(Scene("", "field", actors=(Actor("man"),)))[0])


def test_the_negative_prompt_takes_actors_away() -> None:
    scene = Scene("", "sea", actors=(Actor("man"), Actor("dog")), props=("moon",), without=frozenset({"dog", "moon"}))
    assert [actor.name for actor in without(scene).actors] == ["man"] and without(scene).props == ()
