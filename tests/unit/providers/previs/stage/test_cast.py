"""Actors have a place, a size and a way."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from rushes.providers.previs.picture import Cue, Light, Sprite
from rushes.providers.previs.scene import Actor, Camera, Scene
from rushes.providers.previs.stage.cast import SIZES, Blocking, Part, cues
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.framing import framed
from rushes.providers.previs.stage.palette import palette
from rushes.providers.previs.stage.role import Role
from rushes.providers.previs.stage.view import Operator


@dataclass
class Block:
    """A white box as a figure."""

    height: float = 1.75
    aspect: float = 0.4
    stands_on: str = "ground"
    pace: float = 0.0

    def speed(self) -> float:
        return self.pace

    def paint(self, seconds: float, pixels: int, light: Light) -> Sprite:
        width = max(2, int(pixels * self.aspect))
        return Sprite(np.full((pixels, width, 4), 255, np.uint8), (width / 2, float(pixels)))

    def cues(self, seconds: float) -> tuple[Cue, ...]:
        return tuple(Cue("step", at) for at in np.arange(0.25, seconds, 0.5))


def easel(size: str = "wide", move: str = "push", frame: tuple[int, int] = (320, 180)) -> Easel:
    return Easel(Scene("", "desert", camera=Camera(move, 1.0, size)), palette("golden", "clear"), *frame, 1)


def stage_set(one: Easel) -> Set:
    lanes = {"ground": Lane(one.y(0.86), material="sand"), "air": Lane(one.y(0.3)), "water": Lane(one.y(0.7))}
    return Set([], one.y(0.6), one.sun(one.y(0.6)), lanes, one.y(0.86))


def roles(one: Easel, *figures: Block, seconds: float = 5.0) -> list[Role]:
    parts = [Part(Actor("block", facing=1), figure, number) for number, figure in enumerate(figures)]
    return Blocking(one, stage_set(one), seconds).roles(parts)[0]


def operator(one: Easel, follow: float = 0.0) -> Operator:
    aim, size = (one.set_width / 2, one.y(0.6)), (one.set_width, one.set_height)
    return Operator(one.scene.camera, one.width, one.height, size, aim, follow=(-follow / 2, follow / 2))


def test_a_person_has_a_readable_size() -> None:
    role = roles(easel(), Block())[0]
    assert 0.25 < role.pixels / 180 < 0.45


def test_framings_go_from_far_to_near() -> None:
    sizes = [roles(easel(size), Block())[0].pixels for size in SIZES]
    assert sizes == sorted(sizes)
    assert sizes[-1] > 180


def test_sizes_stay_true_among_actors() -> None:
    found = roles(easel(), Block(1.75), Block(0.6, 1.2))
    tall, small = max(role.pixels for role in found), min(role.pixels for role in found)
    assert 0.3 < small / tall < 0.6


@pytest.mark.parametrize("move", ["push", "pan_left", "crane_up", "orbit", "pull", "truck_right"])
@pytest.mark.parametrize("frame", [(320, 180), (180, 320), (240, 240)])
def test_nobody_is_cut_by_the_edge(move: str, frame: tuple[int, int]) -> None:
    one = easel(move=move, frame=frame)
    for figure in (Block(pace=1.4), Block(12.0, 1.1, "water", 2.0), Block(0.4, 2.0, "air", 8.0)):
        found, follow = Blocking(one, stage_set(one), 5.0).roles([Part(Actor("block", facing=1), figure, 0)])
        led = operator(one, follow)
        role = framed(found, led, 5.0, cut_below=False)[0]
        for share in (0.0, 0.5, 1.0):
            x, y, scale = led.view(share, share * 5).place(*role.at(share * 5), role.depth)
            half = role.pixels * scale * figure.aspect / 2
            assert x - half >= -1 and x + half <= frame[0] + 1
            assert y - role.pixels * scale * (0.5 if role.lane == "air" else 1.0) > -1


def test_feet_do_not_slide_however_slow_the_walk() -> None:
    figure = Block(pace=1.4)
    role = roles(easel(), figure, seconds=15.0)[0]
    assert abs(role.pace) * 1.75 / role.pixels == pytest.approx(1.4 * role.tempo * 0.78, rel=0.02)


def test_several_are_spread_out() -> None:
    places = [role.x for role in roles(easel(), *(Block() for _ in range(4)))]
    assert max(places) - min(places) > 60
    assert len(set(places)) == 4


def test_a_group_stays_together() -> None:
    found = roles(easel(), *(Block(0.8, 2.0, pace=pace) for pace in (4.0, 5.0, 6.0)))
    assert len({round(role.pace, 3) for role in found}) == 1
    places = sorted(role.x for role in found)
    assert np.diff(places).min() > 12


def test_cues_follow_the_tempo_and_lie_within_the_shot() -> None:
    one = easel()
    found = roles(one, Block(pace=1.4), seconds=15.0)
    heard = cues(found, one, 15.0, "sand")
    assert heard and all(0 <= cue.at < 15 and cue.material == "sand" and -1 <= cue.pan <= 1 for cue in heard)
    assert np.diff([cue.at for cue in heard]).mean() == pytest.approx(0.5 / found[0].tempo, rel=0.05)


def test_what_lasts_is_heard_to_the_end_at_any_tempo_and_start() -> None:
    class Engine(Block):
        def cues(self, seconds: float) -> tuple[Cue, ...]:
            return (Cue("engine", 0.0, seconds=seconds),)

    one = easel()
    role = replace(roles(one, Engine(pace=1.4), seconds=15.0)[0], tempo=0.5, start=1.2)
    heard = cues([role], one, 15.0, "sand")
    assert [(cue.at, cue.seconds) for cue in heard] == [(0.0, pytest.approx(15.0))]


@pytest.mark.parametrize("facing", [1, -1])
def test_a_close_shot_of_an_animal_shows_its_head(facing: int) -> None:
    one = easel("close")
    part = Part(Actor("block", facing=facing), Block(aspect=1.6), 0)
    [role], _ = Blocking(one, stage_set(one), 5.0).roles([part])
    [role] = framed([role], operator(one), 5.0, cut_below=True)
    nose = (role.x + facing * role.pixels * 0.8 - one.x(0)) / one.width
    assert role.pixels > one.height and 0.05 < nose < 0.95 and (nose - 0.5) * facing > 0
