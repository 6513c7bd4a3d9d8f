"""What people stand or sit at, by name: a bench, an anvil, a piano, a goal, in statures.

x runs forward from the person's middle, y up from the ground. Each gives the parts behind the body and those
before it; the body itself is `person`'s.
"""

from __future__ import annotations

from collections.abc import Callable

from . import furnishings, grounds, workshops
from .joinery import Pair

STATIONS: dict[str, Callable[[float], Pair]] = {
    **{name: getattr(workshops, name) for name in (
        "bench", "anvil", "weld", "easel", "wheel", "laboratory", "blackboard", "logs",
    )},
    **{name: getattr(furnishings, name) for name in (
        "desk", "computer", "counter", "worktop", "stove", "piano", "drums", "decks",
    )},
    **{name: getattr(grounds, name) for name in ("cart", "pram", "rock", "goal", "blocks", "wave")},
    "meal": furnishings.board_meal,
    "sandcastle": grounds.castle,
    "snowman": grounds.snowman,
    "bed_of_plants": grounds.plot_of_land,
}  # fmt: skip
