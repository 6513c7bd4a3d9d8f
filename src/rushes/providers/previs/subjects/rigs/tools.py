"""What hands hold at work and play, by name, from a brush to a barbell.

The tools are drawn by `implements` and `gear`. What has no drawing there is held as an outline of the symbol font.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from ..shape import Part, bgr, moved
from ..signparts import held_sign
from . import gear, implements
from .grips import DARK, LABEL, PAPER, STEEL, WOOD, hand, stick, way_of
from .skeleton import Seen

#: Held things are seen at least and at most this large, in statures.
_LEAST, _MOST = 0.075, 0.34


def tool(name: str, seen: Seen, seconds: float) -> list[Part]:
    """A tool by name; else the outline of that name at its size in the hands; else nothing."""
    drawn = TOOLS.get(name)
    return drawn(seen, seconds) if drawn is not None else _sign(name, seen)


def known(name: str) -> bool:
    """Whether there is something to hold of this name."""
    return name in TOOLS or held_sign(name) is not None


def _sign(name: str, seen: Seen) -> list[Part]:
    found = held_sign(name)
    if found is None:
        return []
    parts, metres = found
    size = float(np.clip(metres / seen.build.stature * 1.15, _LEAST, _MOST))
    near, far = hand(seen, 0), hand(seen, 1)
    both = abs(float(near[1] - far[1])) < 0.12 and math.hypot(*(near - far)) < 0.16
    x, y = (near + far) / 2 if both else near
    low = float(y) - (0.30 if both else 0.12) * size
    return moved(list(parts), (float(x) + 0.012 * way_of(seen), low), scale=size, labels=LABEL)


TOOLS: dict[str, Callable[[Seen, float], list[Part]]] = {
    "wok": implements.pan,
    "noodles": implements.noodles,
    "bowl": implements.bowl,
    "broom": implements.broom,
    "spade": implements.spade,
    "axe": implements.axe,
    "hammer": implements.hammer,
    "rope": implements.rope,
    "net": implements.net,
    "rod": implements.rod,
    "brush": implements.brush,
    "barbell": gear.barbell,
    "gloves": gear.gloves,
    "bow": gear.bow,
    "blade": gear.blade,
    "shield": gear.shield,
    "skis": gear.skis,
    "snowboard": gear.snowboard,
    "skateboard": gear.skateboard,
    "football": gear.ball(0xF2F0EA, 0.062, "foot"),
    "basketball": gear.ball(0xD9772F, 0.068, "floor"),
    "ball": gear.ball(0xE8402F, 0.062, ""),
    "save": gear.ball(0xF2F0EA, 0.062, "fly"),
    "flute": gear.flute,
    "horn": gear.horn,
    "sax": gear.sax,
    "sticks": gear.sticks,
    "jug": implements.jug,
    "toy_balloon": gear.balloon,
    "lantern": gear.lantern,
    "torch": gear.torch,
    "bubbles": gear.bubbles,
    "ladle": stick(0.16, 0.06, 0.012, STEEL, -1.0),
    "wand": stick(0.20, 0.03, 0.008, DARK, 0.7),
    "baton": stick(0.20, 0.02, 0.006, PAPER, 0.9),
    "cane": stick(0.42, 0.02, 0.014, WOOD, -1.45),
    "spear": stick(0.55, 0.42, 0.012, WOOD, 1.35),
    "pen": stick(0.035, 0.035, 0.008, DARK, -0.9),
    "oar": stick(0.55, 0.18, 0.014, WOOD, -0.9),
    "racket": stick(0.22, 0.03, 0.03, bgr(0xC9D94A), 0.8),
    "bat": stick(0.32, 0.04, 0.024, WOOD, 1.1),
    "microphone": stick(0.035, 0.05, 0.024, DARK, 1.2),
}
