"""The register of places."""

from __future__ import annotations

from importlib import import_module

import pytest

from rushes.providers.previs.places import NEAREST, PLACES, builder

ASKED = [
    *("sea", "coast", "lake", "river", "mountains", "desert", "forest", "meadow", "city", "interior", "street"),
    *("village", "underwater", "space", "stage", "road", "sky", "jungle", "field", "garden", "kitchen"),
    *("harbour", "cave", "ruins", "studio"),
]


@pytest.mark.parametrize("place", ASKED)
def test_every_place_asked_for_is_there(place: str) -> None:
    assert builder(place)[0] == place


def test_every_registered_module_builds() -> None:
    for module in PLACES.values():
        assert callable(import_module(f"rushes.providers.previs.places.{module}").build)


def test_the_nearest_place_exists() -> None:
    for word in NEAREST:
        assert builder(word)[0] in PLACES
    assert builder("no such place")[0] == "studio"
