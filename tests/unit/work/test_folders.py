"""Work folders of the living stay, those of the dead go: whoever looks next removes them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from rushes.work.folders import clear_dead, own_folder

HOLD = """
import sys
from pathlib import Path
from rushes.work.folders import own_folder
with own_folder(Path(sys.argv[1])) as folder:
    (folder / "half.mp4").write_bytes(b"x")
    print(folder, flush=True)
    sys.stdin.read()
"""


def test_a_killed_process_leaves_a_folder_that_the_next_removes(tmp_path: Path) -> None:
    path = os.pathsep.join(sys.path)
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env={"PYTHONPATH": path}) as other:
        assert other.stdout
        theirs = Path(other.stdout.readline().strip())
        assert clear_dead(tmp_path, young=-1) == 0, "its process lives"
        other.kill()
        other.wait()
        with own_folder(tmp_path) as ours:
            assert theirs.exists(), "it is too young to tell whether somebody is about to hold it"
            assert clear_dead(tmp_path, young=-1) == 1
            assert list(tmp_path.iterdir()) == [ours]
    assert list(tmp_path.iterdir()) == []


def test_files_and_a_folder_that_goes_meanwhile_are_no_matter(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("mine")
    assert clear_dead(tmp_path, young=-1) == 0
