"""Every station draws."""

from __future__ import annotations

from rushes.providers.previs.subjects.rigs.stations import STATIONS


def test_every_station_has_something_to_see() -> None:
    assert all(sum(map(len, draw(0.3))) >= 2 for draw in STATIONS.values())
