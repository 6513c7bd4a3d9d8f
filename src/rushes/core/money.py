"""Money as integers: millionths of a US dollar. What a second of a model's film costs, and how much may be spent.

Nothing here adds up what was spent: that is the ledger's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal

from rushes.core.card import ModelCard

MILLION = 1_000_000
CURRENCY = "USD"

#: Kling's list prices per second of film, in dollars, by the end of a model's name.
KLING_LIST = {
    "std-silent": Decimal("0.084"),
    "std-audio": Decimal("0.126"),
    "pro-silent": Decimal("0.112"),
    "pro-audio": Decimal("0.168"),
}
KLING_FAMILY = "kling-v3-"


@dataclass(frozen=True, slots=True)
class Caps:
    """The most that may be spent or reserved in a day, a month and in all; None is no limit."""

    day: int | None = None
    month: int | None = None
    total: int | None = None


NO_CAPS = Caps()


@dataclass(frozen=True, slots=True)
class Terms:
    """What a create agrees to: the price, and what its server and its tenant may spend."""

    #: For a second of film.
    price: int
    server: Caps = NO_CAPS
    tenant: Caps = NO_CAPS


@dataclass(frozen=True, slots=True)
class Tariff:
    """The prices of all models that are made here, and what may be spent at all."""

    #: For a second of a model's film.
    prices: Mapping[str, int] = field(default_factory=dict)
    server: Caps = NO_CAPS
    tenants: Mapping[str, Caps] = field(default_factory=dict)

    def terms(self, model: str, tenant: str) -> Terms:
        """What a create of this tenant for this model agrees to."""
        return Terms(self.prices.get(model, 0), self.server, self.tenants.get(tenant, NO_CAPS))


def millionths(dollars: Decimal) -> int:
    """Dollars as whole millionths."""
    return int((dollars * MILLION).to_integral_value(ROUND_HALF_UP))


def shown(amount: int) -> str:
    """An amount for people: at least two decimals, and as many as it has."""
    whole, rest = divmod(abs(amount), MILLION)
    decimals = f"{rest:06d}".rstrip("0").ljust(2, "0")
    return f"{'-' if amount < 0 else ''}${whole}.{decimals}"


def price_of(card: ModelCard, chosen: Mapping[str, int]) -> int | None:
    """For a second of a model's film: the operator's price, nothing for what is made here, else Kling's list price.

    None where nobody knows.
    """
    if card.name in chosen:
        return chosen[card.name]
    if card.local:
        return 0
    if card.name.startswith(KLING_FAMILY):
        return millionths(KLING_LIST[card.name.removeprefix(KLING_FAMILY)])
    return None


def unpriced(cards: Iterable[ModelCard], chosen: Mapping[str, int]) -> list[str]:
    """Models that others make and whose price nobody knows: they would count as free."""
    return [card.name for card in cards if price_of(card, chosen) is None]


def day_of(at: float) -> str:
    """The day of a moment (UTC), as budgets and usage count it."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d")
