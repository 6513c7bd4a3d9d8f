from __future__ import annotations

from rushes.providers.previs.picture import Cue
from rushes.providers.previs.scene import Actor, Scene
from rushes.providers.previs.sound.heard import Heard
from rushes.providers.previs.sound.lasting import LASTING
from rushes.providers.previs.sound.presence import _MACHINES, machine, presence


def shot(*actors: Actor, place: str = "road", cues: tuple[Cue, ...] = ()) -> Heard:
    return Heard(Scene("x", place, actors=actors), cues, 0, 4)


def test_a_driving_car_is_heard_for_the_whole_shot() -> None:
    (cue,) = presence(shot(Actor("car", "drive")))
    assert (cue.kind, cue.material, cue.at, cue.seconds) == ("engine", "car", 0.0, 4)


def test_outlines_count_by_their_name() -> None:
    assert {cue.kind for cue in presence(shot(Actor("glyph:locomotive", "drive")))} == {"wheels", "engine"}


def test_what_rests_is_not_heard_and_people_are_not_machines() -> None:
    assert presence(shot(Actor("car", "stand"), Actor("woman", "walk"))) == ()


def test_a_picture_that_brings_its_own_engine_is_left_alone() -> None:
    assert presence(shot(Actor("car", "drive"), cues=(Cue("motor", 0.5, seconds=2),))) == ()


def test_in_space_no_engine_is_heard() -> None:
    assert presence(shot(Actor("rocket", "fly"), place="space")) == ()


def test_every_machine_has_a_lasting_sound() -> None:
    assert {kind for parts in _MACHINES.values() for kind, _, _ in parts} <= set(LASTING)


def test_the_first_machine_of_the_shot_gives_its_engine() -> None:
    assert machine(shot(Actor("woman", "walk"), Actor("ferry", "stand"), Actor("car", "drive"))) == "ship"
    assert machine(shot(Actor("woman", "walk"))) == ""
