"""A railway station."""

from __future__ import annotations

from rushes.providers.previs.scene import Actor, Scene
from rushes.providers.previs.stage import Stage


def test_a_train_stands_on_the_stations_own_track() -> None:
    stage = Stage(Scene("", "station", "day", actors=(Actor("train", "drive"),), seed=1), 160, 90, 24)
    (train,) = stage.roles
    assert train.lane == "ground" and abs(train.y - stage.set.lanes["wheels"].y) < 6


def test_lamps_and_windows_shine_at_night(shown) -> None:  # type: ignore[no-untyped-def]
    night = shown("station", "night")
    assert ((night[..., 2] > 150) & (night[..., 2].astype(int) - night[..., 0] > 20)).sum() > 8
