from __future__ import annotations

import numpy as np
import pytest
from tests.unit.providers.previs.sound.listening import correlation, envelope

from rushes.providers.previs.sound.noise import RATE, rng_for, silence
from rushes.providers.previs.sound.rooms import OPEN, ROOMS, impulse, resound, room_of


def test_a_place_without_walls_is_open() -> None:
    assert room_of("meadow") is OPEN
    assert room_of("nowhere at all") is OPEN
    assert room_of("cave") is ROOMS["cave"]


@pytest.mark.parametrize("name", ["cave", "interior", "mountains"])
def test_a_rooms_tail_has_unit_energy_and_sinks_by_sixty_decibels(name: str) -> None:
    room = ROOMS[name]
    response = impulse(room, rng_for(1, name))
    assert (response**2).sum(axis=1) == pytest.approx([1, 1], rel=1e-3)
    levels = envelope(response, 10)
    assert levels[-3:].mean() < 0.01 * levels.max()
    assert abs(correlation(response)) < 0.3


def test_a_bigger_room_rings_longer() -> None:
    send = silence(2 * RATE)
    send[:, 100] = 1
    late = slice(RATE, 2 * RATE)
    cave, kitchen = (resound(send, ROOMS[name], rng_for(1, name)) for name in ("cave", "kitchen"))
    assert cave.shape == send.shape
    assert np.abs(cave[:, late]).max() > 30 * np.abs(kitchen[:, late]).max()


def test_nothing_answers_before_it_is_asked() -> None:
    send = silence(RATE + 1)
    send[:, RATE // 2] = 1
    answer = resound(send, ROOMS["stage"], rng_for(1, "x"))
    assert np.abs(answer[:, : RATE // 2 - 8]).max() < 1e-5
    assert np.abs(answer[:, RATE // 2 :]).max() > 1e-3
