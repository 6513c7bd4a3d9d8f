from __future__ import annotations

import numpy as np
import pytest
from tests.unit.providers.previs.sound.listening import FRAME, centroid, onset

from rushes.providers.previs.picture import Cue
from rushes.providers.previs.scene import Actor, Scene
from rushes.providers.previs.sound.foley import foley, ground
from rushes.providers.previs.sound.heard import Heard
from rushes.providers.previs.sound.noise import RATE
from rushes.providers.previs.sound.struck import STRUCK

SHORT = [kind for kind in STRUCK if kind != "touch"]


def shot(*cues: Cue, start: float = 0.0, place: str = "studio", seconds: float = 3.0) -> Heard:
    return Heard(Scene("x", place), cues, start, seconds)


@pytest.mark.parametrize("kind", SHORT)
def test_a_cue_is_heard_within_a_frame_of_its_moment(kind: str) -> None:
    at = 0.731
    bus = foley([shot(), shot(Cue(kind, at), start=3.0)], 6 * RATE, 1).bus
    assert not bus[:, : round((3 + at) * RATE)].any()
    assert onset(bus) - (3 + at) == pytest.approx(0, abs=FRAME)


def test_an_engine_runs_from_its_cue_to_its_end() -> None:
    bus = foley([shot(Cue("engine", 0.5, seconds=1.0))], 3 * RATE, 1).bus
    sounding = np.flatnonzero(np.abs(bus).max(axis=0) > 1e-4) / RATE
    assert sounding[0] == pytest.approx(0.5, abs=FRAME)
    assert sounding[-1] == pytest.approx(1.5, abs=FRAME)


def test_a_lasting_sound_ends_with_its_shot() -> None:
    bus = foley([shot(Cue("motor", 0.5, seconds=9.0)), shot(start=3.0)], 6 * RATE, 1).bus
    assert not bus[:, 3 * RATE + 10 :].any()


def test_an_unknown_kind_is_a_soft_touch_and_said_once() -> None:
    heard = foley([shot(Cue("zork", 0.5), Cue("zork", 1.0), Cue("step", 1.5))], 3 * RATE, 1)
    assert len(heard.remarks) == 1
    assert "zork" in heard.remarks[0]
    assert onset(heard.bus[:, :RATE]) == pytest.approx(0.5, abs=FRAME)
    assert np.abs(heard.bus[:, : int(1.4 * RATE)]).max() < np.abs(heard.bus[:, int(1.4 * RATE) :]).max()


def test_gain_and_pan_are_kept() -> None:
    loud, soft = (foley([shot(Cue("bell", 0.2, gain=gain))], 3 * RATE, 1).bus for gain in (1.0, 0.25))
    assert np.abs(loud).max() == pytest.approx(4 * np.abs(soft).max(), rel=1e-3)
    left = foley([shot(Cue("bell", 0.2, pan=-1))], 3 * RATE, 1).bus
    assert np.abs(left[1]).max() < 1e-6 < np.abs(left[0]).max()


def test_repeated_steps_vary() -> None:
    bus = foley([shot(Cue("step", 0.5), Cue("step", 1.5))], 3 * RATE, 1).bus
    one, other = (bus[0, int(at * RATE) : int((at + 0.3) * RATE)] for at in (0.5, 1.5))
    assert one.any()
    assert not np.allclose(one, other, atol=1e-3)


@pytest.mark.parametrize(
    ("place", "snowy", "material"),
    [("desert", False, "sand"), ("interior", True, "wood"), ("meadow", True, "snow"), ("city", False, "stone")],
)
def test_feet_meet_the_ground_of_the_place(place: str, snowy: bool, material: str) -> None:
    assert ground(Scene("x", place, snowy=snowy)) == material


def test_an_engine_is_that_of_the_machine_that_is_seen() -> None:
    def heard(name: str) -> float:
        scene = Scene("x", "road", actors=(Actor(name, "drive"),))
        cue = Cue("engine", 0.0, material="stone", seconds=2.0)
        return centroid(foley([Heard(scene, (cue,), 0, 2.0)], 2 * RATE, 1).bus)

    assert heard("ferry") < heard("car") < heard("drone")


def test_three_engines_are_not_three_times_as_loud() -> None:
    cue = Cue("engine", 0.1, seconds=2.0)
    one, three = (foley([shot(*[cue] * count)], 3 * RATE, 1).bus.std() for count in (1, 3))
    assert three < 1.4 * one
