"""Render a brief to an MP4: plan the shots, draw their frames in two threads, encode in a third, lay the sound.

What a shot shows is the matter of `shots` and the pictures; this file keeps the order, the memory (at most two
pictures and a handful of frames live at once) and the clock.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.media.encode import Encoder
from rushes.providers.previs import heap, shots
from rushes.providers.previs.brief import FPS, Brief, Facts, Progress
from rushes.providers.previs.picture import Cue, Image, Picture

RENDER_THREADS = 2
#: Frames being drawn, or drawn and not yet encoded; each is 6 MB at 1080p.
WINDOW = 6
METADATA = {
    "title": "Rushes previs",
    "comment": "Rushes previs: a procedural animatic, not a neural video model",
}


@dataclass(slots=True)
class _Report:
    """What is learnt on the way and becomes Facts."""

    shots: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    neural_parts: list[str] = field(default_factory=list)
    cues: list[tuple[Cue, ...]] = field(default_factory=list)
    build_seconds: float = 0.0
    sound_seconds: float = 0.0


def render(brief: Brief, out: Path, progress: Progress | None = None) -> Facts:
    """Make the film at `out`.

    `progress` is called in this thread with the fraction of frames encoded; what it raises ends the render, as
    does any error in a picture, the sound or the encoder. No file is left then.
    """
    began = time.perf_counter()
    cv2.setNumThreads(1)  # two threads draw already; OpenCV's own would only contend with them
    plan = shots.plan(brief)
    planned = time.perf_counter()
    report = _Report(remarks=list(plan.remarks), neural_parts=list(plan.neural_parts))
    with ThreadPoolExecutor(1, "previs-build") as builder:
        made = _Made(plan, brief, builder, report)
        audio = made.samples if brief.sound else None
        with Encoder(out, brief.width, brief.height, fps=FPS, audio=audio, metadata=METADATA) as encoder:
            _encode(made.pictures(), encoder, brief.frames, progress)
    if progress is not None:
        progress(1.0)
    return _facts(brief, plan, report, {"plan": planned - began, "total": time.perf_counter() - began})


class _Made:
    """The pictures in order, each built while the one before it is drawn; then the sound, while the last one is."""

    def __init__(self, plan: shots.Plan, brief: Brief, builder: ThreadPoolExecutor, report: _Report) -> None:
        self._plan, self._brief, self._builder, self._report = plan, brief, builder, report
        self._sound: Future[NDArray[np.float32]] | None = None

    def pictures(self) -> Iterator[Picture]:
        coming = self._builder.submit(self._build, 0)
        for index in range(len(self._plan.shots)):
            picture = coming.result()
            if index + 1 < len(self._plan.shots):
                coming = self._builder.submit(self._build, index + 1)
            elif self._brief.sound:
                self._sound = self._builder.submit(self._score)
            yield picture

    def samples(self) -> NDArray[np.float32]:
        assert self._sound is not None
        return self._sound.result()

    def _build(self, index: int) -> Picture:
        began = time.perf_counter()
        shot = self._plan.shots[index]
        picture = self._subtitled(shot.build(), shot)
        heap.trim()
        facts = dict(picture.facts)
        for key, seen in (("remarks", self._report.remarks), ("neural_parts", self._report.neural_parts)):
            found = facts.pop(key, ())
            seen.extend(str(item) for item in (found if isinstance(found, Sequence) else ()))
        self._report.shots.append(shots.described(shot) | facts)
        self._report.cues.append(tuple(picture.cues))
        self._report.build_seconds += time.perf_counter() - began
        return picture

    def _subtitled(self, picture: Picture, shot: shots.Shot) -> Picture:
        if not shot.scene.lines:
            return picture
        from rushes.providers.previs.sound import Heard, with_subtitles

        heard = Heard(shot.scene, tuple(picture.cues), 0.0, shot.frames / FPS)
        size = (self._brief.width, self._brief.height)
        picture, remarks = with_subtitles(picture, heard, *size, silent=not self._brief.sound)
        self._report.remarks.extend(remarks)
        return picture

    def _score(self) -> NDArray[np.float32]:
        from rushes.providers.previs import sound

        began = time.perf_counter()
        heard = [
            sound.Heard(shot.scene, cues, shot.start / FPS, shot.frames / FPS)
            for shot, cues in zip(self._plan.shots, self._report.cues, strict=True)
        ]
        score = sound.score(heard, self._brief.seconds, self._brief.seed)
        self._report.remarks.extend(score.remarks)
        self._report.neural_parts.extend(score.neural_parts)
        self._report.sound_seconds = time.perf_counter() - began
        return score.samples


def _encode(pictures: Iterator[Picture], encoder: Encoder, total: int, progress: Progress | None) -> None:
    """Draw in RENDER_THREADS, hand the frames on in order to one encoding thread, at most WINDOW in flight."""
    drawn: deque[Future[Image]] = deque()
    written: deque[Future[None]] = deque()
    with ThreadPoolExecutor(RENDER_THREADS, "previs-draw") as draw, ThreadPoolExecutor(1, "previs-encode") as write:

        def advance() -> None:
            written.append(write.submit(encoder.write, drawn.popleft().result()))
            while len(written) > 2 or (written and not drawn):
                written.popleft().result()
                if progress is not None:
                    progress(encoder.frames / total)

        try:
            for picture in pictures:
                for index in range(picture.frames):
                    drawn.append(draw.submit(picture.frame, index))
                    if len(drawn) >= WINDOW - 2:
                        advance()
            while drawn:
                advance()
        except BaseException:
            draw.shutdown(wait=False, cancel_futures=True)
            write.shutdown(wait=False, cancel_futures=True)
            raise


def _facts(brief: Brief, plan: shots.Plan, report: _Report, timings: dict[str, float]) -> Facts:
    scenes = [shot.scene for shot in plan.shots]
    timings |= {"build": report.build_seconds, "sound": report.sound_seconds}
    return Facts(
        frames=brief.frames,
        width=brief.width,
        height=brief.height,
        sound=brief.sound,
        shots=tuple(report.shots),
        understood=_unique(word for scene in scenes for word in scene.understood),
        not_understood=_unique(word for scene in scenes for word in scene.not_understood),
        remarks=_unique(report.remarks),
        neural_parts=_unique(report.neural_parts),
        timings={name: round(seconds, 3) for name, seconds in timings.items()},
    )


def _unique(words: Iterator[str] | Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
