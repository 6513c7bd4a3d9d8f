"""Edge-aware filling of a field: values spread from where they are trusted, and stop at the picture's edges.

A recursive domain transform (Gastal & Oliveira, 2011) with a confidence, on float fields of any channels.
"""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.picture import Floats, Image


def spread(field: Floats, trust: Floats, guide: Image, reach: float = 60.0, edge: float = 28.0, rounds: int = 2) -> Floats:
    """`field` (H × W × C) averaged over its trusted neighbours, within `reach` pixels and the edges of `guide`.

    `trust` is H × W, 0…1; `edge` is the step in the guide (0…255) that stops the spreading.
    """
    weighted = np.concatenate([field * trust[..., None], trust[..., None]], axis=2).astype(np.float32)
    colour = guide.astype(np.float32)
    across = 1 + np.abs(np.diff(colour, axis=1)).sum(axis=2) * (reach / edge)
    down = 1 + np.abs(np.diff(colour, axis=0)).sum(axis=2) * (reach / edge)
    for turn in range(rounds):
        sigma = reach * np.sqrt(3) * 2.0 ** (rounds - turn - 1) / np.sqrt(4.0**rounds - 1)
        decay = np.exp(-np.sqrt(2) / sigma)
        weighted = np.ascontiguousarray(weighted.transpose(1, 0, 2))
        _sweep(weighted, np.power(decay, across.T).astype(np.float32))
        weighted = np.ascontiguousarray(weighted.transpose(1, 0, 2))
        _sweep(weighted, np.power(decay, down).astype(np.float32))
    return np.asarray(weighted[..., :-1] / np.maximum(weighted[..., -1:], 1e-6), np.float32)


def _sweep(rows: Floats, keep: Floats) -> None:
    """Runs down and up over the first axis in place; `keep[i]` passes between the rows i and i + 1."""
    held = keep[..., None]
    for i in range(1, len(rows)):
        rows[i] += held[i - 1] * (rows[i - 1] - rows[i])
    for i in range(len(rows) - 2, -1, -1):
        rows[i] += held[i] * (rows[i + 1] - rows[i])
