"""Small boats that work."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.scene import Actor
from rushes.providers.previs.subjects.rigs.workboats import MAKERS


def test_nothing_is_drawn_below_the_water() -> None:
    for name, make in MAKERS.items():
        points = np.concatenate([c for part in make(Actor(name, "sail"), 3).draw(0.7) for c in part.contours])
        assert points[:, 1].min() > -0.1


def test_a_trawler_has_somebody_hauling_and_a_tug_has_nobody() -> None:
    trawler, tug = (MAKERS["trawler"](Actor("trawler", "sail", traits=t), 3).draw(0.2) for t in ((), ("tug",)))
    assert len(trawler) > len(tug) + 15
