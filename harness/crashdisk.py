"""A disk that loses power: records each write, sync, rename and removal under a folder, rebuilds what may be left.

What a sync covered is kept. Of the rest each write may be there, missing, or torn between two sectors, in any order; of
a folder's changes that no sync of that folder covered, only the first few may be there (file systems keep their order).
SQLite is heard through a VFS, media files through the calls of `os` that they pass through.
"""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import apsw

SECTOR = 512
#: Where remains are looked at: thousands of databases are opened, and their real syncs prove nothing here.
MEMORY = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
#: The VFS beneath ours.
REAL = "unix"
#: What becomes of what no sync covered: all of it is lost, all of it is kept, or chance says.
LOST, KEPT, CHANCE = "lost", "kept", "chance"


class Step(NamedTuple):
    """One thing that happened to the disk. `at` is the number of the file or folder."""

    kind: str
    at: int
    value: Any = None
    #: Where a write begins, or the number of the file that a name now leads to.
    place: int = 0


@dataclass
class File:
    """What surely is on the disk, and what may be."""

    kept: bytes = b""
    loose: list[Step] = field(default_factory=list)

    def settle(self) -> None:
        """A sync has ended: what was loose is kept."""
        self.kept, self.loose = self.left(KEPT, random.Random()), []

    def left(self, fate: str, chance: random.Random) -> bytes:
        """The file after the power has gone."""
        data = bytearray(self.kept)
        for step in self.loose:
            if fate == LOST or (fate == CHANCE and chance.random() < 0.4):
                continue
            _apply(data, step, torn=chance if fate == CHANCE and chance.random() < 0.4 else None)
        return bytes(data)


@dataclass
class Folder:
    """Names that surely lead somewhere, and changes that may be lost. A change maps names to numbers or None."""

    kept: dict[str, int] = field(default_factory=dict)
    loose: list[dict[str, int | None]] = field(default_factory=list)

    def settle(self) -> None:
        """A sync has ended: what was loose is kept."""
        self.kept, self.loose = self.left(KEPT, random.Random()), []

    def left(self, fate: str, chance: random.Random) -> dict[str, int]:
        """The folder after the power has gone."""
        many = {LOST: 0, KEPT: len(self.loose)}.get(fate, chance.randint(0, len(self.loose)))
        names: dict[str, int | None] = {**self.kept}
        for change in self.loose[:many]:
            names.update(change)
        return {name: at for name, at in names.items() if at is not None}


class Disk:
    """The state of the disk as steps are played to it."""

    def __init__(self) -> None:
        self.nodes: dict[int, File | Folder] = {0: Folder()}

    def play(self, step: Step) -> None:
        """One more step."""
        node = self.nodes.get(step.at)
        match step.kind:
            case "file":
                self.nodes[step.at] = File()
            case "folder":
                self.nodes[step.at] = Folder()
            case "sync":
                assert node is not None
                node.settle()
            case "names":
                assert isinstance(node, Folder)
                node.loose.append(step.value)
            case "write" | "truncate" | "content":
                assert isinstance(node, File)
                node.loose.append(step)

    def image(self, target: Path, fate: str, seed: int) -> None:
        """Write what is left after a loss of power at this moment into an empty folder."""
        self._build(target, 0, fate, random.Random(seed))

    def _build(self, target: Path, at: int, fate: str, chance: random.Random) -> None:
        target.mkdir(exist_ok=True)
        folder = self.nodes[at]
        assert isinstance(folder, Folder)
        for name, number in folder.left(fate, chance).items():
            node = self.nodes[number]
            if isinstance(node, Folder):
                self._build(target / name, number, fate, chance)
            else:
                (target / name).write_bytes(node.left(fate, chance))


class Recorder:
    """The steps so far, and which path leads to which number. `mark` notes what a client has been told."""

    def __init__(self, root: Path) -> None:
        self.steps: list[Step] = []
        self._root, self._lock = root, threading.RLock()
        self._numbers = {root: 0}
        self._contents: dict[int, bytes] = {}
        self._next = 1

    def mark(self, *what: object) -> None:
        """A client knows this from now on."""
        with self._lock:
            self.steps.append(Step("mark", -1, what))

    def ours(self, path: Path) -> bool:
        """Whether the path lies on this disk."""
        return path.is_relative_to(self._root)

    def made(self, path: Path, kind: str) -> int:
        """A file or folder has come to be; one that is known keeps its number."""
        with self._lock:
            if path in self._numbers:
                return self._numbers[path]
            number, self._next = self._next, self._next + 1
            self._numbers[path] = number
            self.steps += [Step(kind, number), Step("names", self._numbers[path.parent], {path.name: number})]
            return number

    def wrote(self, path: Path, data: bytes, offset: int) -> None:
        """Bytes went into a file."""
        self._add(path, "write", data, offset)

    def cut(self, path: Path, size: int) -> None:
        """A file was cut or stretched."""
        self._add(path, "truncate", size)

    def holds(self, path: Path, data: bytes) -> None:
        """A file holds this by now; how it was written was not heard."""
        with self._lock:
            if self._contents.get(self._numbers[path]) != data:
                self._contents[self._numbers[path]] = data
                self._add(path, "content", data)

    def synced(self, path: Path) -> None:
        """A file's bytes, or a folder's names, are on the disk."""
        self._add(path, "sync", None)

    def moved(self, source: Path, target: Path) -> None:
        """A name was changed; within a folder that is one step."""
        with self._lock:
            number = self._numbers[source]
            for path in [path for path in self._numbers if path.is_relative_to(source)]:  # a folder takes all along
                self._numbers[target / path.relative_to(source)] = self._numbers.pop(path)
            before, after = self._numbers[source.parent], self._numbers[target.parent]
            if before == after:
                self.steps.append(Step("names", after, {source.name: None, target.name: number}))
            else:
                self.steps.append(Step("names", after, {target.name: number}))
                self.steps.append(Step("names", before, {source.name: None}))

    def linked(self, source: Path, target: Path) -> None:
        """A second name leads to the same file."""
        with self._lock:
            self._numbers[target] = self._numbers[source]
            self.steps.append(Step("names", self._numbers[target.parent], {target.name: self._numbers[source]}))

    def removed(self, path: Path) -> None:
        """A name is gone."""
        with self._lock:
            if self._numbers.pop(path, None) is not None:
                self.steps.append(Step("names", self._numbers[path.parent], {path.name: None}))

    def _add(self, path: Path, kind: str, value: object, place: int = 0) -> None:
        with self._lock:
            self.steps.append(Step(kind, self._numbers[path], value, place))


