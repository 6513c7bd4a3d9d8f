"""Curves and outlines."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.subjects.shape import (
    DETAIL,
    Part,
    at,
    bgr,
    blend,
    box,
    ellipse,
    line,
    moved,
    plot,
    ribbon,
    ring,
    shade,
    smooth,
    tinted,
    tube,
    turned,
)


def area(points: np.ndarray) -> float:
    x, y = points[:, 0], points[:, 1]
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def test_colours_are_bgr() -> None:
    assert bgr(0xFF0000) == (0.0, 0.0, 1.0)
    assert shade((0.5, 0.5, 0.9), 2.0) == (1.0, 1.0, 1.0)
    assert blend((0.0, 0.0, 0.0), (1.0, 1.0, 1.0), 0.25) == (0.25, 0.25, 0.25)


def test_a_smooth_curve_passes_through_its_knots() -> None:
    knots = at(0, 0, 1, 0, 1, 1, 0, 1)
    curve = smooth(knots, 5)
    assert all(np.abs(curve - knot).sum(axis=1).min() < 1e-9 for knot in knots)


def test_a_tube_is_as_wide_as_its_radii_and_round_at_its_ends() -> None:
    points = tube((0.0, 0.0), (0.0, 2.0), (0.5, 0.5))
    assert np.isclose(points[:, 0].max(), 0.5) and np.isclose(points[:, 1].max(), 2.5)
    assert np.isclose(area(points), 2.0 + np.pi * 0.25, rtol=0.05)


def test_a_ribbon_follows_its_line() -> None:
    points = ribbon([(0, 0), (1, 0), (2, 0)], (0.1, 0.2, 0.1))
    assert np.isclose(points[:, 1].max(), 0.2) and np.isclose(points[:, 0].max(), 2.0)


def test_turning_keeps_distances() -> None:
    assert np.allclose(turned(at(1, 0), np.pi / 2), at(0, 1))
    assert np.isclose(area(ellipse(3, 4, 2, 1, 0.7)), 2 * np.pi, rtol=0.02)
    assert np.isclose(area(box(0, 0, 2, 1, 0.1)), 2 - 0.01 * (4 - np.pi), rtol=0.01)


def test_moving_mirrors_scales_shifts_and_keeps_details_details() -> None:
    parts = [Part((at(1, 0, 2, 0, 2, 1),), (0, 0, 0), 3), Part((at(1, 0, 2, 0, 2, 1),), (0, 0, 0))]
    solid, detail = moved(parts, (1.0, 0.5), mirror=True, scale=2.0, labels=10)
    assert np.allclose(solid.contours[0], at(-1, 0.5, -3, 0.5, -3, 2.5))
    assert solid.label == 13 and detail.label == DETAIL


def test_plotted_points_are_shared_and_cannot_be_changed() -> None:
    points = plot("0 1, 2.5 -3")
    assert np.allclose(points, at(0, 1, 2.5, -3)) and points is plot("0 1, 2.5 -3") and not points.flags.writeable


def test_lines_rings_and_tints() -> None:
    assert line([(0, 0), (1, 0)], 0.2, (1, 1, 1)).contours[0][:, 1].max() > 0.09
    assert len(ring(0, 0, 2, 1, (1, 1, 1)).contours) == 2
    assert tinted([Part((at(0, 0),), (0.5, 0.5, 0.5))], 0.5)[0].colour == (0.25, 0.25, 0.25)
