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
        x, y = choice.towards(Camera(move=move), seen(centre[0], 0.2), centre)
        assert 0 <= x <= 1
        assert 0 <= y <= 1
