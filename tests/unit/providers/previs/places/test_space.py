"""Space."""

from __future__ import annotations

import numpy as np


def test_most_of_it_is_dark_and_some_of_it_shines(shown) -> None:  # type: ignore[no-untyped-def]
    frame = shown("space").mean(axis=2)
    assert np.median(frame[:40]) < 40
    assert frame.max() > 150


def test_worlds_differ(shown) -> None:  # type: ignore[no-untyped-def]
    hues = {int(shown("space", seed=seed)[75, 60:110].reshape(-1, 3).mean(0).argmax()) for seed in range(6)}
    assert len(hues) > 1
