"""What every rig shares as a figure."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.picture import Light
from rushes.providers.previs.subjects.drawn import Drawn, Rig, beats, lasting, silent, width_of
from rushes.providers.previs.subjects.shape import Part, box

LIGHT = Light((-0.6, 0.5), (0.5, 0.8, 1.0), (0.6, 0.5, 0.5), (0.7, 0.7, 0.9), haze_amount=0.1, backlit=0.7)

PARTS = [Part((box(0.0, 0.0, 1.0, 2.0),), (0.2, 0.4, 0.8), 1)]


def test_facing_left_mirrors_the_drawing_and_not_the_light() -> None:
    rig = Rig(2.0, 0.5, lambda seconds: PARTS)
    right, left = Drawn(rig, 1).paint(0, 80, LIGHT), Drawn(rig, -1).paint(0, 80, LIGHT)
    assert right.anchor[0] < 10 < left.anchor[0]
    for sprite in (right, left):
        bright = sprite.bgra[..., 2].astype(int).sum(axis=0)
        middle = len(bright) // 2
        assert bright[:middle].sum() > bright[middle:].sum()


def test_the_box_is_as_high_as_asked() -> None:
    sprite = Drawn(Rig(2.0, 0.5, lambda seconds: PARTS)).paint(0, 120, LIGHT)
    rows = np.flatnonzero(sprite.bgra[..., 3].max(axis=1) > 128)
    assert abs(len(rows) - 120) <= 2


def test_beats_come_evenly_and_end_with_the_shot() -> None:
    assert [cue.at for cue in beats("wing", 0.25, 0.5, 1.6)] == [0.25, 0.75, 1.25]


def test_lasting_sounds_cover_the_shot_or_are_silent() -> None:
    assert lasting("engine", 0.5)(4.0)[0].seconds == 4.0
    assert lasting("engine", 0.5, heard=False) is silent and silent(3.0) == ()


def test_width_is_measured_about_the_origin() -> None:
    assert width_of(PARTS) == 2.0
