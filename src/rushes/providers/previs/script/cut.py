"""One scene as two to four framings with cuts between them, as an editor would: wide, nearer, nearest, out again.

Place, time, weather, actors and seed stay, so that it is one scene; size, angle and move change at every cut, the
screen direction does not. A line of dialogue is spoken in one framing only.
"""

from __future__ import annotations

import random
from dataclasses import replace

from rushes.providers.previs.brief import FPS
from rushes.providers.previs.scene import SIZES, Camera, Line, Scene

#: From these lengths (seconds) on, so many framings.
FRAMINGS = ((10.0, 4), (6.0, 3), (0.0, 2))
#: (size, angle, move) of each framing where somebody is in the shot; "way" is along the screen direction.
WITH_ACTORS = {
    2: ("wide eye push, medium low way", "medium eye way, wide high pull"),
    3: (
        "wide eye push, medium eye way, close low push",
        "extreme_wide high push, medium eye way, wide low crane_up",
        "close eye push, wide eye way, medium low orbit",
    ),
    4: (
        "wide eye push, medium eye way, close low push, extreme_wide high pull",
        "extreme_wide high push, wide eye way, medium low orbit, close eye push",
        "medium low push, wide eye way, close eye orbit, extreme_wide high crane_up",
    ),
}
#: The same where the place alone is shown: never so near that there is nothing to see.
EMPTY = {
    2: ("extreme_wide eye push, wide low way", "wide eye way, extreme_wide high pull"),
    3: (
        "extreme_wide eye push, wide low way, medium eye tilt_up",
        "wide low way, medium eye push, extreme_wide high crane_up",
    ),
    4: (
        "extreme_wide eye push, wide low way, medium eye tilt_up, extreme_wide high pull",
        "wide eye way, medium low push, wide high pan, extreme_wide eye crane_up",
    ),
}
#: How much longer than its even share a framing may be.
UNEVEN = 0.16
NEAR = ("medium", "close", "extreme_close")


def split(scene: Scene, seconds: float) -> list[tuple[Scene, float]]:
    """The framings of a scene with their lengths in seconds: whole frames that add up to the film's."""
    count = next(number for least, number in FRAMINGS if seconds >= least)
    rng = random.Random(f"{scene.seed}:cut")
    plan = rng.choice((WITH_ACTORS if scene.actors else EMPTY)[count])
    way = _way(scene, rng)
    framed = _led(
        scene,
        [
            _framing(scene, size, angle, move, way)
            for size, angle, move in (framing.split() for framing in plan.split(", "))
        ],
    )
    actors = tuple(replace(actor, facing=actor.facing or way) for actor in scene.actors)
    frames = _shares(round(seconds * FPS), count, rng)
    spoken = _spoken(scene.lines, [camera.size for camera in framed])
    return [
        (replace(scene, camera=camera, actors=actors, lines=lines), share / FPS)
        for camera, lines, share in zip(framed, spoken, frames, strict=True)
    ]


def _way(scene: Scene, rng: random.Random) -> int:
    """The screen direction: the first actor's, the camera's, else the seed's."""
    facing = next((actor.facing for actor in scene.actors if actor.facing), 0)
    asked = -1 if scene.camera.move.endswith("_left") else 1 if scene.camera.move.endswith("_right") else 0
    return facing or asked or rng.choice((-1, 1))


def _framing(scene: Scene, size: str, angle: str, move: str, way: int) -> Camera:
    side = "right" if way > 0 else "left"
    named = {"way": f"truck_{side}", "pan": f"pan_{side}"}.get(move, move)
    if scene.camera.move in ("static", "handheld"):
        named = scene.camera.move
    return Camera(named, scene.camera.amount, size, angle)


def _led(scene: Scene, plan: list[Camera]) -> list[Camera]:
    """The plan with the camera that was asked for in the place of the framing nearest to it in size."""
    asked = scene.camera
    nearest = min(range(len(plan)), key=lambda n: abs(SIZES.index(plan[n].size) - SIZES.index(asked.size)))
    plan[nearest] = asked
    for number in range(1, len(plan)):
        if plan[number].size == plan[number - 1].size:
            other = number if number != nearest else number - 1
            plan[other] = replace(plan[other], size=_other_size(plan, other))
    return plan


def _other_size(plan: list[Camera], at: int) -> str:
    """A size that neither neighbour has, as near as possible to the planned one."""
    taken = {plan[near].size for near in (at - 1, at + 1) if 0 <= near < len(plan)}
    free = [size for size in SIZES[:4] if size not in taken]
    return min(free, key=lambda size: abs(SIZES.index(size) - SIZES.index(plan[at].size)))


def _shares(total: int, count: int, rng: random.Random) -> list[int]:
    """Frames of each framing: not quite even, whole, and together `total`."""
    weights = [1.0 + rng.uniform(-UNEVEN, UNEVEN) for _ in range(count)]
    ends = [round(total * sum(weights[: n + 1]) / sum(weights)) for n in range(count)]
    return [end - start for start, end in zip([0, *ends[:-1]], ends, strict=True)]


def _spoken(lines: tuple[Line, ...], sizes: list[str]) -> list[tuple[Line, ...]]:
    """Each line in one framing, in order, in the near ones where there are such."""
    near = [n for n, size in enumerate(sizes) if size in NEAR] or list(range(len(sizes)))
    given: list[list[Line]] = [[] for _ in sizes]
    for number, line in enumerate(lines):
        given[near[min(number * len(near) // max(len(lines), 1), len(near) - 1)]].append(line)
    return [tuple(group) for group in given]
