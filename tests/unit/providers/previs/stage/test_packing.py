"""Everybody has a stretch of the frame."""

from __future__ import annotations

import itertools

import pytest

from rushes.providers.previs.stage.packing import LEAST, Lot, pack, units


def lots(*kinds: tuple[str, float, float, int]) -> list[Lot]:
    """(kind, aspect, speed, facing) as lots 100 pixels high."""
    return [Lot(n, kind, 100.0, aspect, speed, facing) for n, (kind, aspect, speed, facing) in enumerate(kinds)]


PERSON, RUNNER, BACK, CAR = ("man", 0.35, 0, 1), ("dog", 1.2, 60, 1), ("dog", 1.2, 60, -1), ("car", 3.0, 200, 1)


@pytest.mark.parametrize(
    "company",
    [
        (PERSON, PERSON), (PERSON, RUNNER), (RUNNER, RUNNER, PERSON), (RUNNER, BACK), (CAR, PERSON), (PERSON,) * 5,
        (CAR, RUNNER, PERSON),
    ],
)  # fmt: skip
def test_nobody_covers_anybody_at_any_moment(company: tuple[tuple[str, float, float, int], ...]) -> None:
    all_lots = lots(*company)
    found = units(all_lots, 5.0)
    pack(found, (50.0, 1230.0), 600.0)
    way = {lot.number: lot.facing * unit.way for unit in found for lot in unit.lots}
    for moment in (-0.5, 0.0, 0.5):
        spans = sorted(
            (lot.x + way[lot.number] * moment - lot.pixels * lot.aspect / 2,
             lot.x + way[lot.number] * moment + lot.pixels * lot.aspect / 2)
            for lot in all_lots
        )  # fmt: skip
        assert all(left[1] < right[0] for left, right in itertools.pairwise(spans))
        assert spans[0][0] > 20 and spans[-1][1] < 1260


def test_a_crowd_forms_rows_and_grows_smaller_to_a_limit() -> None:
    many = lots(*[PERSON] * 12)
    found = units(many, 5.0)
    assert pack(found, (0.0, 300.0), 150.0) >= LEAST * 0.94
    assert {lot.row for lot in many} == {0, 1, 2}


def test_who_moves_the_same_way_is_one_unit() -> None:
    assert len(units(lots(RUNNER, RUNNER, BACK, PERSON), 5.0)) == 3


def test_nobody_is_led_farther_than_it_goes() -> None:
    found = units(lots(("snail", 1.0, 1.0, 1)), 5.0)
    pack(found, (0.0, 1000.0), 500.0)
    assert found[0].way == pytest.approx(5.0)
