"""A swimming pool."""

from __future__ import annotations

from rushes.providers.previs.scene import Actor, Scene
from rushes.providers.previs.stage import Stage


def test_its_water_is_blue(shown) -> None:  # type: ignore[no-untyped-def]
    water = shown("pool", "day")[62:74, 30:130]
    assert water[..., 0].mean() > 1.3 * water[..., 2].mean()


def test_a_lake_with_a_pool_is_a_pool_and_swimmers_are_in_it() -> None:
    stage = Stage(Scene("", "lake", "day", props=("pool",), actors=(Actor("man", "swim"),)), 96, 54, 4)
    assert stage.roles[0].lane == "water"
