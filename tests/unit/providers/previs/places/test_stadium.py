"""A sports ground."""

from __future__ import annotations

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage import Stage


def test_the_pitch_is_green_and_floodlit(shown) -> None:  # type: ignore[no-untyped-def]
    day, night = shown("stadium", "day"), shown("stadium", "night")
    for frame in (day, night):
        assert frame[62:80, 40:120, 1].mean() > frame[62:80, 40:120, 2].mean()
    assert night[62:80].mean() > 0.35 * day[62:80].mean()


def test_sprinters_get_a_track() -> None:
    frame = Stage(Scene("sprint on the track", "stadium", "day"), 160, 90, 4).frame(0)
    assert frame[65:80, 40:120, 2].mean() > frame[65:80, 40:120, 1].mean()
