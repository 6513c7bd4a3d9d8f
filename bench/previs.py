"""How fast the renderer is: films beside x264 on one fixed clip, peak memory, and its camera beside its peers'.

    python -m bench.previs [--seconds 5] [--only picture …] [--sizes 720p 1080p] [--repeat 2] [--moviepy PYTHON]

A film and the encoding of the fixed clip (a slow zoom over a textured picture, frames ready in memory, x264's own
veryfast) take turns; the least of each counts. On a busy machine the CPU ratio is the one to trust. moviepy asks for
an older Pillow than Rushes, so it is measured where it is: in this Python, or in the one that `--moviepy` names.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from rich.console import Console
from rich.table import Table
from tests import pictures

from bench.peers import cameras, heaviest
from rushes.media.encode import Encoder
from rushes.providers.previs import Brief, ShotBrief, render

SIZES = {"720p": (1280, 720), "1080p": (1920, 1080)}
#: Frames of the reference clip that are kept; it is played to and fro.
CLIP = 24
MEMORY_SECONDS, MEMORY_AIM = 15.0, 700


@dataclass(frozen=True, slots=True)
class Row:
    """A film to be measured, and the ratio to the encoding that is aimed at on two quiet cores."""

    prompt: str
    aim: float
    first: bool = False
    last: bool = False


ROWS = {
    "picture": Row("Slow push in", 2.7, first=True),
    "picture, rain": Row("It begins to rain, slow push in", 4.0, first=True),
    "morph": Row("The camera moves closer", 4.2, first=True, last=True),
    "light scene": Row("A sailboat on a calm sea at sunset", 4.0),
    "heaviest": Row("", 7.0),
}


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of one piece of work."""

    wall: float
    cpu: float

    def least(self, other: Spent) -> Spent:
        """The lesser of each."""
        return Spent(min(self.wall, other.wall), min(self.cpu, other.cpu))


def timed(work: Callable[[], object]) -> Spent:
    """What it takes; CPU of all threads of this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Spent(time.perf_counter() - wall, time.process_time() - cpu)


def reference(folder: Path, width: int, height: int, frames: int) -> Callable[[], None]:
    """Encoding of the fixed clip and nothing else."""
    still = pictures.landscape(width * 5 // 4, height * 5 // 4)
    middle = (still.shape[1] / 2, still.shape[0] / 2)
    clip = []
    for index in range(CLIP):
        move = cv2.getRotationMatrix2D(middle, 0, 1 + 0.02 * index / CLIP)
        move[:, 2] += (width / 2 - middle[0], height / 2 - middle[1])
        clip.append(np.asarray(cv2.warpAffine(still, move, (width, height), flags=cv2.INTER_CUBIC), np.uint8))

    def encode() -> None:
        with Encoder(folder / "reference.mp4", width, height, tuning="") as encoder:
            for index in range(frames):
                encoder.write(clip[CLIP - 1 - abs(index % (2 * CLIP - 2) - CLIP + 1)])

    return encode


def brief(folder: Path, row: Row, size: tuple[int, int], seconds: float) -> Brief:
    """The brief of a row, its pictures written to the folder."""
    whole = pictures.still_life(1800, 1200)
    paths = [folder / "first.png", folder / "last.png"]
    for path, picture in zip(paths, (whole, whole[90:1110, 150:1680]), strict=True):
        cv2.imwrite(str(path), picture)
    made = Brief((ShotBrief(row.prompt, seconds),), *size, seed=1)
    return replace(made, first_frame=paths[0] if row.first else None, last_frame=paths[1] if row.last else None)


def speeds(console: Console, rows: dict[str, Row], sizes: Sequence[str], seconds: float, repeat: int) -> None:
    """The table of films."""
    frames = round(seconds * 24)
    table = Table(
        title=f"Films of {seconds:g} s beside x264 veryfast of a fixed clip of the same size and length; ms a frame"
    )
    for column in (
        "film",
        "size",
        "fps",
        "film wall",
        "film CPU",
        "x264 wall",
        "x264 CPU",
        "wall ratio",
        "CPU ratio",
        "aim",
    ):
        table.add_column(column, justify="left" if column in {"film", "size"} else "right")
    with tempfile.TemporaryDirectory(prefix="rushes-bench-") as name:
        folder = Path(name)
        for size in sizes:
            encode = reference(folder, *SIZES[size], frames)
            for title, row in rows.items():
                wanted = brief(folder, row, SIZES[size], seconds)
                turns = [(timed(encode), timed(lambda b=wanted: render(b, folder / "film.mp4"))) for _ in range(repeat)]
                alone, whole = turns[0]
                for again in turns[1:]:
                    alone, whole = alone.least(again[0]), whole.least(again[1])
                per = 1000 / frames
                table.add_row(
                    title, size, f"{frames / whole.wall:.0f}", f"{whole.wall * per:.1f}", f"{whole.cpu * per:.1f}",
                    f"{alone.wall * per:.1f}", f"{alone.cpu * per:.1f}", f"{whole.wall / alone.wall:.2f}",
                    f"{whole.cpu / alone.cpu:.2f}", f"{row.aim:.1f}",
                )  # fmt: skip
                console.log(f"{title}, {size}: CPU {whole.cpu / alone.cpu:.2f} of the encoding's")
    console.print(table)


def memory(console: Console, rows: dict[str, Row]) -> None:
    """The table of peak memory, each film in a process of its own."""
    table = Table(title=f"Peak memory of {MEMORY_SECONDS:g} s at 1080p (VmHWM of a process that renders one film)")
    for column in ("film", "MB", "aim"):
        table.add_column(column, justify="left" if column == "film" else "right")
    for title, row in rows.items():
        command = [sys.executable, "-m", "bench.previs", "--child", row.prompt]
        command += ["--first"] * row.first + ["--last"] * row.last
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        table.add_row(title, f"{int(told.split()[-1]) / 1024:.0f}", f"{MEMORY_AIM}")
    console.print(table)


def child(row: Row) -> None:
    """Render one long film and print this process' peak memory in KiB."""
    with tempfile.TemporaryDirectory(prefix="rushes-bench-") as name:
        render(brief(Path(name), row, SIZES["1080p"], MEMORY_SECONDS), Path(name) / "film.mp4")
    peak = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text("ascii"))
    print(peak.group(1) if peak else 0)


