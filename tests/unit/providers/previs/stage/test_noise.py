"""Smooth random fields."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.stage.noise import blur, curve, field, kuwahara, mix, smooth, stretched, warped


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_a_field_meets_itself_at_its_sides() -> None:
    values = field(200, 80, (60, 30), 5, rng())
    seam = np.abs(values[:, 0] - values[:, -1]).mean()
    assert seam < 2.5 * np.abs(np.diff(values, axis=1)).mean()
    assert values.min() >= 0 and values.max() <= 1.2


def test_a_curve_meets_itself_too() -> None:
    values = curve(300, 90, 4, rng())
    assert abs(values[0] - values[-1]) < 0.08


def test_the_same_seed_gives_the_same_field() -> None:
    assert np.array_equal(field(50, 40, (20, 20), 4, rng(3)), field(50, 40, (20, 20), 4, rng(3)))


@pytest.mark.parametrize(("x", "y"), [(-1.0, 0.0), (0.5, 0.5), (2.0, 1.0)])
def test_the_smooth_step_is_level_outside(x: float, y: float) -> None:
    assert smooth(0, 1, np.array([x]))[0] == pytest.approx(y)


def test_mix_goes_from_one_to_the_other() -> None:
    assert mix(2.0, 6.0, 0.25) == pytest.approx(3.0)


def test_stretched_fills_the_range() -> None:
    values = stretched(np.array([[3.0, 4.0, 5.0]]))
    assert values.min() == 0 and values.max() == 1


def test_the_brush_keeps_an_edge_and_calms_a_texture() -> None:
    image = np.full((40, 40, 3), 60, np.uint8)
    image[:, 20:] = 200
    noisy = np.clip(image + rng().normal(0, 12, image.shape), 0, 255).astype(np.uint8)
    painted = kuwahara(noisy, 4).astype(int)
    assert painted[:, :18].std() < noisy[:, :18].std() / 1.5
    assert painted[:, 21:].mean() - painted[:, :19].mean() > 130


def test_a_warp_by_nothing_changes_nothing() -> None:
    values = field(64, 48, (20, 20), 3, rng())
    still = warped(values, np.zeros_like(values), np.zeros_like(values))
    assert np.abs(still - values)[:, 1:-2].max() < 1e-5


def test_blur_keeps_the_mean() -> None:
    values = field(64, 48, (9, 9), 3, rng())
    assert blur(values, 3).mean() == pytest.approx(values.mean(), abs=0.01)
