"""Prices are data, and money is whole millionths."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rushes.core.card import ModelCard, kling_v3_cards
from rushes.core.money import Caps, Tariff, day_of, millionths, price_of, shown, unpriced

KLING = kling_v3_cards("kling-v3", local=False, elements=True)


def test_klings_list_prices_hold_for_its_models() -> None:
    assert [price_of(card, {}) for card in KLING] == [84_000, 126_000, 112_000, 168_000]


def test_what_is_made_here_is_free_and_the_operator_has_the_last_word() -> None:
    local = kling_v3_cards("previs", local=True, elements=False)
    stand_in = kling_v3_cards("kling-v3", local=True, elements=False, stands_in=True)
    assert {price_of(card, {}) for card in (*local, *stand_in)} == {0}
    assert price_of(local[0], {local[0].name: 5}) == 5
    assert price_of(KLING[0], {KLING[0].name: 0}) == 0


def test_a_price_that_nobody_knows_is_said() -> None:
    strange = ModelCard("other-model", "std", audio=False)
    assert unpriced([*KLING, strange], {}) == ["other-model"]
    assert unpriced([strange], {"other-model": 1}) == []


def test_terms_are_those_of_the_model_and_the_tenant() -> None:
    tariff = Tariff({"a": 7}, Caps(day=1), {"north": Caps(total=2)})
    assert tariff.terms("a", "north").price == 7
    assert tariff.terms("b", "north").price == 0
    assert tariff.terms("a", "north").tenant.total == 2
    assert tariff.terms("a", "south").tenant.total is None


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "$0.00"), (420_000, "$0.42"), (1_000_001, "$1.000001"), (-84_000, "-$0.084"), (5_000_000_000, "$5000.00")],
)
def test_an_amount_is_shown_whole(amount: int, text: str) -> None:
    assert shown(amount) == text
    assert millionths(Decimal(text.replace("$", ""))) == amount


def test_a_day_is_that_of_utc() -> None:
    assert (day_of(0.0), day_of(86_399.9), day_of(86_400.0)) == ("1970-01-01", "1970-01-01", "1970-01-02")
