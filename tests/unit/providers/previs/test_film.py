"""Rendering a brief: order, boundaries, threads, errors, the report."""

from __future__ import annotations

import itertools
import threading
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import av
import numpy as np
import pytest

from rushes.providers.previs import film, shots
from rushes.providers.previs.brief import Brief, ShotBrief
from rushes.providers.previs.picture import Cue, Image
from rushes.providers.previs.scene import Scene

SIZE = (96, 64)


@dataclass
class Flat:
    """A picture whose frames say, by their grey, which shot and frame they are."""

    grey: int
    frames: int
    fails_at: int = -1
    cues: tuple[Cue, ...] = ()
    facts: dict[str, object] = field(default_factory=lambda: {"remarks": ["seen"], "neural_parts": ["net"], "kind": 1})

    def frame(self, index: int) -> Image:
        if index == self.fails_at:
            raise ArithmeticError("drawing failed")
        return np.full((SIZE[1], SIZE[0], 3), self.grey + index, np.uint8)


def planned(*pictures: Flat) -> shots.Plan:
    starts = [0, *itertools.accumulate(p.frames for p in pictures)]
    scene = Scene(prompt="p", place="sea", understood=("sea",), not_understood=("zorb",))
    return shots.Plan(
        tuple(
            shots.Shot(scene, start, p.frames, partial(lambda it: it, p))
            for start, p in zip(starts, pictures, strict=False)
        )
    )


def rendered(
    monkeypatch: pytest.MonkeyPatch, out: Path, *pictures: Flat, sound: bool = False, **more: object
) -> film.Facts:
    monkeypatch.setattr(shots, "plan", lambda brief: planned(*pictures))
    seconds = sum(p.frames for p in pictures) / 24
    brief = Brief((ShotBrief("p", seconds),), *SIZE, sound=sound)
    return film.render(brief, out, **more)  # type: ignore[arg-type]


def greys(path: Path) -> list[float]:
    with av.open(str(path)) as file:
        return [float(frame.to_ndarray(format="bgr24")[20:40, 20:60].mean()) for frame in file.decode(video=0)]


def test_frames_come_in_order_and_shots_cut_on_the_frame(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    facts = rendered(monkeypatch, tmp_path / "a.mp4", Flat(40, 25), Flat(150, 31))
    seen = greys(tmp_path / "a.mp4")
    assert seen == pytest.approx([*range(40, 65), *range(150, 181)], abs=3)
    assert (facts.frames, facts.width, facts.height, facts.sound) == (56, *SIZE, False)


def test_the_report_gathers_what_shots_say(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    facts = rendered(monkeypatch, tmp_path / "a.mp4", Flat(40, 4), Flat(90, 4))
    assert facts.remarks == ("seen",)
    assert facts.neural_parts == ("net",)
    assert (facts.understood, facts.not_understood) == (("sea",), ("zorb",))
    assert [shot["place"] for shot in facts.shots] == ["sea", "sea"]
    assert facts.shots[1]["start"] == round(4 / 24, 3)
    assert facts.shots[0]["kind"] == 1
    assert "remarks" not in facts.shots[0]


def test_an_error_in_a_frame_ends_the_render_and_leaves_no_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(ArithmeticError, match="drawing failed"):
        rendered(monkeypatch, tmp_path / "a.mp4", Flat(40, 30), Flat(90, 30, fails_at=7))
    assert list(tmp_path.iterdir()) == []
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("previs")]


def test_progress_rises_to_1_and_may_stop_the_render(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    heard: list[float] = []
    rendered(monkeypatch, tmp_path / "a.mp4", Flat(40, 40), progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    assert len(heard) > 20

    def stop(share: float) -> None:
        if share > 0.3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        rendered(monkeypatch, tmp_path / "b.mp4", Flat(40, 40), progress=stop)
    assert not (tmp_path / "b.mp4").exists()


def test_few_frames_are_drawn_ahead_of_the_encoder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[int] = []
    ahead: list[int] = []

    class Watched(Flat):
        def frame(self, index: int) -> Image:
            asked.append(index)
            return super().frame(index)

    rendered(
        monkeypatch, tmp_path / "a.mp4", Watched(40, 60), progress=lambda share: ahead.append(len(asked) - share * 60)
    )
    assert max(ahead) <= film.WINDOW + 1


def test_sound_is_laid_as_long_as_the_film(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    facts = rendered(monkeypatch, tmp_path / "a.mp4", Flat(40, 36), Flat(90, 36), sound=True)
    assert facts.sound
    with av.open(str(tmp_path / "a.mp4")) as file:
        assert file.duration == pytest.approx(3e6, abs=1000)
        assert file.streams.audio[0].duration == 3 * 48000
        samples = np.concatenate([frame.to_ndarray() for frame in file.decode(audio=0)], axis=1)
        assert np.abs(samples).max() > 0.01


def test_the_file_says_that_it_is_an_animatic(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    rendered(monkeypatch, tmp_path / "a.mp4", Flat(40, 4))
    with av.open(str(tmp_path / "a.mp4")) as file:
        assert "not a neural video model" in file.metadata["comment"]
