from __future__ import annotations

import numpy as np
from tests.unit.providers.previs.morph.pairs import difference, unlike

from rushes.providers.previs.morph.transitions.push_through import PushThrough, zoom_blurred


def test_the_blur_smears_the_rim_and_spares_the_centre() -> None:
    image = np.random.default_rng(9).integers(0, 255, (90, 160, 3)).astype(np.uint8)
    out = zoom_blurred(image, 1.2, (80.0, 45.0)).astype(np.float32)
    assert out[:12].std() < 0.6 * image[:12].std()
    assert difference(out[43:48, 78:83].astype(np.uint8), image[43:48, 78:83]) < 40


def test_the_last_picture_opens_in_the_middle_first() -> None:
    pair = unlike()
    passage = PushThrough(pair)
    frame = passage.at(pair.frames // 2 - 2).astype(np.float32)
    first = pair.first.image.astype(np.float32)
    rim = frame[-10:].mean(axis=(0, 1))
    assert np.abs(rim - first[-10:].mean(axis=(0, 1))).max() < 35
    middle = frame[pair.first.height // 2 - 6 : pair.first.height // 2 + 6, pair.first.width // 2 - 6 :][:, :12]
    assert np.abs(middle.mean(axis=(0, 1)) - rim).max() > 25
