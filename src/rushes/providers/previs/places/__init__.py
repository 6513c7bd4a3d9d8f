"""The places that the stage can build: one file a place, registered by name.

A place is a function from an `Easel` to a `Set`. To add one, write its file and one line here.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from rushes.providers.previs.stage.easel import Easel, Set

Build = Callable[[Easel], Set]

#: Place -> the module of this package that builds it.
PLACES = {
    "sky": "sky", "sea": "sea", "mountains": "mountains", "desert": "desert", "forest": "forest",
    "lake": "lake", "coast": "coast", "river": "river", "beach": "coast",
}  # fmt: skip

#: For what has no place of its own: the nearest that has.
NEAREST = {
    "harbour": "coast", "village": "meadow", "field": "meadow",
    "garden": "meadow", "jungle": "forest", "road": "desert", "street": "city", "kitchen": "interior",
}  # fmt: skip


def builder(place: str) -> tuple[str, Build]:
    """The name and builder of a place, or of the nearest one there is."""
    name = place
    for _ in range(3):
        if name in PLACES:
            break
        name = NEAREST.get(name, "mountains")
    module = import_module(f"{__name__}.{PLACES[name]}")
    build: Build = module.build
    return name, build