class _RecordedFile(apsw.VFSFile):
    def __init__(self, recorder: Recorder, path: Path, name: Any, flags: list[int]) -> None:
        self._recorder, self._path = recorder, path
        #: SQLite's own layer syncs the folder with the first sync of each log or journal that it may have made
        #: (os_unix.c, UNIXFILE_DIRSYNC); our stand-in for xSync does not call it.
        self._new = flags[0] & apsw.SQLITE_OPEN_CREATE and not flags[0] & apsw.SQLITE_OPEN_MAIN_DB
        super().__init__(REAL, name, flags)
        recorder.made(path, "file")

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802  SQLite's own name
        super().xWrite(data, offset)
        self._recorder.wrote(self._path, bytes(data), offset)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        super().xTruncate(size)
        self._recorder.cut(self._path, size)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._recorder.synced(self._path)
        if self._new:
            self._recorder.synced(self._path.parent)
            self._new = False


class _RecordedDisk(apsw.VFS):
    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        super().__init__("recorded", REAL)

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        path = Path(name.filename() if isinstance(name, apsw.URIFilename) else name or "")
        if not self._recorder.ours(path):
            return apsw.VFSFile(REAL, name, flags)
        return _RecordedFile(self._recorder, path, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        super().xDelete(filename, syncdir)
        path = Path(filename)
        if self._recorder.ours(path):
            self._recorder.removed(path)
            if syncdir:
                self._recorder.synced(path.parent)


@contextmanager
def recorded(root: Path) -> Iterator[Recorder]:
    """All that SQLite and this process do under `root`, which must be empty, while the block lasts."""
    recorder = Recorder(root)
    disk = _RecordedDisk(recorder)
    apsw.set_default_vfs("recorded")
    try:
        with ExitStack() as stack:
            for name, stand_in in _calls(recorder).items():
                stack.enter_context(patch.object(os, name, stand_in))
            yield recorder
    finally:
        apsw.set_default_vfs(REAL)
        disk.unregister()


def _calls(recorder: Recorder) -> dict[str, Any]:
    """Stand-ins for the calls that media files pass through; each does the real thing first."""
    real = {name: getattr(os, name) for name in ("fsync", "replace", "rename", "mkdir", "unlink", "link")}

    def seen(path: Path) -> None:
        """A file that was written without our hearing of it."""
        recorder.made(path, "file")
        recorder.holds(path, path.read_bytes())

    def fsync(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        if not recorder.ours(path):
            return real["fsync"](descriptor)
        if not path.is_dir():
            seen(path)
        return recorder.synced(path)

    def move(call: str, source: Any, target: Any, **options: Any) -> None:
        if not recorder.ours(Path(target)):
            real[call](source, target, **options)
            return
        if not Path(source).is_dir():
            seen(Path(source))
        real[call](source, target, **options)
        recorder.moved(Path(source), Path(target))

    def mkdir(path: Any, *arguments: Any, **options: Any) -> None:
        real["mkdir"](path, *arguments, **options)
        if recorder.ours(Path(path)) and "dir_fd" not in options:
            recorder.made(Path(path), "folder")

    def unlink(path: Any, **options: Any) -> None:
        real["unlink"](path, **options)
        if options.get("dir_fd") is None and recorder.ours(Path(path)):
            recorder.removed(Path(path))

    def link(source: Any, target: Any, **options: Any) -> None:
        real["link"](source, target, **options)
        if recorder.ours(Path(source)):
            recorder.linked(Path(source), Path(target))
        elif recorder.ours(Path(target)):  # a file that has long been on the disk, outside of what we watch
            seen(Path(target))
            recorder.synced(Path(target))

    moves = {"replace": partial(move, "replace"), "rename": partial(move, "rename")}
    return {**moves, "fsync": fsync, "mkdir": mkdir, "unlink": unlink, "link": link}


def _apply(data: bytearray, step: Step, torn: random.Random | None) -> None:
    """One loose step into a file; `torn` drops some of its sectors."""
    if step.kind == "truncate":
        del data[step.value :]
        data.extend(bytes(step.value - len(data)))
        return
    value: bytes = step.value
    if step.kind == "content":  # a file written from empty: short, or with holes, or whole
        size = torn.randint(0, len(value)) if torn else len(value)
        data[:] = bytes(size)
        value = value[:size]
    for start in range(0, len(value), SECTOR):
        if torn and torn.random() < 0.5:
            continue
        at, part = step.place + start, value[start : start + SECTOR]
        data.extend(bytes(max(0, at + len(part) - len(data))))
        data[at : at + len(part)] = part
