"""What is found to be a picture's subject."""

from __future__ import annotations

import numpy as np
import pytest
from tests import pictures

from rushes.providers.previs.photo import subject


def test_the_net_finds_the_ball_where_it_lies_and_nothing_in_a_landscape() -> None:
    seen = subject.find(pictures.still_life(at=(0.3, 0.55)))
    assert seen.neural
    assert seen.centre == pytest.approx((0.3, 0.55), abs=0.04)
    assert seen.box[0] == pytest.approx(0.3 - 0.22 * 600 / 900, abs=0.03)
    assert not subject.find(pictures.landscape()).found


def test_without_the_net_contrast_finds_it_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "_model", lambda: None)
    seen = subject.find(pictures.still_life())
    assert seen.found
    assert not seen.neural
    assert seen.centre == pytest.approx((0.42, 0.55), abs=0.1)


def test_without_onnxruntime_opencv_runs_the_net(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = pictures.still_life()
    by_ort = subject.find(picture)
    find_spec = subject.find_spec
    monkeypatch.setattr(subject, "find_spec", lambda name: None if name == "onnxruntime" else find_spec(name))
    assert np.abs(subject.find(picture).mask - by_ort.mask).mean() < 0.01


@pytest.mark.parametrize("covered", [0.0, 0.001, 0.95])
def test_a_mask_of_nearly_nothing_or_all_is_no_subject(covered: float) -> None:
    mask = np.zeros((100, 100), np.float32)
    mask.reshape(-1)[: round(covered * 10000)] = 1.0
    assert not subject.measured(mask, neural=True).found


def test_any_size_is_accepted() -> None:
    for shape in ((8, 8, 3), (20, 400, 3), (700, 30, 3)):
        assert subject.find(np.full(shape, 128, np.uint8)).mask.max() <= 1.0