def peers(console: Console, moviepy: str) -> None:
    """The table of cameras on one still."""
    table = Table(title=f"A slow push of {cameras.FRAMES} frames over one 1080p still at 720p, one thread, no encoding")
    for column in ("camera", "ms/frame", "CPU", "jitter px, worst", "mean"):
        table.add_column(column, justify="left" if column == "camera" else "right")
    for name, told in cameras.measured(moviepy).items():
        if isinstance(told, str):
            table.add_row(name, told)
        else:
            table.add_row(
                name,
                *(f"{told[key]:.1f}" for key in ("wall", "cpu")),
                *(f"{told[key]:.3f}" for key in ("worst", "mean")),
            )
    console.print(table)


def main(arguments: Sequence[str] = ()) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="bench.previs")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--only", nargs="*", choices=ROWS, default=list(ROWS))
    parser.add_argument("--sizes", nargs="*", choices=SIZES, default=list(SIZES))
    parser.add_argument("--repeat", type=int, default=2)
    parser.add_argument(
        "--parts", nargs="*", choices=("films", "memory", "cameras"), default=["films", "memory", "cameras"]
    )
    parser.add_argument("--moviepy", default=sys.executable, metavar="PYTHON", help="a Python that has moviepy")
    parser.add_argument("--heaviest", metavar="PROMPT", help="the heaviest scene, if it is known; else it is searched")
    parser.add_argument("--child", metavar="PROMPT", help=argparse.SUPPRESS)
    parser.add_argument("--first", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--last", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    cv2.setNumThreads(1)
    if options.child is not None:
        child(Row(options.child, 0, options.first, options.last))
        return
    console = Console(width=118)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    console.print(
        f"{os.cpu_count()} cores, load average {load} (the wall times mean something only on a quiet machine)"
    )
    rows = {name: ROWS[name] for name in ROWS if name in options.only}
    if "heaviest" in rows and {"films", "memory"} & set(options.parts):
        prompt = options.heaviest or heaviest.found(console)
        rows["heaviest"] = replace(ROWS["heaviest"], prompt=prompt)
    if "films" in options.parts:
        speeds(console, rows, options.sizes, options.seconds, options.repeat)
    if "memory" in options.parts:
        memory(console, rows)
    if "cameras" in options.parts:
        peers(console, options.moviepy)


if __name__ == "__main__":
    main(sys.argv[1:])
