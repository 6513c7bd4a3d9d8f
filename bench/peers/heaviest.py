"""Which scene costs most a frame: found by measuring, one choice after another (place, weather, cast, move, look)."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from rich.console import Console

from rushes.providers.previs import Brief, ShotBrief, shots
from rushes.providers.previs.scene import MOVES

SIZE, FRAMES, SECONDS = (640, 360), 6, 5.0
PLACES = (
    "over the sea", "on the coast", "by a lake", "by a river", "in the mountains", "in the desert", "in a forest",
    "in a jungle", "in a meadow", "in a wheat field", "in a garden", "in a village", "on a road", "in a big city",
    "in a narrow street", "in a harbour", "in a living room", "in a kitchen", "on a theatre stage", "in a cave",
    "in ancient ruins", "underwater", "in outer space", "in a studio",
)  # fmt: skip
SKIES = ("at noon", "at sunset", "at night", "at night in the rain", "at night in a thunderstorm", "in a snowstorm")
CASTS = ("A crowd walks", "A woman walks", "Three horses gallop", "A couple dances", "Five dogs run")
LOOKS = (
    "",
    ", watercolour",
    ", ink wash",
    ", oil painting",
    ", anime",
    ", pencil sketch",
    ", comic",
    ", noir",
    ", vintage",
)


def cost(prompt: str) -> float:
    """CPU milliseconds of a frame of the film of a prompt, in this thread; its share of building the set included."""
    brief = Brief((ShotBrief(prompt, SECONDS),), *SIZE, seed=1)
    began = time.thread_time()
    picture = shots.plan(brief).shots[0].build()
    built = time.thread_time() - began
    picture.frame(0)
    began = time.thread_time()
    for number in range(FRAMES):
        picture.frame(10 + number * 100 // FRAMES)
    return ((time.thread_time() - began) / FRAMES + built / picture.frames) * 1000


def found(console: Console) -> str:
    """The prompt of the heaviest scene."""
    cast, place, sky, move, look = CASTS[0], PLACES[0], SKIES[3], "", LOOKS[0]

    def said() -> str:
        return f"{cast} {place} {sky}{look}{move}"

    place = _worst(PLACES, lambda each: f"{cast} {each} {sky}{look}{move}")
    sky = _worst(SKIES, lambda each: f"{cast} {place} {each}{look}{move}")
    cast = _worst(CASTS, lambda each: f"{each} {place} {sky}{look}{move}")
    look = _worst(LOOKS, lambda each: f"{cast} {place} {sky}{each}{move}")
    moves = tuple(f", {name.replace('_', ' ')}" for name in MOVES)
    move = _worst(moves, lambda each: f"{cast} {place} {sky}{look}{each}")
    console.print(f"The heaviest scene found: “{said()}”, {cost(said()):.1f} ms CPU a frame at {SIZE[0]}×{SIZE[1]}")
    return said()


def _worst(choices: Sequence[str], prompt: Callable[[str], str]) -> str:
    return max(choices, key=lambda choice: cost(prompt(choice)))
