"""A hall runs to its end, bay after bay."""

from __future__ import annotations

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage import Stage


def test_lamps_burn_under_the_roof_by_night(shown) -> None:  # type: ignore[no-untyped-def]
    night = shown("hall", "night").max(axis=2)
    assert night[:40].max() > 200 and night[60:].mean() < 110


def test_the_sky_is_over_a_courtyard_and_through_a_greenhouse(shown) -> None:  # type: ignore[no-untyped-def]
    court, glass = shown("courtyard", "day"), shown("greenhouse", "day")
    for frame in (court, glass):
        assert frame[2:14, 70:90, 0].mean() > frame[2:14, 70:90, 2].mean()


def test_both_walls_recede() -> None:
    stage = Stage(Scene("a corridor", "hall", "day", seed=1), 160, 90, 24)
    planes = [layer.plane for layer in stage.set.layers if getattr(layer, "plane", None)]
    assert len(planes) == 4
