"""An actor in its place."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from rushes.providers.previs.picture import Cue, Light, Sprite
from rushes.providers.previs.stage.role import Role
from rushes.providers.previs.stage.view import Moment, View

LIGHT = Light((0.5, 0.5), (1, 1, 1), (0.3, 0.3, 0.3), (0.5, 0.4, 0.3))


class Block:
    """A white box as a figure."""

    height, aspect, stands_on = 1.75, 0.4, "ground"

    def speed(self) -> float:
        return 0.0

    def paint(self, seconds: float, pixels: int, light: Light) -> Sprite:
        width = max(2, int(pixels * self.aspect))
        return Sprite(np.full((pixels, width, 4), 255, np.uint8), (width / 2, float(pixels)))

    def cues(self, seconds: float) -> tuple[Cue, ...]:
        return ()


def moment(**more: float) -> Moment:
    return Moment(0, 1.0, 0.0, View(200, 100, (132.0, 60.0), (264, 120), **more))  # type: ignore[arg-type]


def role(lane: str = "ground", **more: float) -> Role:
    return Role(Block(), 132.0, 90.0, 40.0, 1.0, 0.0, 1.0, 0.0, LIGHT, lane, **more)  # type: ignore[arg-type]


def drawn(one: Role, tone: int = 120, **view: float) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    frame = np.full((100, 200, 3), tone, np.uint8)
    one.draw(frame, moment(**view), 100)
    return frame


def test_it_stands_on_its_foot_with_a_shadow() -> None:
    frame = drawn(role())
    white = np.argwhere((frame == 255).all(axis=2))
    assert abs(white[:, 0].max() - 79) <= 1 and abs(white[:, 0].min() - 40) <= 1
    assert frame.min() < 100


def test_it_grows_as_the_camera_comes() -> None:
    assert (drawn(role(), push=0.2) == 255).sum() > 1.4 * (drawn(role()) == 255).sum()


def test_water_mirrors_it() -> None:
    frame = drawn(role("water", mirrored=0.75), tone=0)
    assert frame[84:92, 95:105].max() > 60
    assert drawn(role("water"), tone=0)[84:].max() == 0


def test_a_swimmer_is_half_under_water() -> None:
    whole, half = (int((drawn(role("water", sunk=sunk), tone=0) > 200).all(axis=2).sum()) for sunk in (0.0, 0.5))
    assert 0.35 * whole < half < 0.65 * whole


def test_what_is_out_of_the_frame_draws_nothing() -> None:
    assert drawn(Role(Block(), 900.0, 90.0, 40.0, 1.0, 0.0, 1.0, 0.0, LIGHT, "air"), tone=7).max() == 7


def test_who_stays_in_place_moves_on_every_other_frame_and_is_painted_once_for_two() -> None:
    painted: list[float] = []

    class Counting(Block):
        def paint(self, seconds: float, pixels: int, light: Light) -> Sprite:
            painted.append(seconds)
            return super().paint(seconds, pixels, light)

    for pace, times in ((0.0, 6), (30.0, 12)):
        painted.clear()
        one = replace(role(walks=True), figure=Counting(), pace=pace, kept={})
        for index in range(12):
            canvas = np.full((100, 200, 3), 120, np.uint8)
            one.draw(canvas, replace(moment(), seconds=index / 24 + 1e-6), 100)
        assert len(painted) == times
