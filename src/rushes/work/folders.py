"""A process's folder for its runs, beside those of other processes on the same data folder.

It is held by a lock that the kernel frees when its process dies, however it dies: what nobody holds is a dead one's,
and is removed by the next who looks.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: A folder as young as this may not be held yet by who has just made it.
YOUNG_SECONDS = 60.0


@contextmanager
def own_folder(root: Path) -> Iterator[Path]:
    """A new folder below `root`, held and removed by this process; those of the dead are removed before."""
    folder = root / uuid.uuid4().hex
    folder.mkdir(parents=True)
    with _opened(folder) as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        clear_dead(root)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def clear_dead(root: Path, young: float = YOUNG_SECONDS) -> int:
    """Remove the folders below `root` that no living process holds; answer how many."""
    removed = 0
    for folder in root.iterdir():
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, BlockingIOError), _opened(folder) as ours:
            fcntl.flock(ours, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(ours).st_mtime < time.time() - young:
                shutil.rmtree(folder, ignore_errors=True)
                removed += 1
    return removed


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
