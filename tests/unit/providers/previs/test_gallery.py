"""The gallery makes the sheets that are asked for and not there yet, each with all its pictures in order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import pytest

from rushes.providers.previs import gallery
from rushes.providers.previs.exhibits import Sheet
from rushes.providers.previs.gallery import captioned, chosen, laid, main, write


def test_a_sheet_lays_pictures_row_by_row() -> None:
    pictures = [np.full((4, 6, 3), tone, np.uint8) for tone in (10, 20, 30)]
    whole = laid(pictures, 2)
    assert whole.shape == (8, 12, 3)
    assert [int(whole[y, x, 0]) for y, x in ((0, 0), (0, 6), (4, 0), (4, 6))] == [10, 20, 30, 0]


def test_a_caption_stands_under_the_picture() -> None:
    picture = np.full((40, 120, 3), 90, np.uint8)
    shown = captioned(picture, "sea")
    assert np.array_equal(shown[:40, :120], picture)
    assert shown[40:].max() > 200


def test_a_name_chooses_the_sheets_that_begin_with_it() -> None:
    assert [sheet.name for sheet in chosen(["place-se", "moves"])] == ["place-sea", "moves"]
    with pytest.raises(ValueError, match="No sheet is called 'sheep'"):
        chosen(["sheep"])


def test_a_sheet_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    def broken() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        raise ArithmeticError

    grey = np.full((20, 30, 3), 128, np.uint8)
    write(Sheet("two", 2, (("a", lambda: grey), ("b", lambda: grey))), tmp_path / "two.png")
    assert cv2.imread(str(tmp_path / "two.png")).shape == (20 + gallery.CAPTION, 64, 3)
    with pytest.raises(ArithmeticError):
        write(Sheet("one", 1, (("a", broken),)), tmp_path / "one.png")
    assert [path.name for path in tmp_path.iterdir()] == ["two.png"]


def test_a_second_run_leaves_what_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "moves.jpg").write_bytes(b"done before")
    main(["moves", "--quick", "--out", str(tmp_path)])
    assert (tmp_path / "moves.jpg").read_bytes() == b"done before"
    assert "1 sheets, 0 to make" in capsys.readouterr().out


def test_a_sheet_that_cannot_be_made_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def make(sheet: Sheet, path: Path) -> float:
        if sheet.name == "place-sea":
            raise ArithmeticError("no water")
        path.write_bytes(b"made")
        return 0.0

    monkeypatch.setattr(gallery, "write", make)
    monkeypatch.setattr(gallery, "ProcessPoolExecutor", lambda jobs, context: ThreadPoolExecutor(jobs))
    with pytest.raises(SystemExit, match="1 of 2 sheets"):
        main(["place-sea", "moves", "--out", str(tmp_path)])
    assert (tmp_path / "moves.jpg").exists()
    assert "place-sea: ArithmeticError('no water')" in capsys.readouterr().out
