"""The hand-made rigs, one family a file; `MAKERS` maps an actor's name to the function that makes its rig."""

from __future__ import annotations

from collections.abc import Callable

from ...scene import Actor
from ..drawn import Rig
from . import aircraft, animals, autos, birds, boats, cycles, people, rafts, rails, road, suits, swimmers, workboats

Maker = Callable[[Actor, int], Rig]
_FAMILIES = (people, suits, animals, birds, swimmers, boats, workboats, rafts, road, autos, cycles, rails, aircraft)
#: Family (the file's name) -> the actors that it makes.
FAMILIES = {family.__name__.rpartition(".")[2]: tuple(family.MAKERS) for family in _FAMILIES}
MAKERS: dict[str, Maker] = {name: maker for family in _FAMILIES for name, maker in family.MAKERS.items()}
