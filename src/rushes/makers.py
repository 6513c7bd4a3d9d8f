"""The composition root's half for providers: which are configured, and which model goes through which of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import httpx2

from rushes.core.protocols import Provider
from rushes.errors import SettingsInvalid
from rushes.providers.generations.provider import GenerationsProvider, RushesProvider
from rushes.providers.kling.provider import KlingProvider
from rushes.providers.previs.provider import PrevisProvider
from rushes.settings import Settings
from rushes.work.worker import Route


def all_makers(
    settings: Settings,
    folder: Path,
    now: Callable[[], float] = time.time,
    transport: httpx2.AsyncBaseTransport | None = None,
) -> dict[str, Provider]:
    """All providers that are configured, by name, the first choice for a model first."""
    found: list[Provider] = []
    if settings.providers.kling.configured:
        found.append(KlingProvider(settings.providers.kling, now, transport))
    other = settings.providers.generations
    if other.configured:
        kind = RushesProvider if other.look_up else GenerationsProvider
        found.append(kind(other, now, transport))
    found.append(PrevisProvider(folder, slots=settings.previs_slots, stands_in=settings.previs_stands_in))
    return {provider.name: provider for provider in found}


def ways(makers: Iterable[Provider], order: Mapping[str, Sequence[str]] | None = None) -> dict[str, Route]:
    """The way of each model: the first provider that makes it, and those that could as well. `order` says by model
    which providers make it, the first choice first; without a word all do, in the order that they come in.
    """
    found: dict[str, list[Route]] = {}
    for maker in makers:
        for card in maker.cards():
            found.setdefault(card.name, []).append(Route(maker, card))
    for name, names in (order or {}).items():
        of = {route.provider.name: route for route in found.get(name, [])}
        found[name] = [of[provider] for provider in names if provider in of]
    return {name: replace(ways[0], others=tuple(ways[1:])) for name, ways in found.items() if ways}


def sensible(settings: Settings, makers: Mapping[str, Provider], known: Iterable[str]) -> None:
    """Raise `SettingsInvalid` for an order or an alias that names what is not there."""
    models, all_names = list(known), ("kling", "generations", *makers)
    for name, names in settings.providers.order.items():
        if name not in models:
            raise SettingsInvalid(f"providers.order names the model {name!r}; there are {', '.join(models)}.")
        if strange := [one for one in names if one not in all_names]:
            raise SettingsInvalid(
                f"providers.order.{name} names {strange[0]!r}; there are {', '.join(dict.fromkeys(all_names))}."
            )
    for alias, name in settings.aliases.items():
        if name not in models or alias in models:
            raise SettingsInvalid(
                f"aliases.{alias} is {name!r}: an alias is a new name for one of {', '.join(models)}."
            )


def replaceable(routes: Iterable[Route]) -> set[str]:
    """The providers all of whose models another one makes as well; a stand-in does not count."""
    alone, all_names = set(), set()
    for route in routes:
        names = {way.provider.name for way in (route, *route.others) if not way.card.stands_in}
        all_names |= names
        alone |= names if len(names) == 1 else set()
    return all_names - alone
