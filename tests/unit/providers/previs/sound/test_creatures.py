from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.random import Generator
from tests.unit.providers.previs.sound.listening import centroid, envelope

from rushes.providers.previs.sound import creatures
from rushes.providers.previs.sound.noise import RATE, Wave, rng_for

CALLS = [
    creatures.songbirds, creatures.dawn_chorus, creatures.sparrows, creatures.lark, creatures.cuckoo,
    creatures.jungle_birds, creatures.gulls, creatures.raven, creatures.eagle, creatures.owl, creatures.rooster,
    creatures.far_dog, creatures.hens, creatures.church_bell, creatures.temple_bell, creatures.frogs, creatures.whale,
    creatures.mast_bell, creatures.crickets, creatures.grasshoppers, creatures.cicadas, creatures.bees,
]  # fmt: skip


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.__name__)
def test_a_call_is_heard_in_the_shortest_film_and_joins_silence(call: Callable[[int, Generator], Wave]) -> None:
    wave = call(3 * RATE, rng_for(5, "x"))
    assert wave.shape == (2, 3 * RATE)
    assert np.abs(wave).max() > 0.003
    assert np.abs(np.diff(wave)).max() < 0.1


def test_each_sings_in_its_register() -> None:
    heard = {call.__name__: centroid(call(6 * RATE, rng_for(5, "x"))) for call in CALLS}
    assert heard["whale"] < heard["owl"] < heard["cuckoo"] < heard["gulls"] < heard["songbirds"] < heard["grasshoppers"]


def test_at_dawn_more_birds_sing() -> None:
    busy, calm = (
        np.count_nonzero(envelope(call(8 * RATE, rng_for(5, "x")), 20) > 0.003)
        for call in (creatures.dawn_chorus, creatures.songbirds)
    )
    assert busy > 1.4 * calm
