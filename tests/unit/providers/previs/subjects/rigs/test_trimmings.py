"""What animals wear."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.subjects.rigs.quadruped import frame, standing
from rushes.providers.previs.subjects.rigs.species import KINDS
from rushes.providers.previs.subjects.rigs.trimmings import TRIMMINGS, bridle, trimmings


def test_every_trimming_draws_something() -> None:
    for name, make in KINDS.items():
        species = make(np.random.default_rng(2))
        parts = trimmings(species, frame(species, standing(species, 0.0)))
        assert bool(parts) is bool(set(species.extras) & set(TRIMMINGS)), name


def test_antlers_stand_above_the_head() -> None:
    deer = KINDS["deer"](np.random.default_rng(2))
    seen = frame(deer, standing(deer, 0.0))
    assert max(float(c[:, 1].max()) for part in trimmings(deer, seen) for c in part.contours) > seen.poll[1] + 0.2


def test_a_saddle_cloth_takes_its_colour() -> None:
    horse = KINDS["horse"](np.random.default_rng(2))
    assert bridle((0.1, 0.2, 0.9), horse, frame(horse, standing(horse, 0.0)))[0].colour == (0.1, 0.2, 0.9)
