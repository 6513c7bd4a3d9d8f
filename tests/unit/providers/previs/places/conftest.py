"""A place's frame at a small size, painted once for all tests of a session."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pytest

from rushes.providers.previs.picture import Image
from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage import Stage

Shown = Callable[..., Image]


@lru_cache(maxsize=64)
def _frame(scene: Scene, size: tuple[int, int]) -> Image:
    return Stage(scene, *size, 48).frame(24)


@pytest.fixture
def shown() -> Shown:
    """`shown(place, time, weather)` -> the middle frame of an empty shot, 160 × 90."""

    def show(
        place: str,
        time: str = "day",
        weather: str = "clear",
        *,
        seed: int = 1,
        snowy: bool = False,
        size: tuple[int, int] = (160, 90),
    ) -> Image:
        return _frame(Scene("", place, time, weather, seed=seed, snowy=snowy), size)

    return show
