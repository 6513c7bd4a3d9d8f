"""What a prompt puts behind the action: far mountains, a skyline, woods, and light or weather that it names as a thing.

Each name gives layers; where they go among the set's is `dressing`'s matter.
"""

from __future__ import annotations

from collections.abc import Callable

from rushes.providers.previs.stage.buildings import Row, skyline
from rushes.providers.previs.stage.easel import Easel, Set
from rushes.providers.previs.stage.flora import broad, fir
from rushes.providers.previs.stage.ground import Rank, flat_row, rank
from rushes.providers.previs.stage.motes import KINDS, motes
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer
from rushes.providers.previs.stage.rays import rays
from rushes.providers.previs.stage.spectacles import aurora, fireworks, meteors, rainbow, smoke
from rushes.providers.previs.stage.weather import fog
from rushes.providers.previs.stage.wet import Wet
from rushes.providers.previs.stage.words import said

Backdrop = Callable[[Easel, Set], list[Layer]]


def _peaks(easel: Easel, stage_set: Set) -> list[Layer]:
    from rushes.providers.previs.places.mountains import peaks

    return list(peaks(easel, stage_set.horizon, (0,)))


def _hills(easel: Easel, stage_set: Set) -> list[Layer]:
    from rushes.providers.previs.places.meadow import hills

    return [hills(easel, stage_set.horizon, 0)]


def _skyline(easel: Easel, stage_set: Set) -> list[Layer]:
    tall = easel.height * 0.22
    row = Row(stage_set.horizon + 2, tall, tall * 0.28, 0.06, 0.52, tall * 0.022, rgb("505a6c"), rgb("7f8896"),
              centre=(easel.x(0.5 - easel.side * 0.15), 1.0))  # fmt: skip
    return [skyline(easel, stage_set.horizon, row, 48)]


def _woods(easel: Easel, stage_set: Set) -> list[Layer]:
    kinds = [fir(easel.rng(360), easel.side), broad(easel.rng(361), easel.side), broad(easel.rng(362), easel.side)]
    row = flat_row(easel, stage_set.horizon + 0.02 * easel.height, 363, 0.006)
    return [rank(easel, stage_set.horizon, kinds, Rank(row, 0.15 * easel.height, 60, 0.15, 0.3, 0.4), 364)]


def _aurora(easel: Easel, stage_set: Set) -> list[Layer]:
    return [aurora(easel, stage_set.horizon)]


def _rainbow(easel: Easel, stage_set: Set) -> list[Layer]:
    return [rainbow(easel, stage_set.horizon)]


def _fireworks(easel: Easel, stage_set: Set) -> list[Layer]:
    return [fireworks(easel, stage_set.horizon)]


def _stars(easel: Easel, stage_set: Set) -> list[Layer]:
    falling = said(easel.scene, ("meteor", "shooting-star", "falling-star", "流星")) >= 0
    return [meteors(easel, stage_set.horizon)] if falling else []


def _smoke(easel: Easel, stage_set: Set) -> list[Layer]:
    x = easel.x(0.5 + easel.side * 0.30)
    return [smoke(easel, x, stage_set.horizon + 0.02 * easel.height, 0.42 * easel.height, 0.16)]


def _mist(easel: Easel, stage_set: Set) -> list[Layer]:
    return [fog(easel, 0.4, stage_set.horizon, easel.height * 0.14, 0.6, 5)]


def _rays(easel: Easel, stage_set: Set) -> list[Layer]:
    return list(rays(easel, stage_set.horizon, 0.34))


def _puddles(easel: Easel, stage_set: Set) -> list[Layer]:
    if any(isinstance(layer, Wet) for layer in stage_set.layers):
        return []
    top = stage_set.horizon + 0.35 * (stage_set.line - stage_set.horizon)
    return [Wet(stage_set.horizon, top, stage_set.line, easel.unit, 0.7)]


def _motes(name: str) -> Backdrop:
    return lambda easel, stage_set: [motes(easel, name)]


#: Name of a prop -> the layers that show it. Those in `OUTSIDE` need a sky.
BACKDROPS: dict[str, Backdrop] = {
    "mountains": _peaks, "hills": _hills, "skyline": _skyline, "city": _skyline, "buildings": _skyline,
    "forest": _woods, "aurora": _aurora, "rainbow": _rainbow, "fireworks": _fireworks, "stars": _stars,
    "meteor": _stars, "smoke": _smoke, "fog": _mist, "god_rays": _rays, "puddles": _puddles,
    **{name: _motes(name) for name in KINDS},
}  # fmt: skip
OUTSIDE = frozenset(BACKDROPS) - frozenset(KINDS) - {"god_rays"}
