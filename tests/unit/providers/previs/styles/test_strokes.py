"""Brushes and lines."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.styles.strokes import brushed, grey, lined, paper, pencil, pooled, vivid


def noisy() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    rng = np.random.default_rng(1)
    plate = np.full((60, 80, 4), 255, np.uint8)
    plate[..., :3] = np.clip(rng.normal(120, 25, (60, 80, 3)), 0, 255)
    return plate


def test_strokes_flatten_texture() -> None:
    assert brushed(noisy(), 5)[..., :3].std() < 0.6 * noisy()[..., :3].std()
    assert np.array_equal(brushed(noisy(), 0), noisy())


def test_watercolour_is_darker_along_its_borders() -> None:
    plate = np.zeros((60, 80, 4), np.uint8)
    plate[15:45, 15:65] = (150, 150, 150, 255)
    washed = pooled(plate, 4, 0.5).astype(int)
    assert washed[17:20, 30:50, 0].mean() < washed[28:32, 30:50, 0].mean()


def test_paper_is_light_and_rough() -> None:
    sheet = paper(80, 60, tooth=0.05)
    assert sheet.mean() > 220 and 1 < sheet.std() < 20
    assert paper(80, 60, tooth=0.05, weave=True).std() > 1


def test_a_pencil_has_no_colour_and_draws_edges_dark() -> None:
    frame = np.full((60, 80, 3), 220, np.uint8)
    frame[:, 40:] = (40, 90, 150)
    drawn = pencil(frame).astype(int)
    assert (drawn[..., 0] == drawn[..., 2]).all()
    assert drawn[30, 41, 0] < drawn[30, 75, 0] + 1 < drawn[30, 10, 0]


def test_ink_lines_follow_edges() -> None:
    frame = np.full((60, 80, 3), 200, np.uint8)
    frame[:, 40:] = 90
    inked = lined(frame).astype(int)
    assert inked[30, 40:43].min() < 85
    assert inked[30, 10, 0] == 200


def test_grey_keeps_brightness() -> None:
    frame = np.dstack([np.full((4, 4), tone, np.uint8) for tone in (10, 200, 90)])
    assert grey(frame)[0, 0, 0] == round(0.114 * 10 + 0.587 * 200 + 0.299 * 90)


def test_vivid_strengthens_colour_and_steps_tones() -> None:
    plate = np.full((4, 64, 4), 255, np.uint8)
    plate[..., :3] = np.linspace(0, 255, 64)[None, :, None]
    jumps = np.diff(vivid(plate, 1.0, 4)[0, :, 0].astype(int))
    assert jumps.max() > 2.5 * np.median(jumps)
    red = np.full((2, 2, 4), 255, np.uint8)
    red[..., :3] = (80, 80, 160)
    strong = vivid(red, 1.5).astype(int)
    assert strong[0, 0, 2] - strong[0, 0, 0] > 100
