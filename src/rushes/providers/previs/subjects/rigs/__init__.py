"""The hand-made rigs, one family a file; `MAKERS` maps an actor's name to the function that makes its rig."""

from __future__ import annotations

from collections.abc import Callable

from ...scene import Actor
from ..drawn import Rig
from . import birds, boats, people, species

Maker = Callable[[Actor, int], Rig]
MAKERS: dict[str, Maker] = {**people.MAKERS, **species.MAKERS, **birds.MAKERS, **boats.MAKERS}
