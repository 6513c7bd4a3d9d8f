"""Which providers are configured, which of them makes a model, in which order, and what an order may name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rushes.core.card import ModelCard
from rushes.errors import SettingsInvalid
from rushes.makers import all_makers, replaceable, sensible, ways
from rushes.settings import Settings
from rushes.testing import PuppetProvider

KLING = {"api_key": "a-key"}
OTHER = {"base_url": "https://api.example.com", "api_key": "a-key"}
SILENT, AUDIO = "kling-v3-std-silent", "kling-v3-std-audio"
MODELS = (SILENT, AUDIO)


class Maker(PuppetProvider):
    """A provider of these models, at its work or standing in for the real one."""

    def __init__(self, name: str, models: Iterable[str], *, stands_in: bool = False) -> None:
        super().__init__()
        self.name = name  # type: ignore[misc]  a class for each would be no clearer
        card = next(iter(PuppetProvider().cards()))
        self._cards = [replace(card, name=model, stands_in=stands_in) for model in models]

    def cards(self) -> Iterable[ModelCard]:
        return self._cards


def house(folder: Path, **more: Any) -> Settings:
    return Settings(data=folder, **more)


@pytest.mark.parametrize(
    ("providers", "names"),
    [
        ({}, ["previs"]),
        ({"kling": KLING}, ["kling", "previs"]),
        ({"generations": OTHER, "kling": KLING}, ["kling", "generations", "previs"]),
    ],
)
def test_who_is_configured_and_comes_first(tmp_path: Path, providers: dict[str, Any], names: list[str]) -> None:
    assert list(all_makers(house(tmp_path, providers=providers), tmp_path)) == names


def test_another_rushes_can_be_asked_for_a_job(tmp_path: Path) -> None:
    found = [
        all_makers(house(tmp_path, providers={"generations": {**OTHER, "look_up": look_up}}), tmp_path)["generations"]
        for look_up in (False, True)
    ]
    assert [hasattr(provider, "find") for provider in found] == [False, True]


@pytest.mark.parametrize(
    ("order", "silent"),
    [
        ({}, ["kling", "other", "third"]),
        ({SILENT: ("other", "kling")}, ["other", "kling"]),
        ({SILENT: ("third",)}, ["third"]),
        ({SILENT: ("nobody", "other")}, ["other"]),
        ({SILENT: ("nobody",)}, []),
    ],
    ids=["no word", "turned round", "one alone", "one that is not configured", "nobody else"],
)
def test_a_model_goes_the_ways_that_its_order_names(order: dict[str, tuple[str, ...]], silent: list[str]) -> None:
    routes = ways([Maker("kling", MODELS), Maker("other", MODELS), Maker("third", [SILENT])], order)
    route = routes.get(SILENT)
    assert [way.provider.name for way in (route, *route.others)] == silent if route else not silent
    assert [way.provider.name for way in (routes[AUDIO], *routes[AUDIO].others)] == ["kling", "other"]
    if route:
        assert [route.of(name) is not None for name in ("kling", "other", "third")] == [
            name in silent for name in ("kling", "other", "third")
        ]


def test_who_can_be_replaced_is_one_all_of_whose_models_another_makes_for_real() -> None:
    makers = [Maker("kling", MODELS), Maker("other", [SILENT]), Maker("previs", MODELS, stands_in=True)]
    assert replaceable(ways(makers).values()) == {"other"}
    assert replaceable(ways(makers, {SILENT: ("other",)}).values()) == set()
    assert replaceable(ways([*makers, Maker("third", MODELS)]).values()) == {"kling", "other", "third"}


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (
            {"providers": {"order": {"kling-v4": ["kling"]}}},
            "names the model 'kling-v4'; there are kling-v3-std-silent",
        ),
        ({"providers": {"order": {SILENT: ["kling", "klang"]}}}, f"{SILENT} names 'klang'; there are kling, gener"),
        ({"aliases": {"fox": "kling-v4"}}, "aliases.fox is 'kling-v4': an alias is a new name for one of kling-v3"),
        ({"aliases": {SILENT: AUDIO}}, f"aliases.{SILENT} is '{AUDIO}': an alias is a new name"),
    ],
)
def test_an_order_or_an_alias_of_what_is_not_there_says_what_is(
    tmp_path: Path, more: dict[str, Any], says: str
) -> None:
    with pytest.raises(SettingsInvalid) as caught:
        sensible(house(tmp_path, **more), {}, MODELS)
    assert says in caught.value.message


def test_an_order_may_name_a_provider_that_is_not_configured_yet(tmp_path: Path) -> None:
    more = {"providers": {"order": {SILENT: ["generations", "kling"]}}, "aliases": {"fox": SILENT}}
    sensible(house(tmp_path, **more), {}, MODELS)
