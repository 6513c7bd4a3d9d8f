"""Which move a photograph gets."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.photo import choice, framing, subject
from rushes.providers.previs.scene import MOVES, Camera, Scene


def seen(x: float, cover: float, found: bool = True) -> subject.Subject:
    box = (x - 0.1, 0.3, x + 0.1, 0.8)
    return subject.Subject(np.zeros((4, 4), np.float32), cover if found else 0.0, (x, 0.5), box, neural=True)


def chosen(scene: Scene, who: subject.Subject, size: tuple[int, int] = (640, 360)) -> str:
    window = framing.cover(size, who, 640, 360)
    whole = (round(size[0] * window.scale), round(size[1] * window.scale))
    return choice.camera_for(scene, who, window, whole).move


PLAIN = Scene(prompt="", place="")


def test_the_prompt_s_move_is_kept() -> None:
    scene = Scene(prompt="", place="", camera=Camera(move="tilt_up"), named=frozenset({"move"}))
    assert chosen(scene, seen(0.5, 0.2)) == "tilt_up"


@pytest.mark.parametrize(
    ("who", "size", "move"),
    [
        (seen(0.5, 0.2), (640, 360), "orbit"),
        (seen(0.5, 0.5), (640, 360), "push"),
        (seen(0.5, 0.02), (640, 360), "push"),
        (seen(0.25, 0.2), (640, 360), "truck_left"),
        (seen(0.75, 0.2), (640, 360), "truck_right"),
        (seen(0.5, 0.0, found=False), (640, 360), "push"),
        (seen(0.2, 0.1), (1800, 360), "pan_right"),
        (seen(0.5, 0.0, found=False), (400, 900), "tilt_down"),
    ],
)
def test_else_the_picture_chooses(who: subject.Subject, size: tuple[int, int], move: str) -> None:
    assert chosen(PLAIN, who, size) == move


@pytest.mark.parametrize("move", MOVES)
def test_what_is_run_towards_lies_in_the_window(move: str) -> None:
    for centre in ((0.05, 0.05), (0.95, 0.95)):
        x, y = choice.towards(Camera(move=move), seen(centre[0], 0.2), centre, 0.3)
        assert 0 <= x <= 1
        assert 0 <= y <= 1


def test_a_move_goes_no_farther_than_the_sheet_bears() -> None:
    scene = Scene(prompt="", place="", camera=Camera("orbit", 3.0), named=frozenset({"move"}))
    window = framing.cover((640, 360), seen(0.5, 0.2), 640, 360)
    assert choice.camera_for(scene, seen(0.5, 0.2), window, (640, 360)).amount == choice.FARTHEST


def test_a_head_near_the_upper_edge_stays_in_the_frame() -> None:
    _, y = choice.towards(Camera("push"), seen(0.5, 0.3), (0.5, 0.6), 0.05)
    assert y + (0.05 - y) * 1.2 > 0.0
