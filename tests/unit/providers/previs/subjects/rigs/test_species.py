"""The table of animals."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.subjects.rigs.breed import FACES
from rushes.providers.previs.subjects.rigs.species import KINDS
from rushes.providers.previs.subjects.rigs.trimmings import TRIMMINGS


def test_every_animal_has_a_head_and_trimmings_that_are_drawn() -> None:
    for make in KINDS.values():
        species = make(np.random.default_rng(2))
        assert species.face in FACES
        assert set(species.extras) <= set(TRIMMINGS) | {"lion"}


def test_sizes_are_those_of_nature() -> None:
    heights = [
        KINDS[name](np.random.default_rng(2)).height for name in ("mouse", "rabbit", "cat", "dog", "horse", "elephant")
    ]
    assert heights == sorted(heights)


def test_dogs_differ_by_seed() -> None:
    assert len({KINDS["dog"](np.random.default_rng(seed)).coat for seed in range(10)}) > 2
