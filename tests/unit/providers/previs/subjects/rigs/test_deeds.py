"""Every deed can be drawn, moves, and finds its tool and its place of work."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.scene import Actor
from rushes.providers.previs.subjects.rigs.deeds import DEEDS
from rushes.providers.previs.subjects.rigs.people import MAKERS
from rushes.providers.previs.subjects.rigs.stations import STATIONS
from rushes.providers.previs.subjects.rigs.tools import known


@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_moves_and_stands_in_the_middle_of_its_drawing(name: str) -> None:
    rig = MAKERS["man"](Actor("man", name), 3)
    early, late = (np.concatenate([c for part in rig.draw(t) for c in part.contours]) for t in (0.4, 0.9))
    assert np.isfinite(early).all()
    assert early.shape != late.shape or not np.allclose(early, late)
    assert abs(float(early[:, 0].min() + early[:, 0].max())) < 0.02 * rig.height + 1e-6


def test_every_tool_and_station_of_a_deed_exists() -> None:
    assert all(known(deed.tool) or deed.tool == "board" for deed in DEEDS.values() if deed.tool)
    assert {deed.station for deed in DEEDS.values() if deed.station} <= set(STATIONS)
