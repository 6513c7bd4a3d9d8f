"""What tells animals apart."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.subjects.rigs.breed import FACES, Species

WHITE = (1.0, 1.0, 1.0)


def test_heads_run_from_the_poll_to_the_nose() -> None:
    for face in FACES.values():
        assert face[:, 0].min() < 0 and 0.6 < face[:, 0].max() < 1.2
        assert np.isfinite(face).all()


def test_a_longer_neck_makes_a_taller_animal_and_crouching_a_lower_one() -> None:
    plain = Species(1.0, WHITE, WHITE, WHITE)
    assert Species(1.0, WHITE, WHITE, WHITE, neck=(0.9, 1.0, 0.2, 0.1)).top > plain.top
    assert Species(1.0, WHITE, WHITE, WHITE, crouch=0.2).top < plain.top
