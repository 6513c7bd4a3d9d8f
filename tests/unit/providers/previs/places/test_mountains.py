"""High mountains."""

from __future__ import annotations

import numpy as np


def test_distance_is_pale_and_nearness_dark(shown) -> None:  # type: ignore[no-untyped-def]
    frame = shown("mountains", "day").mean(axis=2)
    assert frame[40:50].mean() > frame[80:].mean() + 20


def test_every_seed_is_another_range(shown) -> None:  # type: ignore[no-untyped-def]
    one, two = (shown("mountains", seed=seed).astype(int)[10:55] for seed in (1, 2))
    assert np.abs(one - two).mean() > 8
