"""The places that the stage can build: one file a place, registered by name.

A place is a function from an `Easel` to a `Set`. To add one, write its file and one line here.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the stage imports this package
    from rushes.providers.previs.stage.easel import Easel, Set

Build = Callable[["Easel"], "Set"]

#: Place -> the module of this package that builds it.
PLACES = {
    "sky": "sky", "sea": "sea", "coast": "coast", "beach": "coast", "lake": "lake", "river": "river",
    "mountains": "mountains", "desert": "desert", "forest": "forest", "jungle": "jungle", "meadow": "meadow",
    "field": "field", "garden": "garden", "village": "village", "road": "road", "city": "city", "street": "street",
    "harbour": "harbour", "interior": "interior", "kitchen": "kitchen", "stage": "stage", "cave": "cave",
    "ruins": "ruins", "underwater": "underwater", "space": "space", "studio": "studio",
    "stadium": "stadium", "pool": "pool", "snowfield": "snowfield", "hall": "hall", "courtyard": "hall",
    "greenhouse": "hall", "swamp": "swamp", "station": "station",
}  # fmt: skip

#: For what has no place of its own: the nearest that has.
NEAREST = {
    "island": "coast", "cliff": "coast", "hills": "meadow", "park": "garden", "woods": "forest", "market": "street",
    "temple": "ruins", "room": "interior", "office": "interior", "school": "interior",
    "snow": "snowfield", "arctic": "snowfield", "pitch": "stadium", "sports": "stadium",
    "valley": "river", "farm": "field", "moon": "space", "reef": "underwater", "bridge": "river", "airport": "road",
}  # fmt: skip
#: For what is not even near anything.
LAST = "studio"


def builder(place: str) -> tuple[str, Build]:
    """The name and builder of a place, or of the nearest one there is."""
    name = place
    for _ in range(3):
        if name in PLACES:
            break
        name = NEAREST.get(name, LAST)
    module = import_module(f"{__name__}.{PLACES[name]}")
    build: Build = module.build
    return name, build
