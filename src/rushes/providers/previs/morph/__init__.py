"""First and last frame: a film from one picture to another.

Where the two are views of one thing, its pixels move; where they are not, a designed transition joins them.
"""

from __future__ import annotations

import math

import numpy as np

from rushes.providers.previs.brief import FPS
from rushes.providers.previs.morph.choose import chosen
from rushes.providers.previs.morph.living import Living, Look
from rushes.providers.previs.morph.parallel import side_by_side
from rushes.providers.previs.morph.related import Related
from rushes.providers.previs.morph.transitions import Pair, Transition, known
from rushes.providers.previs.morph.warp import FlowMorph, eased
from rushes.providers.previs.photo import subject
from rushes.providers.previs.picture import Cue, Image
from rushes.providers.previs.scene import Scene

LEFTWARDS = ("pan_left", "truck_left")
#: Two pictures without any motion between them get a breath: so far nearer in the middle of the film.
BREATH = 0.075
#: And so far sideways, which the nearing just allows.
SWAY = 0.008


class Morph:
    """A `Picture` whose first frame is `first` and whose last frame is `last`, both of the film's size."""

    def __init__(self, first: Image, last: Image, scene: Scene, frames: int) -> None:
        if first.shape != last.shape:
            raise ValueError(f"Both pictures must have one size: {first.shape} and {last.shape} differ.")
        self._first, self._last, self._frames = first, last, frames
        self._same = np.array_equal(first, last)
        related = Related(first, last)
        self._facts: dict[str, object] = {"gate": related.verdict.as_facts()}
        self._flow: FlowMorph | None = None
        self._passage: Transition | None = None
        self._breath: Living | None = None
        self._cues: tuple[Cue, ...] = ()
        if related.verdict.related:
            self._flow = FlowMorph(first, last, related, frames / FPS)
            self._facts["transition"] = "breath" if related.still else "morph"
            if related.still:
                self._breath = Living(first)
                self._facts |= _found_by(self._breath)
            return
        here, there = side_by_side(lambda: Living(first), lambda: Living(last))
        pair = Pair(here, there, frames, scene.seed, -1 if scene.camera.move in LEFTWARDS else 1)
        name = chosen(pair.first, pair.last, scene)
        self._passage = known()[name](pair)
        self._facts["transition"] = name
        self._facts |= _found_by(pair.first)
        self._cues = (Cue("whoosh", frames / FPS / 2, 0.7),)

    @property
    def frames(self) -> int:
        """How many frames the film has."""
        return self._frames

    @property
    def cues(self) -> tuple[Cue, ...]:
        """A whoosh in the middle of a transition; a morph is silent."""
        return self._cues

    @property
    def facts(self) -> dict[str, object]:
        """The gate's figures and what followed from them."""
        return dict(self._facts)

    def frame(self, index: int) -> Image:
        """The frame `index`; the first and the last one are the pictures themselves."""
        if index <= 0:
            return self._first.copy()
        if index >= self._frames - 1:
            return self._last.copy()
        if self._flow is not None:
            clock = index / (self._frames - 1)
            image = self._first if self._same else self._flow.at(eased(clock), clock)
            if self._breath is None:
                return image
            return self._breath.view(_breathing(self._breath, clock), image)
        assert self._passage is not None
        return self._passage.at(index)


def _found_by(living: Living) -> dict[str, object]:
    """How the subject was found, for the report."""
    return {"neural_parts": [subject.NET]} if living.subject.neural else {"remarks": [subject.REMARK]}


def _breathing(living: Living, clock: float) -> Look:
    """Nearer and back again on a small curve, so that it moves even where it turns."""
    near = math.sin(math.pi * clock) ** 2
    x, y = living.pivot
    return Look(1 + BREATH * near, x + SWAY * near * math.sin(2 * math.pi * clock), y)
