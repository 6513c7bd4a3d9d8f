"""What furniture is made of."""

from __future__ import annotations

from rushes.providers.previs.subjects.rigs.joinery import seat, table


def test_a_table_stands_on_the_ground_and_has_its_height() -> None:
    points = [y for part in table(0.1, 0.6, 0.43) for y in part.contours[0][:, 1]]
    assert min(points) == 0.0 and abs(max(points) - 0.43) < 1e-9


def test_a_stool_is_as_high_as_asked() -> None:
    assert max(float(part.contours[0][:, 1].max()) for part in seat(0.22)) == 0.22
