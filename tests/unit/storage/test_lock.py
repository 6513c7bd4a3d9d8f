"""Who owns a data folder, and where that process can be reached."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rushes.errors import FolderInUse, StorageFull
from rushes.storage.lock import NAME, WORD, Owned, holder


def test_an_owner_says_where_it_is_and_leaves_nothing_behind(tmp_path: Path) -> None:
    assert holder(tmp_path) is None
    with Owned(tmp_path, "http://127.0.0.1:8700", passing=True):
        found = holder(tmp_path)
        assert found is not None
        assert (found.process, found.url, found.passing) == (f"process {os.getpid()}", "http://127.0.0.1:8700", True)
    assert holder(tmp_path) is None
    assert (tmp_path / NAME).read_text() == ""


def test_an_owner_may_keep_to_itself(tmp_path: Path) -> None:
    with Owned(tmp_path):
        found = holder(tmp_path)
        assert found is not None
        assert (found.url, found.passing) == (None, False)


def test_a_second_owner_is_refused_and_told_of_the_first(tmp_path: Path) -> None:
    with Owned(tmp_path, "http://127.0.0.1:8700"):
        with pytest.raises(FolderInUse, match=r"process \d+, http://127.0.0.1:8700"):
            Owned(tmp_path).__enter__()
        assert holder(tmp_path) is not None, "the refused one took nothing away"


def test_what_a_crash_left_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("process 1\nhttp://127.0.0.1:8700\n")
    assert holder(tmp_path) is None
    with Owned(tmp_path):
        pass


def test_asking_makes_no_folder(tmp_path: Path) -> None:
    assert holder(tmp_path / "none") is None
    assert not (tmp_path / "none").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full file here")
def test_a_folder_on_a_full_disk_says_so_and_is_let_go(tmp_path: Path) -> None:
    (tmp_path / NAME).symlink_to("/dev/full")
    for _ in range(2):
        with pytest.raises(StorageFull, match="Make room, then start again"):
            Owned(tmp_path).__enter__()


def test_the_owners_word_is_for_its_own_eyes_and_goes_with_it(tmp_path: Path) -> None:
    (tmp_path / WORD).write_text("what a crash left")
    with Owned(tmp_path, "http://127.0.0.1:8700", word="open"):
        found = holder(tmp_path)
        assert found is not None
        assert found.word == "open"
        assert (tmp_path / WORD).stat().st_mode & 0o777 == 0o600
    assert not (tmp_path / WORD).exists()
    with Owned(tmp_path):
        found = holder(tmp_path)
        assert found is not None
        assert found.word is None
