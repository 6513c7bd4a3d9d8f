"""Where a moving pin-hole camera sees things."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.scene import MOVES, Camera
from rushes.providers.previs.stage.view import Operator, View, ground_plane, wall_plane

SET = (264, 120)


def view(**more: float) -> View:
    return View(200, 100, (132.0, 60.0), SET, **more)  # type: ignore[arg-type]


def operator(move: str, amount: float = 1.0) -> Operator:
    return Operator(Camera(move, amount), 200, 100, SET, (132.0, 60.0))


def test_at_rest_the_frame_is_the_middle_of_the_set() -> None:
    assert view().place(132, 60, 0.5)[:2] == pytest.approx((100, 50))


def test_a_step_aside_moves_near_things_most() -> None:
    stepped = view(truck=10.0)
    assert stepped.place(132, 60, 0.0)[0] == pytest.approx(100)
    assert stepped.place(132, 60, 1.0)[0] == pytest.approx(90)


def test_going_in_enlarges_near_things_most() -> None:
    inside = view(push=0.2)
    assert inside.place(132, 60, 1.0)[2] == pytest.approx(1.25)
    assert inside.place(132, 60, 0.1)[2] == pytest.approx(1 / 0.98)


def test_what_is_passed_is_not_seen() -> None:
    assert not view(push=0.5).sees(1.7)
    assert view(push=0.5).sees(1.0)


def test_feet_stay_on_the_ground_plane_in_every_move() -> None:
    ground = ground_plane(60.0, 100.0)
    for move in MOVES:
        for share in (0.0, 0.4, 1.0):
            now = operator(move).view(share, share * 5)
            for row in (80.0, 100.0):
                depth = (row - 60) / 40
                point = now.matrix(0, ground) @ np.array([150.0, row, 1.0])
                assert now.place(150.0, row, depth)[:2] == pytest.approx(tuple(point[:2] / point[2]), abs=0.05), move


def test_a_wall_meets_the_flat_plates_at_its_edge() -> None:
    now = operator("truck_left").view(1.0, 5)
    point = now.matrix(0, wall_plane(132.0, 232.0)) @ np.array([232.0, 70.0, 1.0])
    assert now.place(232.0, 70.0, 1.0)[:2] == pytest.approx(tuple(point[:2] / point[2]), abs=0.05)


def test_a_dolly_zoom_keeps_the_actors_size() -> None:
    first, last = (operator("dolly_zoom").view(share, 5).place(132, 60, 1.0)[2] for share in (0.0, 1.0))
    far = [operator("dolly_zoom").view(share, 5).place(132, 60, 0.0)[2] for share in (0.0, 1.0)]
    assert last == pytest.approx(first, rel=0.03)
    assert far[1] < 0.9 * far[0]


def test_no_move_shows_the_far_plates_edge() -> None:
    for move in MOVES:
        for share in np.linspace(0, 1, 9):
            now = operator(move).view(float(share), float(share) * 5)
            left, top, _ = now.place(0, 0, 0.0)
            right, low, _ = now.place(*SET, 0.0)
            if move != "whip_pan":
                assert left <= 1 and right >= 199, move
            assert top <= 3 and low >= 97, move


def test_a_walker_is_followed() -> None:
    led = Operator(Camera("static"), 200, 100, SET, (132.0, 60.0), follow=(-20.0, 20.0))
    assert led.view(1.0, 5).truck - led.view(0.0, 0).truck == pytest.approx(40, abs=1)
