"""Which picture each shot of a brief gets, and its frames: morph, photo or stage.

Reading prompts is the matter of `script`, drawing of the pictures, order and threads of `film`.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from rushes.errors import RenderFailed
from rushes.providers.previs.brief import FPS, Brief
from rushes.providers.previs.photo import Photo, framed, reframed
from rushes.providers.previs.photo.subject import Subject, find
from rushes.providers.previs.picture import Cue, Image, Picture
from rushes.providers.previs.scene import Scene

#: Framings that follow one another well in one place, (size, move).
FRAMINGS = (("wide", "push"), ("medium", "truck_right"), ("close", "push"), ("extreme_wide", "crane_up"))


@dataclass(frozen=True, slots=True)
class Shot:
    """One shot's scene, its place in the film in frames, and how to make its picture."""

    scene: Scene
    start: int
    frames: int
    build: Callable[[], Picture]


@dataclass(frozen=True, slots=True)
class Plan:
    """A film's shots in order."""

    shots: tuple[Shot, ...]
    remarks: tuple[str, ...] = ()
    neural_parts: tuple[str, ...] = ()


def plan(brief: Brief) -> Plan:
    """Read the prompts and give each shot its frames and its picture.

    RenderFailed where a picture file cannot be read.
    """
    sources = _Sources(
        _Still(brief.first_frame) if brief.first_frame else None,
        _Still(brief.last_frame) if brief.last_frame else None,
        brief.width,
        brief.height,
    )
    with ThreadPoolExecutor(1, "previs-look") as beside:
        looking = beside.submit(sources.look)  # a net's time passes while the prompts are read
        scenes = _scenes(brief)
        looking.result()
    ends = [round(seconds * FPS) for seconds in np.cumsum([seconds for _, seconds in scenes])]
    ends[-1] = brief.frames
    starts = [0, *ends[:-1]]
    planned = [
        Shot(scene, start, end - start, partial(sources.picture, scene, end - start, index, len(scenes)))
        for index, ((scene, _), start, end) in enumerate(zip(scenes, starts, ends, strict=True))
    ]
    return Plan(tuple(planned))


def described(shot: Shot) -> dict[str, Any]:
    """The shot's entry in the report."""
    scene = shot.scene
    return {
        "start": round(shot.start / FPS, 3),
        "seconds": round(shot.frames / FPS, 3),
        "prompt": scene.prompt,
        "place": scene.place,
        "time": scene.time,
        "weather": scene.weather,
        "actors": [{"name": a.name, "action": a.action, "count": a.count} for a in scene.actors],
        "props": list(scene.props),
        "camera": {"move": scene.camera.move, "size": scene.camera.size, "angle": scene.camera.angle},
        "style": scene.style,
        "mood": scene.mood,
        "lines": [line.text for line in scene.lines],
    } | ({"card": scene.card} if scene.card else {})


def _scenes(brief: Brief) -> list[tuple[Scene, float]]:
    from rushes.providers.previs import script

    read = partial(script.read, negative=brief.negative_prompt, cfg_scale=brief.cfg_scale, seed=brief.seed)
    scenes: list[tuple[Scene, float]] = []
    for shot in brief.shots:
        before = scenes[-1][0] if scenes else None
        scene = read(shot.prompt, literal_place=before.place if before and before.place else None)
        scene = pictured(scene) if brief.first_frame or brief.last_frame else scene
        scenes.append((carried(scene, before, len(scenes)) if before else scene, shot.seconds))
    if brief.intelligent and len(scenes) == 1 and brief.last_frame is None:
        return script.split(*scenes[0])
    return scenes


def pictured(scene: Scene) -> Scene:
    """The scene of a shot that is made from a picture: without what was only chosen for the prompt.

    The picture shows its own place and people; neither the report nor the sound may claim others.
    """
    told = bool(scene.understood and scene.actors)
    kept: dict[str, Any] = {} if told else {"actors": (), "props": ()}
    if not told and "place" not in scene.named:
        kept["place"] = ""
    if "weather" not in scene.named:
        kept |= {"weather": "clear", "snowy": False}
    return replace(scene, card="", **kept)


def carried(scene: Scene, before: Scene, index: int) -> Scene:
    """The scene as the shot after `before`: hour, weather, look and cast stay unless the prompt names others.

    Where it would repeat the framing of the shot before in the same place, it takes another: a cut needs a reason.
    """
    kept: dict[str, Any] = {name: getattr(before, name) for name in ("time", "weather") if name not in scene.named}
    if not scene.style:
        kept["style"] = before.style
    if not scene.actors and not scene.card and scene.place == before.place:
        kept |= {"actors": before.actors, "snowy": before.snowy}
    camera = scene.camera
    if scene.place == before.place and camera.size == before.camera.size and "size" not in scene.named:
        size, move = FRAMINGS[index % len(FRAMINGS)]
        if size == before.camera.size:
            size, move = FRAMINGS[(index + 1) % len(FRAMINGS)]
        camera = replace(camera, size=size, move=camera.move if "move" in scene.named else move)
    return replace(scene, camera=camera, named=scene.named | (before.named & {"time", "weather"}), **kept)


@dataclass(frozen=True, slots=True)
class _Sources:
    """The pictures that a film is made from, and how large it is."""

    first: _Still | None
    last: _Still | None
    width: int
    height: int

    def look(self) -> None:
        """Read the pictures and find their subjects."""
        for still in (self.first, self.last):
            if still is not None:
                _ = still.seen

    def picture(self, scene: Scene, frames: int, index: int, count: int) -> Picture:
        """The picture of shot `index` of `count`: morph, photo or stage."""
        last = self.last if index == count - 1 else None
        if self.first is not None:
            return self._moved(self.first, last, scene, frames, index)
        if last is not None:
            photo = Photo(last.image, scene, frames, width=self.width, height=self.height, seen=last.seen)
            return Backwards(photo)
        from rushes.providers.previs.stage import Stage

        return Stage(scene, self.width, self.height, frames)

    def _moved(self, first: _Still, last: _Still | None, scene: Scene, frames: int, index: int) -> Picture:
        size = {"width": self.width, "height": self.height}
        image = first.image
        seen: Subject | None = first.seen
        if index:
            image, seen = reframed(image, index, subject=seen, **size), None
            # Its move was chosen for the cut; the picture must not choose the same one again.
            scene = replace(scene, named=scene.named | {"move"})
        if last is None:
            return Photo(image, scene, frames, seen=seen, settled=index > 0, **size)
        from rushes.providers.previs.morph import Morph

        ends = framed(image, subject=seen, **size), framed(last.image, subject=last.seen, **size)
        return Morph(*ends, scene, frames)


class _Still:
    """A picture file, read when it is first needed."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def image(self) -> Image:
        image = cv2.imread(str(self._path), cv2.IMREAD_COLOR)
        if image is None:
            raise RenderFailed(f"The picture {self._path.name} cannot be read.")
        return np.asarray(image, np.uint8)

    @cached_property
    def seen(self) -> Subject:
        """Its subject, found once for all shots."""
        return find(self.image)


class Backwards:
    """A picture played backwards: it ends where the other begins."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture

    @property
    def frames(self) -> int:
        """As many as the other has."""
        return self._picture.frames

    def frame(self, index: int) -> Image:
        """The other's frame, counted from its end."""
        return self._picture.frame(self.frames - 1 - index)

    @property
    def cues(self) -> tuple[Cue, ...]:
        """None: a sound heard backwards in time is not that sound."""
        return ()

    @property
    def facts(self) -> dict[str, object]:
        """The other's facts."""
        return self._picture.facts
