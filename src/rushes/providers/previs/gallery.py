"""Contact sheets of all that the renderer can show, to be looked at.

    python -m rushes.providers.previs.gallery [--out gallery] [--quick] [--jobs 2] [--fresh] [name …]

A name chooses the sheets that begin with it ("place-sea", "rig", "looks"). A sheet that lies there already is left,
so that a broken run goes on where it stopped, and runs side by side do no harm. What the sheets show is the matter
of `exhibits`; no part of a render.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import cv2
import numpy as np

from rushes.providers.previs.exhibits import Sheet, sheets
from rushes.providers.previs.picture import Image

CAPTION = 16
QUALITY = 88


def captioned(image: Image, text: str) -> Image:
    """The picture with a line of text under it."""
    whole = cv2.copyMakeBorder(image, 0, CAPTION, 0, 2, cv2.BORDER_CONSTANT, value=(28, 26, 24))
    place = (3, whole.shape[0] - 5)
    return np.asarray(cv2.putText(whole, text, place, cv2.FONT_HERSHEY_SIMPLEX, 0.34, (225, 225, 225), 1, cv2.LINE_AA))


def laid(pictures: Sequence[Image], columns: int) -> Image:
    """Pictures of one size side by side."""
    height, width = pictures[0].shape[:2]
    rows = -(-len(pictures) // columns)
    whole = np.zeros((rows * height, columns * width, 3), np.uint8)
    for number, picture in enumerate(pictures):
        top, left = number // columns * height, number % columns * width
        whole[top : top + height, left : left + width] = picture
    return whole


def chosen(names: Sequence[str], quick: bool = False) -> list[Sheet]:
    """The sheets that begin with one of the names; all where there is none.

    ValueError where a name begins no sheet.
    """
    every = list(sheets(quick))
    for name in names:
        if not any(sheet.name.startswith(name) for sheet in every):
            raise ValueError(f"No sheet is called '{name}'; there are {', '.join(sheet.name for sheet in every)}.")
    return [sheet for sheet in every if not names or sheet.name.startswith(tuple(names))]


def write(sheet: Sheet, path: Path) -> float:
    """Make a sheet and put it in place in one step; the seconds that it took."""
    began = time.perf_counter()
    cv2.setNumThreads(1)  # the sheets are made side by side already
    whole = laid([captioned(make(), text) for text, make in sheet.cells], sheet.columns)
    options = [cv2.IMWRITE_JPEG_QUALITY, QUALITY] if path.suffix == ".jpg" else []
    _, data = cv2.imencode(path.suffix, whole, options)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(data.tobytes())
    part.replace(path)
    return time.perf_counter() - began


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the sheets that are not there yet."""
    parser = argparse.ArgumentParser(prog="gallery", description="Contact sheets of all that the renderer can show.")
    parser.add_argument("names", nargs="*", help="sheets, or how their names begin; all where there is none")
    parser.add_argument("--out", type=Path, default=Path("gallery"))
    parser.add_argument("--quick", action="store_true", help="a few pictures of each sheet")
    parser.add_argument("--fresh", action="store_true", help="make sheets anew that are there already")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--format", choices=("jpg", "png"), default="jpg")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    wanted = chosen(options.names, options.quick)
    paths = {sheet.name: options.out / f"{sheet.name}.{options.format}" for sheet in wanted}
    missing = [sheet for sheet in wanted if options.fresh or not paths[sheet.name].exists()]
    print(f"{len(wanted)} sheets, {len(missing)} to make, in {options.out}/", flush=True)
    broken = 0
    with ProcessPoolExecutor(options.jobs, multiprocessing.get_context("spawn")) as pool:
        running = {pool.submit(write, sheet, paths[sheet.name]): sheet for sheet in missing}
        for number, done in enumerate(as_completed(running), 1):
            sheet, error = running[done], done.exception()
            told = repr(error) if error else f"{len(sheet.cells)} pictures, {done.result():.0f} s"
            print(f"{number}/{len(missing)} {sheet.name}: {told}", flush=True)
            broken += error is not None
    if broken:
        raise SystemExit(f"{broken} of {len(missing)} sheets could not be made.")


if __name__ == "__main__":
    main()
